import type { ActionFunctionArgs } from '@remix-run/node';
import { readCaseInput } from '~/contract/posted/case-act';
import { CASE_ACT_NAMES, type CaseActName } from '~/domain/acts/case-acts';
import { runCaseAct } from '~/services/case/case-acts.server';
import type { StaffAct } from '~/web/staff/staff-acts.server';
import { staffActs } from '~/web/staff/staff-acts.server';

/** Largest posted field: a reply to every reporter of a case, or all its keys for another unit. */
const CASE_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 20 };

/** What the case page's form asks for by its field `act`: what that act's row says of its form. */
const CASE_ACTS = Object.fromEntries(CASE_ACT_NAMES.map((act) => [act, postedCaseAct(act)])) as Record<
  CaseActName,
  ReturnType<typeof postedCaseAct>
>;

function postedCaseAct<A extends CaseActName>(act: A) {
  return [
    `case.${act}`,
    async ({ ctx, actor, params }, form) => {
      const input = readCaseInput(act, form.text);
      await runCaseAct(ctx, actor, params.case ?? '', act, { input, once: form.text('once') });
      return { done: act };
    },
  ] as const satisfies StaffAct;
}

/** What is done on the page of a case. */
export function caseAction(args: ActionFunctionArgs) {
  return staffActs(args, CASE_ACTS, CASE_FORM_LIMITS);
}
