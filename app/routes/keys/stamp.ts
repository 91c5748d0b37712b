import type { ActionFunctionArgs } from '@remix-run/node';
import { stampForm } from '~/contract/posted/key-forms';
import { stampList } from '~/services/keys/stamp.server';
import { formAct } from '~/web/staff/staff-acts.server';

/** A stamp of freshness, signed in a guardian's browser with their own key or the reserve's. */
export function action(args: ActionFunctionArgs) {
  return formAct(
    args,
    stampForm,
    async ({ ctx, actor }, { stamp }) => {
      await stampList(ctx, actor, stamp);
      return { done: true as const };
    },
    { fields: 4 },
  );
}
