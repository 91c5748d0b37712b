import type { ActionFunctionArgs } from '@remix-run/node';
import { importForms } from '~/contract/posted/register-forms';
import { LANGS, SECTORS } from '~/domain/vocabulary';
import {
  type CheckedImport,
  checkImport,
  importEmployers,
  MAX_IMPORT_BYTES,
  type SectorNames,
} from '~/services/county/employer-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';
import { vocabularyWords } from '~/words/vocabulary';

export type ImportAnswer = { checked: CheckedImport } | { done: number };

/** The names of sectors in all languages, as a table may use them. */
const SECTOR_NAMES: SectorNames = Object.fromEntries(
  SECTORS.map((sector) => [sector, LANGS.map((lang) => vocabularyWords[lang].sectors[sector])]),
);

const ACTS = formActs(importForms, {
  check: async ({ ctx, actor }, { file }): Promise<ImportAnswer> => ({
    checked: await checkImport(ctx, actor, file, SECTOR_NAMES),
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
