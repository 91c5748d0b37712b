import type { ActionFunctionArgs } from '@remix-run/node';
import { situationForms } from '~/contract/posted/policy-forms';
import {
  askSituations,
  type CheckedSituations,
  checkSituations,
  MAX_LIST_BYTES,
} from '~/services/county/situation-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';
import { allSectorNames } from '~/words/sectors';

export type SituationsAnswer = { checked: CheckedSituations } | { done: number };

const ACTS = formActs(situationForms, {
  check: async ({ ctx, actor }, { file }): Promise<SituationsAnswer> => ({
    checked: await checkSituations(ctx, actor, file, allSectorNames),
  }),
  confirm: async ({ ctx, actor }, typed): Promise<SituationsAnswer> => {
    await askSituations(ctx, actor, typed);
    return { done: typed.items.length };
  },
});

/** Checks each row of a list; then asks for the list that was shown. */
export const situationsAction = (args: ActionFunctionArgs) =>
  staffAct(args, mayAny(ACTS), (staff) => {
    const limits = { files: 1, fileBytes: MAX_LIST_BYTES, fieldBytes: 2 * MAX_LIST_BYTES };
    return withForm(staff.request, limits, (form) => runStaffAct(staff, ACTS, { form }));
  });
