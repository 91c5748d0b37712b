import type { ActionFunctionArgs } from '@remix-run/node';
import { readStamp } from '~/contract/posted/stamp';
import { Refusal } from '~/domain/refusal';
import { stampList } from '~/services/keys/stamp.server';
import { readForm } from '~/web/form.server';
import { staffAct } from '~/web/staff/staff.server';

/** A stamp of freshness, as a guardian's browser signed it by their own key or the reserve's. */
export function action(args: ActionFunctionArgs) {
  return staffAct(args, ['directory.stamp', 'directory.stampByReserve'], async ({ ctx, actor, request }) => {
    const form = await readForm(request, { fields: 4 });
    const stamp = readStamp(form.text('stamp'));
    if (stamp === null) throw new Refusal('invalid');
    await stampList(ctx, actor, stamp);
    return { done: true as const };
  });
}
