import type { ActionFunctionArgs } from '@remix-run/node';
import { penaltyImportForms } from '~/contract/posted/publication-forms';
import {
  type CheckedPenalties,
  checkPenalties,
  importPenalties,
  MAX_PENALTY_BYTES,
} from '~/services/publication/penalty-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';
import { allSectorNames } from '~/words/sectors';

type Answer = { checked: CheckedPenalties } | { done: number };

const ACTS = formActs(penaltyImportForms, {
  check: async ({ ctx, actor }, { file }): Promise<Answer> => ({
    checked: await checkPenalties(ctx, actor, file, allSectorNames),
  }),
  confirm: async ({ ctx, actor }, { rows }): Promise<Answer> => ({ done: await importPenalties(ctx, actor, rows) }),
});

/** Checks each row of a ledger of decisions; then takes the rows that were shown, all of them or none. */
export const penaltyImportAction = (args: ActionFunctionArgs) =>
  staffAct(args, mayAny(ACTS), (staff) => {
    const limits = { files: 1, fileBytes: MAX_PENALTY_BYTES, fieldBytes: 2 * MAX_PENALTY_BYTES };
    return withForm(staff.request, limits, (form) => runStaffAct(staff, ACTS, { form }));
  });
