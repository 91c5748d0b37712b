import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { Refusal } from '~/domain/refusal';
import { certifiedInForce } from './certified.server';

/**
 * Somebody else must be able to open each key that is to be taken from this member: an enrolled holder whom the county's
 * list names with the very key that it was wrapped to. Keys that nothing was ever sealed to (neither listed nor retired)
 * are left out. Two who take keys from each other queue. Refusal `conflict` (rule lastHolder; data.memberId).
 */
export async function requireOtherHolders(tx: Tx, memberId: string, field: 'memberId' | 'roles'): Promise<void> {
  const held = await heldKeys(tx, memberId);
  const keys = held.map(({ id }) => id);
  if (keys.length === 0) return;
  // Two who take each other's key back at the same moment must not both find the other still holding it.
  await tx.select({ id: unitKey.id }).from(unitKey).where(inArray(unitKey.id, keys)).orderBy(unitKey.id).for('update');
  const others = await tx
    .select({ unitKeyId: unitKeyGrant.unitKeyId, id: member.id, recipient: member.recipient })
    .from(unitKeyGrant)
    .innerJoin(member, eq(member.id, unitKeyGrant.memberId))
    .where(and(inArray(unitKeyGrant.unitKeyId, keys), ne(member.id, memberId), eq(member.status, 'enrolled')));
  const { members, keys: listed } = await certifiedInForce(tx);
  const kept = new Set(
    others
      .filter(({ id, recipient }) => recipient !== null && members.get(id)?.recipient === recipient)
      .map(({ unitKeyId }) => unitKeyId),
  );
  if (held.some(({ id, retiredOn }) => (retiredOn !== null || listed.has(id)) && !kept.has(id))) {
    throw new Refusal('conflict', { field, data: { rule: 'lastHolder', memberId } });
  }
}

/** Unit keys of this member that still open something. */
export function heldKeys(tx: Tx, memberId: string): Promise<{ id: string; retiredOn: string | null }[]> {
  return tx
    .select({ id: unitKey.id, retiredOn: unitKey.retiredOn })
    .from(unitKeyGrant)
    .innerJoin(unitKey, and(eq(unitKey.id, unitKeyGrant.unitKeyId), isNull(unitKey.rewrappedOn)))
    .where(eq(unitKeyGrant.memberId, memberId));
}
