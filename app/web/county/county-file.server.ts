import type { ActionFunctionArgs } from '@remix-run/node';
import { countyFileForms } from '~/contract/posted/county-file-forms';
import { Refusal } from '~/domain/refusal';
import { text as textOf } from '~/envelope/bytes';
import {
  type CheckedCountyFile,
  checkCountyFile,
  importCountyFile,
  MAX_COUNTY_FILE,
} from '~/services/county/county-file-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

type Answer = { text: string | null; checked: CheckedCountyFile };

const ACTS = formActs(countyFileForms, {
  check: async ({ ctx, actor }, { file }): Promise<Answer> => {
    const text = readText(file);
    return { text, checked: await checkCountyFile(ctx, actor, text) };
  },
  confirm: async ({ ctx, actor }, { text, told }): Promise<Answer> => ({
    text: null,
    checked: await importCountyFile(ctx, actor, text, told),
  }),
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
