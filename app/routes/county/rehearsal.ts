import type { ActionFunctionArgs } from '@remix-run/node';
import { rehearsalForms } from '~/contract/posted/rehearsal-forms';
import { seeRehearsal, sendRehearsal } from '~/services/county/rehearsal.server';
import { readForm } from '~/web/form.server';
import { staffJson } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/** Where scripts of the page of the opening send test reports, and tell that one was opened. */
export const action = (args: ActionFunctionArgs) =>
  staffJson(args, mayAny(ACTS), async (staff) =>
    runStaffAct(staff, ACTS, { form: await readForm(staff.request, { fields: 6 }) }),
  );

const ACTS = formActs(rehearsalForms, {
  send: async ({ ctx, actor }, sent) => {
    await sendRehearsal(ctx, actor, sent);
    return { done: true };
  },
  see: async ({ ctx, actor }, seen) => {
    await seeRehearsal(ctx, actor, seen);
    return { done: true };
  },
});
