import type { ActionFunctionArgs } from '@remix-run/node';
import { Refusal } from '~/domain/refusal';
import { stampList } from '~/services/stamp.server';
import { readForm } from '~/web/form.server';
import { staffAct } from '~/web/staff.server';

/** A stamp of freshness, as a guardian's browser signed it by their own key or the reserve's. */
export function action(args: ActionFunctionArgs) {
  return staffAct(args, async ({ house, actor, request }) => {
    const form = await readForm(request, { fields: 8 });
    const whole = (name: string) => {
      const value = Number(form.text(name));
      if (!Number.isSafeInteger(value) || value < 0) throw new Refusal('invalid');
      return value;
    };
    await stampList(house, actor, {
      memberId: form.text('memberId'),
      directoryHash: form.text('directoryHash'),
      directoryVersion: whole('directoryVersion'),
      routingHash: form.text('routingHash'),
      routingVersion: whole('routingVersion'),
      day: form.text('day'),
      signature: form.text('signature'),
    });
    return { done: true as const };
  });
}
