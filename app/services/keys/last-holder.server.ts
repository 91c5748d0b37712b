import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import { Refusal } from '~/domain/refusal';
import { isReportKind } from '~/domain/staff/unit-kinds';
import { type Certified, certifiedInForce } from './certified.server';
import { holdersBySignature } from './signed-held-keys.server';

/** A unit takes reports while this many certified members can open its key. */
const HOLDERS_NEEDED = 2;

export type MemberUnitKey = { id: string; retiredOn: string | null; unitId: string; kind: string };

/**
 * Checks that somebody else can open each key that is to be taken from this member: an enrolled holder whom the
 * county's list names with the very key to which it was wrapped. Keys to which nothing was ever sealed (neither listed
 * nor retired) are left out. Two people who take keys from each other queue. Where only one such holder would stay, a
 * second person must have agreed. Refusals: `conflict` (rule lastHolder, or secondPerson with data.units;
 * data.memberId).
 */
export async function requireOtherHolders(
  tx: Tx,
  memberId: string,
  { field, agreed }: { field: 'memberId' | 'roles'; agreed: boolean },
): Promise<void> {
  const held = await heldKeys(tx, memberId);
  const keys = held.map(({ id }) => id);
  if (keys.length === 0) return;
  // Two people who take each other's key at the same moment must not both find that the other still holds it.
  await tx.select({ id: unitKey.id }).from(unitKey).where(inArray(unitKey.id, keys)).orderBy(unitKey.id).for('update');
  const certified = await certifiedInForce(tx);
  const readers = await readersOf(tx, certified, inArray(unitKey.id, keys));
  const others = (keyId: string) => [...(readers.get(keyId) ?? [])].filter((id) => id !== memberId).length;
  if (held.some(({ id, retiredOn }) => (retiredOn !== null || certified.keys.has(id)) && others(id) === 0)) {
    throw new Refusal('conflict', { field, data: { rule: 'lastHolder', memberId } });
  }
  const closed = held.filter((key) => takesReports(key, certified) && readers.get(key.id)?.has(memberId));
  const units = closed.filter(({ id }) => others(id) < HOLDERS_NEEDED).map(({ unitId }) => unitId);
  if (units.length > 0 && !agreed) {
    throw new Refusal('conflict', { field, data: { rule: 'secondPerson', memberId, units } });
  }
}

/** Unit keys of this member that still open something. */
export function heldKeys(tx: Tx, memberId: string): Promise<MemberUnitKey[]> {
  return tx
    .select({ id: unitKey.id, retiredOn: unitKey.retiredOn, unitId: unit.id, kind: unit.kind })
    .from(unitKeyGrant)
    .innerJoin(unitKey, and(eq(unitKey.id, unitKeyGrant.unitKeyId), isNull(unitKey.rewrappedOn)))
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .where(eq(unitKeyGrant.memberId, memberId));
}

/** Members without whom a unit would have fewer readers than it needs, each with those units. */
export async function neededHolders(db: Db | Tx): Promise<Map<string, string[]>> {
  const certified = await certifiedInForce(db);
  const keys = await db
    .select({ id: unitKey.id, retiredOn: unitKey.retiredOn, unitId: unit.id, kind: unit.kind })
    .from(unitKey)
    .innerJoin(unit, eq(unit.id, unitKey.unitId))
    .where(isNull(unitKey.retiredOn));
  const readers = await readersOf(db, certified, isNull(unitKey.retiredOn));
  const needed = new Map<string, string[]>();
  for (const key of keys.filter((one) => takesReports(one, certified))) {
    const holders = readers.get(key.id) ?? new Set();
    if (holders.size !== HOLDERS_NEEDED) continue;
    for (const id of holders) needed.set(id, [...(needed.get(id) ?? []), key.unitId]);
  }
  return needed;
}

const takesReports = ({ id, retiredOn, kind }: MemberUnitKey, { keys }: Certified): boolean =>
  retiredOn === null && keys.has(id) && isReportKind(kind);

/**
 * Who can open each key: enrolled members whom the list names with the key to which it was wrapped, and who state under
 * their own signature that they opened it. A grant that somebody merely wrote makes nobody a reader.
 */
async function readersOf(db: Db | Tx, { members }: Certified, which: SQL) {
  const rows = await db
    .select({ unitKeyId: unitKeyGrant.unitKeyId, id: member.id, recipient: member.recipient })
    .from(unitKeyGrant)
    .innerJoin(unitKey, eq(unitKey.id, unitKeyGrant.unitKeyId))
    .innerJoin(member, eq(member.id, unitKeyGrant.memberId))
    .where(and(which, eq(member.status, 'enrolled')));
  const words = await holdersBySignature(db);
  const readers = new Map<string, Set<string>>();
  for (const { unitKeyId, id, recipient } of rows) {
    if (recipient === null || members.get(id)?.recipient !== recipient || !words.get(unitKeyId)?.has(id)) continue;
    readers.set(unitKeyId, (readers.get(unitKeyId) ?? new Set()).add(id));
  }
  return readers;
}
