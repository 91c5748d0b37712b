import type { ActionFunctionArgs } from '@remix-run/node';
import { readForm } from '~/web/form.server';
import { CARRY_OVER } from '~/web/keys/carry-over.server';
import { staffJson } from '~/web/staff/staff.server';
import { mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** Room for fifty wraps, or for the new keys of a case with many reports. */
const FIELD_BYTES = 3 * 1024 * 1024;

/** What the keys page hands out and takes while a unit is carried over to its new key. */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(CARRY_OVER), async (staff) =>
    runStaffAct(staff, CARRY_OVER, { form: await readForm(staff.request, { fieldBytes: FIELD_BYTES }) }),
  );
}
