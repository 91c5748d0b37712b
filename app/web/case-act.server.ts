import { readCaseInput } from '~/contract/posted/case-act';
import { CASE_ACT_NAMES, type CaseActName } from '~/domain/acts/case-acts';
import { Refusal } from '~/domain/refusal';
import { runCaseAct } from '~/services/case-acts.server';
import type { House } from '~/services/house.server';
import type { ParsedForm } from './form.server';
import type { StaffActor } from './staff.server';

/** Largest posted field: a reply to every reporter of a case, or all its keys for another unit. */
export const CASE_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 20 };

/** Does what the case page's form asks: its field `act`, and what that act's row says. Returns the act; Refusal `invalid` and the act's own. */
export async function postedCaseAct(
  house: House,
  actor: StaffActor,
  caseId: string,
  form: ParsedForm,
): Promise<CaseActName> {
  const act = CASE_ACT_NAMES.find((name) => name === form.text('act'));
  if (act === undefined) throw new Refusal('invalid', { field: 'act' });
  await runCaseAct(house, actor, caseId, act, readCaseInput(act, form.text));
  return act;
}
