import type { ActionFunctionArgs } from '@remix-run/node';
import { caseForms } from '~/contract/posted/case-forms';
import { CASE_ACT_NAMES, type CaseActName } from '~/domain/acts/case-acts';
import { runCaseAct } from '~/services/case/case-acts.server';
import type { Staff } from '~/web/staff/staff.server';
import { formActs, staffActs } from '~/web/staff/staff-acts.server';

/** Largest posted field: a reply to every reporter of a case, or all its keys for another unit. */
const CASE_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 20 };

type Bodies = {
  readonly [A in CaseActName]: (
    staff: Staff,
    given: ReturnType<(typeof caseForms)[A]['read']>,
  ) => Promise<{ done: CaseActName }>;
};

/** Every act of a case's page is done by the service that its name tells. */
const BODIES = Object.fromEntries(CASE_ACT_NAMES.map((act) => [act, bodyOf(act)])) as Bodies;

function bodyOf<A extends CaseActName>(act: A) {
  return async ({ ctx, actor, params }: Staff, given: ReturnType<(typeof caseForms)[A]['read']>) => {
    await runCaseAct(ctx, actor, params.case ?? '', act, given);
    return { done: act };
  };
}

const CASE_ACTS = formActs(caseForms, BODIES);

/** What can be done on the page of a case. */
export function caseAction(args: ActionFunctionArgs) {
  return staffActs(args, CASE_ACTS, CASE_FORM_LIMITS);
}
