import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { member } from '#db/schema/staff';
import type { Context } from '~/services/context.server';
import { requireRecipient, requireSigningKey } from '~/services/keys/public-key.server';
import { perform } from '~/services/perform.server';
import { invited } from './enrolment.server';
import { lockMember } from './member.server';
import { checkedNewPasskey, type NewPasskeyQuestion, newPasskeyQuestion, storePasskey } from './passkey.server';

/** What the invited member's browser made: a passkey, and keys that only its PRF opens. */
export type PasskeyEnrolment = {
  response: RegistrationResponseJSON;
  label: string;
  recipient: string;
  /** Ed25519 public key, base64. */
  signingKey: string;
  wrappedKeys: Uint8Array;
};

/** The options for the person behind an enrolment link; Refusal `expired`. */
export async function enrolmentQuestion(ctx: Context, token: string): Promise<NewPasskeyQuestion> {
  const row = await invited(ctx, ctx.db, token);
  return newPasskeyQuestion(ctx, row, `enrol:${row.id}`);
}

/**
 * Enrols by a passkey alone: there is then no login key and no authenticator code, and so no signing in by passphrase.
 * Refusals: `expired`, `invalid`, `alreadyDone`.
 */
export async function enrolByPasskey(ctx: Context, token: string, answer: PasskeyEnrolment): Promise<string> {
  const { id: memberId } = await invited(ctx, ctx.db, token);
  requireRecipient(answer.recipient);
  requireSigningKey(answer.signingKey);
  const made = await checkedNewPasskey(ctx, answer.response, `enrol:${memberId}`);
  const subject = `member:${memberId}` as const;
  await perform(ctx, { kind: 'public' }, 'member.enrol', subject, async ({ tx, today, record }) => {
    record({ method: 'passkey' });
    await lockMember(tx, memberId);
    await invited(ctx, tx, token);
    const { recipient, signingKey, label, wrappedKeys } = answer;
    await tx
      .update(member)
      .set({ status: 'enrolled', inviteHash: null, inviteExpiresOn: null, recipient, signingKey })
      .where(eq(member.id, memberId));
    await storePasskey(ctx, tx, `enrol:${memberId}`, { ...made, memberId, label, wrappedKeys, createdOn: today });
  });
  return memberId;
}
