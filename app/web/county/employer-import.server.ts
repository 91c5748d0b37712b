import type { ActionFunctionArgs } from '@remix-run/node';
import { importForms } from '~/contract/posted/register-forms';
import {
  type CheckedImport,
  checkImport,
  importEmployers,
  MAX_IMPORT_BYTES,
} from '~/services/county/employer-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';
import { allSectorNames } from '~/words/sectors';

export type ImportAnswer = { checked: CheckedImport } | { done: number };

const ACTS = formActs(importForms, {
  check: async ({ ctx, actor }, { file }): Promise<ImportAnswer> => ({
    checked: await checkImport(ctx, actor, file, allSectorNames),
  }),
  confirm: async ({ ctx, actor }, { rows }): Promise<ImportAnswer> => ({
    done: await importEmployers(ctx, actor, rows),
  }),
});

/** Checks each row of a file; then takes the rows that were shown, all of them or none. */
export const importAction = (args: ActionFunctionArgs) =>
  staffAct(args, mayAny(ACTS), (staff) => {
    const limits = { files: 1, fileBytes: MAX_IMPORT_BYTES, fieldBytes: 2 * MAX_IMPORT_BYTES };
    return withForm(staff.request, limits, (form) => runStaffAct(staff, ACTS, { form }));
  });
