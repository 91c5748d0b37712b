import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { trustForms } from '~/contract/posted/key-forms';
import { Refusal } from '~/domain/refusal';
import { recordHeldKey } from '~/services/keys/held-key.server';
import { keepMarkedKeys } from '~/services/keys/own-mark.server';
import { remember, trustAnswer } from '~/services/keys/trust.server';
import { ownKeysChallenge } from '~/services/staff/own-keys.server';
import { readForm } from '~/web/form.server';
import { staff, staffJson } from '~/web/staff/staff.server';
import { formActs, mayAny, runStaffAct } from '~/web/staff/staff-acts.server';

/**
 * `?version=N&sequence=N&marks=N&transfers=N&routing=N&routingHash=HEX`: what the member's browser compares with what
 * it remembers.
 */
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
 * `memory`: what the member's browser has seen, signed by the member. With `step=mark` (after `step=challenge`): the
 * keys wrapped anew with the mark that memory has begun. With `step=held`: the member's own statement that they hold a
 * unit's key.
 */
export function action(args: ActionFunctionArgs) {
  return staffJson(args, mayAny(ACTS), async (staff) => {
    const form = await readForm(staff.request, { fields: 8 });
    return runStaffAct(staff, ACTS, { form, field: 'step' });
  });
}

const DONE = { done: true };

const ACTS = formActs(trustForms, {
  challenge: async ({ ctx, actor }) => ({ challenge: ownKeysChallenge(ctx, actor) }),
  mark: async ({ ctx, actor }, { challenge, signature, ...marked }) => {
    await keepMarkedKeys(ctx, actor, { ...marked, proof: { challenge, signature } });
    return DONE;
  },
  held: async ({ ctx, actor }, held) => {
    await recordHeldKey(ctx, actor, held);
    return DONE;
  },
  memory: async ({ ctx, actor }, { memory }) => {
    await remember(ctx, actor, memory);
    return DONE;
  },
});

function whole(params: URLSearchParams, name: string): number {
  const value = Number(params.get(name) ?? '0');
  if (!Number.isSafeInteger(value) || value < 0) throw new Refusal('invalid');
  return value;
}
