import { requireBytes } from '~/services/keys/public-key.server';
import { addPasskey, addPasskeyQuestion, ownKeysChallenge } from '~/services/staff/own-keys.server';
import { createdPasskey } from './passkey-form.server';
import type { StaffActs } from './staff-acts.server';

/** What whoever is signed in asks and answers around a passkey of their own, by the field `step`. */
export const PASSKEY_ACTS = {
  challenge: ['member.addPasskey', async ({ ctx, actor }) => ({ challenge: ownKeysChallenge(ctx, actor) })],
  addQuestion: ['member.addPasskey', async ({ ctx, actor }) => addPasskeyQuestion(ctx, actor)],
  add: [
    'member.addPasskey',
    async ({ ctx, actor }, form) => {
      await addPasskey(ctx, actor, {
        response: createdPasskey(form.text('answer')),
        label: form.text('label'),
        wrappedKeys: requireBytes(form.text('wrappedKeys')),
        signature: form.text('signature'),
      });
      return { done: true };
    },
  ],
} as const satisfies StaffActs;
