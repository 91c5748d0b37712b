import type { ActionFunctionArgs } from '@remix-run/node';
import { areaForms } from '~/contract/posted/area-forms';
import { type CheckedAreas, checkAreas, importAreas, MAX_AREA_BYTES } from '~/services/county/area-import.server';
import { withForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

type AreaAnswer = { checked: CheckedAreas } | { done: number };

const ACTS = formActs(areaForms, {
  check: async ({ ctx, actor }, { file }): Promise<AreaAnswer> => ({ checked: await checkAreas(ctx, actor, file) }),
  confirm: async ({ ctx, actor }, { rows }): Promise<AreaAnswer> => ({ done: await importAreas(ctx, actor, rows) }),
});

/** Checks each row of a file; then takes the table that was shown, the whole or nothing. */
export const areaAction = (args: ActionFunctionArgs) =>
  staffAct(args, mayAny(ACTS), (staff) => {
    const limits = { files: 1, fileBytes: MAX_AREA_BYTES, fieldBytes: 2 * MAX_AREA_BYTES };
    return withForm(staff.request, limits, (form) => runStaffAct(staff, ACTS, { form }));
  });
