import type { ActionFunctionArgs } from '@remix-run/node';
import { countyFileForms } from '~/contract/posted/county-file-forms';
import { type Listed, listed } from '~/domain/county/county-file-shown';
import { Refusal } from '~/domain/refusal';
import { text as textOf } from '~/envelope/bytes';
import {
  type CheckedCountyFile,
  type CheckedDifference,
  checkCountyFile,
  importCountyFile,
  MAX_COUNTY_FILE,
} from '~/services/county/county-file-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** `text` is null once it was kept. */
export type ToldCountyFile = Omit<CheckedCountyFile, 'found'> & Listed<CheckedDifference> & { text: string | null };

const toldOf = ({ found, ...checked }: CheckedCountyFile, text: string | null): { checked: ToldCountyFile } => ({
  checked: { ...checked, ...listed(found), text },
});

const ACTS = formActs(countyFileForms, {
  check: async ({ ctx, actor }, { file }) => {
    const text = readText(file);
    return toldOf(await checkCountyFile(ctx, actor, text), text);
  },
  confirm: async ({ ctx, actor }, { text, told }) => toldOf(await importCountyFile(ctx, actor, text, told), null),
});

function readText(file: Uint8Array): string {
  try {
    return textOf(file).replace(/^\uFEFF/, '');
  } catch {
    throw new Refusal('invalid', { field: 'file', data: { rule: 'noCountyFile' } });
  }
}

/** Compares a file with what there is; then keeps what was shown. */
export const countyFileAction = (args: ActionFunctionArgs) =>
  staffAct(args, mayAny(ACTS), (staff) => {
    const limits = { files: 1, fileBytes: MAX_COUNTY_FILE, fieldBytes: 2 * MAX_COUNTY_FILE };
    return withForm(staff.request, limits, (form) => runStaffAct(staff, ACTS, { form }));
  });
