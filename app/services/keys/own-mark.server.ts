import { and, eq } from 'drizzle-orm';
import { member, passkey } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { textHashOf } from '~/envelope/keys/memory';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { WRAPPED_MOST } from '~/services/staff/enrolment.server';
import { lockMember } from '~/services/staff/member.server';
import { type Proof, requireProof } from '~/services/staff/own-keys.server';

export type MarkedKeys = {
  /** The passkey whose wrap is made anew; null for that of the passphrase. */
  passkey: string | null;
  /** SHA-256 (hex) of the Base64 text of the wrap that this one replaces. */
  replaces: string;
  /** Base64. */
  wrappedKeys: string;
  proof: Proof;
};

/**
 * Stores the member's keys as their browser wrapped them anew, together with what the browser must not forget, for the
 * way of signing in by which they were just opened. Refusals: `notAllowed` (not signed with unlocked keys), `expired`,
 * `invalid`, `conflict` (another wrap lies there now: a passphrase changed meanwhile must not be undone), `notFound`.
 */
export async function keepMarkedKeys(ctx: Context, actor: Member, marked: MarkedKeys): Promise<void> {
  const wrappedKeys = fromBase64(marked.wrappedKeys);
  if (wrappedKeys.length === 0 || wrappedKeys.length > WRAPPED_MOST) throw new Refusal('invalid');
  await perform(ctx, actor, 'member.remember', `member:${actor.memberId}`, async ({ tx, within, record }) => {
    const row = await lockMember(tx, actor.memberId);
    within({ memberId: row.id });
    const about = [marked.passkey ?? '', marked.replaces, marked.wrappedKeys];
    await requireProof(ctx, tx, row, { act: 'markKeys', about }, marked.proof);
    if (marked.passkey === null) {
      requireReplaced(row.wrappedKeys, marked.replaces);
      await tx.update(member).set({ wrappedKeys }).where(eq(member.id, row.id));
    } else {
      const own = and(eq(passkey.id, marked.passkey), eq(passkey.memberId, row.id));
      const [stored] = await tx.select({ wrappedKeys: passkey.wrappedKeys }).from(passkey).where(own).for('update');
      requireReplaced(stored?.wrappedKeys ?? null, marked.replaces);
      await tx.update(passkey).set({ wrappedKeys }).where(own);
    }
    record({ what: 'wrappedKeys' });
  });
}

function requireReplaced(before: Uint8Array | null, replaces: string): void {
  if (before === null) throw new Refusal('notFound');
  if (textHashOf(toBase64(before)) !== replaces) throw new Refusal('conflict');
}
