import type { ActionFunctionArgs } from '@remix-run/node';
import { CEREMONY_ACTS, CEREMONY_FORM_LIMITS } from '~/web/ceremony-act.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff.server';
import { mayAny, runStaffAct } from '~/web/staff-acts.server';

/** The steps of one ceremony as the pages' scripts post them; answers JSON, sealed bytes at most. */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(CEREMONY_ACTS), async (staff) =>
    runStaffAct(staff, CEREMONY_ACTS, { form: await readForm(staff.request, CEREMONY_FORM_LIMITS) }),
  );
}
