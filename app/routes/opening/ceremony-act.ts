import type { ActionFunctionArgs } from '@remix-run/node';
import { readForm } from '~/web/form.server';
import { CEREMONY_ACTS, CEREMONY_FORM_LIMITS } from '~/web/opening/ceremony-act.server';
import { staffJson } from '~/web/staff/staff.server';
import { mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** The steps of one ceremony as the pages' scripts post them; the answers are JSON with at most sealed bytes. */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(CEREMONY_ACTS), async (staff) =>
    runStaffAct(staff, CEREMONY_ACTS, { form: await readForm(staff.request, CEREMONY_FORM_LIMITS) }),
  );
}
