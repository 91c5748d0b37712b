import { and, eq, isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { toBase64 } from '~/envelope/bytes';
import { type SignedHeldKey, verifyHeld } from '~/envelope/keys/held-key';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockMember } from '~/services/staff/member.server';
import type { GivenGrant } from './unit-key.server';

/** Grants of the member for whose key the member has not yet signed that they hold it. */
export async function unacknowledgedGrants(db: Db | Tx, memberId: string): Promise<GivenGrant[]> {
  const rows = await db
    .select({ unitKeyId: unitKeyGrant.unitKeyId, wrapped: unitKeyGrant.wrapped })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    // A retired key counts too, while what it opened is not wrapped anew: who can open it must not rest on a row
    // either.
    .where(and(eq(unitKeyGrant.memberId, memberId), isNull(unitKeyGrant.held), isNull(unitKey.rewrappedOn)));
  return rows.map(({ unitKeyId, wrapped }) => ({ unitKeyId, wrapped: toBase64(wrapped) }));
}

/**
 * Stores the member's own statement that they opened the unit's key. Refusals: `notFound` (no such grant), `invalid`
 * (another signature).
 */
export async function recordHeldKey(
  ctx: Context,
  actor: Member,
  { unitKeyId, signature }: Pick<SignedHeldKey, 'unitKeyId' | 'signature'>,
): Promise<void> {
  const { memberId } = actor;
  if (!isUuid(unitKeyId)) throw new Refusal('notFound');
  await perform(ctx, actor, 'unit.sayHeld', `unitKey:${unitKeyId}`, async ({ tx, within, record }) => {
    const row = await lockMember(tx, memberId);
    within({ memberId });
    const mine = and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, memberId));
    const [grant] = await tx
      .select({ recipient: unitKey.recipient })
      .from(unitKeyGrant)
      .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
      .where(mine);
    if (!grant) throw new Refusal('notFound');
    if (!verifyHeld({ unitKeyId, recipient: grant.recipient, memberId }, signature, row.signingKey ?? '')) {
      throw new Refusal('invalid', { field: 'signature' });
    }
    await tx.update(unitKeyGrant).set({ held: signature }).where(mine);
    record({ unitKeyId });
  });
}
