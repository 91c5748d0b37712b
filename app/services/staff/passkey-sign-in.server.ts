import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { passkey } from '#db/schema/staff';
import { Refusal } from '~/domain/refusal';
import { toBase64, utf8 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockMember } from './member.server';
import { checkedPasskey } from './passkey.server';
import type { SignInResult } from './sign-in.server';
import { openSession } from './staff-session.server';

/**
 * Signs the owner of a passkey in; `wrappedKeys` opens by that passkey's PRF. There is nothing to guess, so nobody is
 * made to wait. Refusal `invalid` for every wrong answer: unknown or removed passkey, somebody else's, used or old
 * challenge, other origin, person not verified, counter that does not grow, member disabled.
 */
export async function signInByPasskey(
  ctx: Context,
  response: AuthenticationResponseJSON,
  { shared = false }: { shared?: boolean } = {},
): Promise<SignInResult> {
  const [found] = await ctx.db.select({ memberId: passkey.memberId }).from(passkey).where(eq(passkey.id, response.id));
  if (!found) throw new Refusal('invalid');
  const { memberId } = found;
  return perform(ctx, { kind: 'public' }, 'member.signIn', `member:${memberId}`, async ({ tx, today, record }) => {
    record({ method: 'passkey' });
    const who = await lockMember(tx, memberId);
    const [stored] = await tx.select().from(passkey).where(eq(passkey.id, response.id)).for('update');
    const { userHandle } = response.response;
    const owns = userHandle === undefined || userHandle === toBase64(utf8(memberId));
    if (stored?.memberId !== memberId || who.status !== 'enrolled' || !owns) throw new Refusal('invalid');
    const { counter, backedUp } = await checkedPasskey(ctx, tx, response, stored);
    await tx.update(passkey).set({ counter, backedUp, usedOn: today }).where(eq(passkey.id, stored.id));
    const token = await openSession(ctx, tx, memberId, { shared });
    return { token, memberId, wrappedKeys: toBase64(stored.wrappedKeys) };
  });
}
