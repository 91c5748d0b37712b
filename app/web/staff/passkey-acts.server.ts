import { passkeyForms } from '~/contract/posted/staff-forms';
import { addPasskey, addPasskeyQuestion, ownKeysChallenge } from '~/services/staff/own-keys.server';
import { formActs } from './staff-acts.server';

/** What a member who is signed in requests and answers about a passkey of their own, by the field `step`. */
export const PASSKEY_ACTS = formActs(passkeyForms, {
  challenge: async ({ ctx, actor }) => ({ challenge: ownKeysChallenge(ctx, actor) }),
  addQuestion: async ({ ctx, actor }) => addPasskeyQuestion(ctx, actor),
  add: async ({ ctx, actor }, { answer, ...passkey }) => {
    await addPasskey(ctx, actor, { ...passkey, response: answer });
    return { done: true };
  },
});
