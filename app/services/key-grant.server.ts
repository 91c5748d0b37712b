import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import type { Member } from '~/domain/actions';
import { Refusal } from '~/domain/refusal';
import { mayHoldUnitKey } from '~/domain/role-conflicts';
import { keyRoleIn } from '~/domain/unit-roles';
import type { Role } from '~/domain/vocabulary';
import { certifiedInForce } from './certified.server';
import type { House } from './house.server';
import { lockMember, type MemberRow, rolesEver } from './member.server';
import { perform } from './perform.server';

const WRAPPED_MOST = 16 * 1024;

/** Administrators hold no unit key, and nobody holds keys of two circles, now or ever. */
export async function requireHolder(tx: Tx, holder: MemberRow, kind: string): Promise<void> {
  const roles = holder.roles as Role[];
  if (holder.status !== 'enrolled') throw new Refusal('conflict', { data: { rule: 'notEnrolled' } });
  if (!keyRoleIn(roles, kind) || !mayHoldUnitKey(roles, await rolesEver(tx, holder.id))) {
    throw new Refusal('conflict', { field: 'memberId', data: { rule: 'mayNotHoldKey' } });
  }
}

/** Refusal `conflict` unless the directory names the member with the very key that their grant is wrapped to. */
export async function requireCertifiedHolder(tx: Tx, holder: MemberRow): Promise<void> {
  const certified = (await certifiedInForce(tx)).members.get(holder.id);
  if (!certified || certified.recipient !== holder.recipient || certified.unitId !== holder.unitId) {
    throw new Refusal('conflict', { field: 'memberId', data: { rule: 'notCertified' } });
  }
}

/** Refusal `invalid` for nothing, or more than a wrapped seed can be. */
export function requireWrapped(wrapped: Uint8Array): void {
  if (wrapped.length === 0 || wrapped.length > WRAPPED_MOST) throw new Refusal('invalid');
}

export type GrantRow = { unitKeyId: string; memberId: string; wrapped: Uint8Array; by: string; today: string };

export async function insertGrant(tx: Tx, { unitKeyId, memberId, wrapped, by, today }: GrantRow): Promise<void> {
  const rows = await tx
    .insert(unitKeyGrant)
    .values({ unitKeyId, memberId, wrapped, grantedBy: by, grantedOn: today })
    .onConflictDoNothing()
    .returning({ unitKeyId: unitKeyGrant.unitKeyId });
  if (rows.length === 0) throw new Refusal('alreadyDone');
}

/**
 * Takes a unit's keys back from a member: through the server they open nothing any more. What they may have kept makes
 * the key due for rotation. Members do so for their own unit, administrators for any; nobody for themselves, and never
 * for the last who holds the key. Refusals `notFound`, `samePerson`, `conflict` (rule lastHolder).
 */
export async function revokeUnitKeys(house: House, actor: Member, memberId: string): Promise<void> {
  await perform(house, actor, 'unit.revokeKey', `member:${memberId}`, async ({ tx, record }) => {
    if (memberId === actor.memberId) throw new Refusal('samePerson');
    const row = await lockMember(tx, memberId);
    if (!actor.roles.includes('administrator') && row.unitId !== actor.unitId) throw new Refusal('notFound');
    const held = await heldKeys(tx, memberId);
    if (held.length === 0) throw new Refusal('notFound');
    // Two who take each other's key back at the same moment must not both find the other still holding it.
    await tx
      .select({ id: unitKey.id })
      .from(unitKey)
      .where(inArray(unitKey.id, held))
      .orderBy(unitKey.id)
      .for('update');
    for (const unitKeyId of held) {
      const others = await tx.$count(unitKeyGrant, eq(unitKeyGrant.unitKeyId, unitKeyId));
      if (others < 2) throw new Refusal('conflict', { field: 'memberId', data: { rule: 'lastHolder' } });
    }
    await tx.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
    record({ unitKeys: held });
  });
}

async function heldKeys(tx: Tx, memberId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: unitKey.id })
    .from(unitKeyGrant)
    .innerJoin(unitKey, and(eq(unitKey.id, unitKeyGrant.unitKeyId), isNull(unitKey.rewrappedOn)))
    .where(eq(unitKeyGrant.memberId, memberId));
  return rows.map(({ id }) => id);
}
