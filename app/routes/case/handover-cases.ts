import type { ActionFunctionArgs } from '@remix-run/node';
import { handoverForms } from '~/contract/posted/handover-forms';
import { caseForRenewal } from '~/services/case/case-renewal.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** Room for the keys of a case with many reports. */
const FIELD_BYTES = 3 * 1024 * 1024;

const ACTS = formActs(handoverForms, {
  case: async ({ ctx, actor }, { caseId }) => ({ sealed: await caseForRenewal(ctx, actor, caseId) }),
  transfer: async ({ ctx, actor }, { caseId, transfer, part }) => {
    await transferCase(ctx, actor, caseId, { ...transfer, note: part });
    return { done: true };
  },
});

/** What the page of cases to hand over hands out and takes. */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(ACTS), async (staff) =>
    runStaffAct(staff, ACTS, { form: await readForm(staff.request, { fieldBytes: FIELD_BYTES }) }),
  );
}
