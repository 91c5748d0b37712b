import { eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { unitKey, unitKeyGrant } from '#db/schema/county';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { mayHoldUnitKey } from '~/domain/staff/role-conflicts';
import { keyRoleIn } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import { assertHybridFile } from '~/envelope/age-file';
import { MIN_PADDED } from '~/envelope/padding';
import { sealedSize } from '~/envelope/sealed-size';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockMember, type MemberRow } from '~/services/staff/member.server';
import { certifiedInForce } from './certified.server';
import { rolesEver } from './former-office.server';
import { heldKeys, requireOtherHolders } from './last-holder.server';

/** A unit's seed wrapped for one member always has this size. */
const WRAPPED_BYTES = sealedSize(MIN_PADDED);

/** Administrators hold no unit key, and nobody holds keys of two circles, now or ever. */
export async function requireHolder(tx: Tx, holder: MemberRow, kind: string): Promise<void> {
  const roles = holder.roles as Role[];
  if (holder.status !== 'enrolled') throw new Refusal('conflict', { data: { rule: 'notEnrolled' } });
  if (!keyRoleIn(roles, kind) || !mayHoldUnitKey(roles, await rolesEver(tx, holder.id))) {
    throw new Refusal('conflict', { field: 'memberId', data: { rule: 'mayNotHoldKey' } });
  }
}

/** Refusal `conflict` unless the directory names the member with the very key to which their grant is wrapped. */
export async function requireCertifiedHolder(tx: Tx, holder: MemberRow): Promise<void> {
  const certified = (await certifiedInForce(tx)).members.get(holder.id);
  if (!certified || certified.recipient !== holder.recipient || !certified.unitIds.includes(holder.unitId)) {
    throw new Refusal('conflict', { field: 'memberId', data: { rule: 'notCertified' } });
  }
}

/**
 * Refusal `invalid` (field wrapped) for anything but an age file, of the size of a wrapped seed, to one hybrid
 * recipient. Only that member's browser can see to whom it is wrapped, and whether it holds the seed.
 */
export function requireWrapped(wrapped: Uint8Array): void {
  const refused = new Refusal('invalid', { field: 'wrapped' });
  if (wrapped.length !== WRAPPED_BYTES) throw refused;
  try {
    assertHybridFile(wrapped);
  } catch {
    throw refused;
  }
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
 * Takes a unit's keys back from a member: through the server they open nothing any more. Because the member may have
 * kept them, the key becomes due for rotation. Members do so for their own unit, administrators for any; nobody for
 * themselves, and never from the last certified holder. Refusals: `notFound`, `samePerson`, `conflict` (rules
 * lastHolder, secondPerson).
 */
export async function revokeUnitKeys(ctx: Context, actor: Member, memberId: string): Promise<void> {
  await perform(ctx, actor, 'unit.revokeKey', `member:${memberId}`, async ({ tx, record }) => {
    record({ unitKeys: await takeUnitKeys(tx, actor, { memberId, agreed: false }) });
  });
}

/** Returns the keys that were taken. `agreed`: a second person agreed, where a unit loses a reader that it needs. */
export async function takeUnitKeys(
  tx: Tx,
  by: Pick<Member, 'memberId' | 'unitId' | 'roles'>,
  { memberId, agreed }: { memberId: string; agreed: boolean },
): Promise<string[]> {
  if (memberId === by.memberId) throw new Refusal('samePerson');
  const row = await lockMember(tx, memberId);
  if (!by.roles.includes('administrator') && row.unitId !== by.unitId) throw new Refusal('notFound');
  const held = await heldKeys(tx, memberId);
  if (held.length === 0) throw new Refusal('notFound');
  await requireOtherHolders(tx, memberId, { field: 'memberId', agreed });
  await tx.delete(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
  const ids = held.map(({ id }) => id);
  const takenBackFrom = sql`array_append(${unitKey.takenBackFrom}, ${memberId}::uuid)`;
  await tx.update(unitKey).set({ takenBackFrom }).where(inArray(unitKey.id, ids));
  return ids;
}
