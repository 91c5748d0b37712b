import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { Refusal } from '~/domain/refusal';
import { sayHeld } from '~/services/keys/held-key.server';
import { keepMarkedKeys } from '~/services/keys/own-mark.server';
import { remember, trustAnswer } from '~/services/keys/trust.server';
import { ownKeysChallenge } from '~/services/staff/own-keys.server';
import { readForm } from '~/web/form.server';
import { staff, staffJson } from '~/web/staff/staff.server';
import { mayAny, runStaffAct, type StaffActs } from '~/web/staff/staff-acts.server';

/** `?version=N&sequence=N&marks=N&transfers=N&routing=N&routingHash=HEX`: what the member's browser compares with what it remembers. */
export function loader(args: LoaderFunctionArgs) {
  return staff(args, async ({ ctx, request }) => {
    const { searchParams } = new URL(request.url);
    return Response.json(
      await trustAnswer(ctx, {
        version: whole(searchParams, 'version'),
        sequence: whole(searchParams, 'sequence'),
        marks: whole(searchParams, 'marks'),
        transfers: whole(searchParams, 'transfers'),
        routing: { version: whole(searchParams, 'routing'), textHash: searchParams.get('routingHash') ?? '' },
      }),
    );
  });
}

/**
 * `memory`: what the member's browser has seen, signed by the member. With `step=mark` (after `step=challenge`): the keys
 * wrapped anew with the mark that memory has begun. With `step=held`: the member's own word that they hold a unit's key.
 */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(ACTS), async (staff) => {
    const form = await readForm(staff.request, { fields: 8 });
    return runStaffAct(staff, ACTS, { form, field: 'step' });
  });
}

const DONE = { done: true };

const ACTS = {
  challenge: ['member.remember', async ({ ctx, actor }) => ({ challenge: ownKeysChallenge(ctx, actor) })],
  mark: [
    'member.remember',
    async ({ ctx, actor }, form) => {
      await keepMarkedKeys(ctx, actor, {
        passkey: form.text('passkey') || null,
        replaces: form.text('replaces'),
        wrappedKeys: form.text('wrappedKeys'),
        proof: { challenge: form.text('challenge'), signature: form.text('signature') },
      });
      return DONE;
    },
  ],
  held: [
    'unit.sayHeld',
    async ({ ctx, actor }, form) => {
      await sayHeld(ctx, actor, { unitKeyId: form.text('unitKeyId'), signature: form.text('signature') });
      return DONE;
    },
  ],
  memory: [
    'member.remember',
    async ({ ctx, actor }, form) => {
      await remember(ctx, actor, form.text('memory'));
      return DONE;
    },
  ],
} as const satisfies StaffActs;

function whole(params: URLSearchParams, name: string): number {
  const value = Number(params.get(name) ?? '0');
  if (!Number.isSafeInteger(value) || value < 0) throw new Refusal('invalid');
  return value;
}
