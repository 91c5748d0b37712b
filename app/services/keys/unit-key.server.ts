import { and, eq, isNull, max } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { member } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isKeyedKind, keyRoleIn, type UnitKind } from '~/domain/staff/unit-kinds';
import { isUuid } from '~/domain/uuid';
import type { Role } from '~/domain/vocabulary';
import { toBase64 } from '~/envelope/bytes';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockMember, type MemberRow } from '~/services/staff/member.server';
import { certifiedInForce } from './certified.server';
import { insertGrant, requireCertifiedHolder, requireHolder, requireWrapped } from './key-grant.server';
import { certifiedKey, certifiedKeyOfKind, inForce, knownKeys } from './key-in-force.server';
import { requireRecipient } from './public-key.server';

type UnitKeyRow = typeof unitKey.$inferSelect;
/** A unit's seed wrapped to one member, as a page gets it (base64). */
export type GivenGrant = { unitKeyId: string; wrapped: string };

/** The key to which new things for a unit are sealed; Refusal `notOpen` when it has none. */
export async function currentUnitKey(db: Db | Tx, unitId: string): Promise<UnitKeyRef> {
  const row = await keyRow(db, unitId);
  if (!row) throw new Refusal('notOpen', { data: { unitId } });
  return { unitId, unitKeyId: row.id, recipient: row.recipient };
}

/**
 * The unit's key, if the directory in force vouches for this very key of a unit of these kinds; Refusal `notOpen`
 * otherwise.
 */
export const certifiedUnitKey = async (db: Db | Tx, unitId: string, kinds: readonly UnitKind[]): Promise<UnitKeyRef> =>
  certifiedKey(await knownKeys(db), unitId, kinds);

/** The key of the one unit that the directory calls custodians, guardians or finance, whatever rows claim to be it. */
export const certifiedKeyOf = async (db: Db | Tx, kind: UnitKind): Promise<UnitKeyRef> =>
  certifiedKeyOfKind(await knownKeys(db), kind);

async function keyRow(db: Db | Tx, unitId: string): Promise<UnitKeyRow | null> {
  const rows = await db
    .select()
    .from(unitKey)
    .where(and(eq(unitKey.unitId, unitId), isNull(unitKey.retiredOn)))
    .orderBy(unitKey.epoch);
  return rows.length < 2 ? (rows[0] ?? null) : inForce(rows, await certifiedInForce(db));
}

/** All unit keys wrapped to this member, including earlier epochs, because what was sealed to those must still open. */
export async function grantsOf(db: Db | Tx, memberId: string): Promise<GivenGrant[]> {
  const rows = await db.select().from(unitKeyGrant).where(eq(unitKeyGrant.memberId, memberId));
  return rows.map((row) => ({ unitKeyId: row.unitKeyId, wrapped: toBase64(row.wrapped) }));
}

/** A key made in the browser of the unit's first member, wrapped to that member. */
export type NewUnitKey = { unitKeyId: string; recipient: string; wrapped: Uint8Array };

/**
 * Gives the unit its first key. Refusals `alreadyDone` (it has one), `conflict` (data.rule `tooFewKeepers`: nobody yet to keep
 * its shares with), `notAllowed` (kind without keys).
 */
export async function makeUnitKey(ctx: Context, actor: Member, made: NewUnitKey): Promise<void> {
  requireRecipient(made.recipient);
  requireWrapped(made.wrapped);
  await perform(ctx, actor, 'unit.makeKey', `unit:${actor.unitId}`, async ({ tx, today, within, record }) => {
    const [row] = await tx.select().from(unit).where(eq(unit.id, actor.unitId)).for('update');
    if (!row) throw new Refusal('notFound');
    within({ unitId: row.id });
    await requireHolder(tx, await lockMember(tx, actor.memberId), row.kind);
    if (await keyRow(tx, row.id)) throw new Refusal('alreadyDone');
    await requireKeepers(tx, row);
    const [last] = await tx
      .select({ epoch: max(unitKey.epoch) })
      .from(unitKey)
      .where(eq(unitKey.unitId, row.id));
    const epoch = (last?.epoch ?? 0) + 1;
    const { unitKeyId, recipient } = made;
    await tx.insert(unitKey).values({ id: unitKeyId, unitId: row.id, epoch, recipient, madeOn: today });
    await insertGrant(tx, { unitKeyId, memberId: actor.memberId, wrapped: made.wrapped, by: actor.memberId, today });
    record({ unitKeyId, epoch });
  });
}

/** Two people of the unit keep a share each, beside its safe; before they exist, a key could be lost for ever. */
async function requireKeepers(tx: Tx, { id, kind }: { id: string; kind: string }): Promise<void> {
  const people = await tx
    .select({ roles: member.roles })
    .from(member)
    .where(and(eq(member.unitId, id), eq(member.status, 'enrolled')));
  const keepers = people.filter(({ roles }) => keyRoleIn(roles as Role[], kind));
  if (keepers.length < KEEPERS) throw new Refusal('conflict', { field: 'keepers', data: { rule: 'tooFewKeepers' } });
}
const KEEPERS = 2;

/**
 * The unit's own members confirm that its recovery shares are printed, and who keeps which: three different keepers,
 * each a member who may hold the key, or at most once the unit's safe. Thus nobody keeps shares of both custodians and
 * guardians, whom role-conflicts.ts keeps apart for ever. Refusals: `alreadyDone`, `invalid` (holders).
 */
export async function sharesPrinted(
  ctx: Context,
  actor: Member,
  unitKeyId: string,
  holders: readonly string[],
): Promise<void> {
  await perform(ctx, actor, 'unit.printShares', `unitKey:${unitKeyId}`, async ({ tx, today, within, record }) => {
    const row = await lockKey(tx, unitKeyId);
    within({ unitId: row.unitId });
    if (row.sharesPrintedOn !== null) throw new Refusal('alreadyDone');
    const people = holders.filter((holder) => holder !== 'safe');
    const three = holders.length === 3 && new Set(holders).size === 3 && people.length >= 2;
    if (!three || !people.every(isUuid)) throw new Refusal('invalid', { field: 'holders' });
    const [at] = await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, row.unitId));
    for (const memberId of people) {
      const keeper = await lockMember(tx, memberId);
      if (keeper.unitId !== row.unitId) throw new Refusal('invalid', { field: 'holders' });
      await requireHolder(tx, keeper, at?.kind ?? '');
    }
    await tx
      .update(unitKey)
      .set({ sharesPrintedOn: today, shareHolders: [...holders] })
      .where(eq(unitKey.id, row.id));
    record({ sharesPrinted: true, holders: [...holders] });
  });
}

/**
 * Hands the unit's key on to another member of the unit, wrapped in the browser of a holder. The other must be
 * certified in the directory with the very key to which it was wrapped. Refusals: `notFound`, `conflict`,
 * `alreadyDone`.
 */
export async function grantUnitKey(
  ctx: Context,
  actor: Member,
  grant: { unitKeyId: string; memberId: string; wrapped: Uint8Array },
): Promise<void> {
  requireWrapped(grant.wrapped);
  await perform(ctx, actor, 'unit.grantKey', `unitKey:${grant.unitKeyId}`, async ({ tx, today, within, record }) => {
    const key = await lockKey(tx, grant.unitKeyId);
    within({ unitId: key.unitId });
    const [own] = await tx
      .select({ unitKeyId: unitKeyGrant.unitKeyId })
      .from(unitKeyGrant)
      .where(and(eq(unitKeyGrant.unitKeyId, key.id), eq(unitKeyGrant.memberId, actor.memberId)));
    if (!own) throw new Refusal('notAllowed');
    const receiver = await lockMember(tx, grant.memberId);
    if (receiver.unitId !== key.unitId) throw new Refusal('notFound');
    const [at] = await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, key.unitId));
    await requireHolder(tx, receiver, at?.kind ?? '');
    await requireCertifiedHolder(tx, receiver);
    await insertGrant(tx, { ...grant, by: actor.memberId, today });
    record({ memberId: receiver.id });
  });
}

/** One member of a unit, and how they stand to its key. */
export type UnitHolder = {
  memberId: string;
  name: string;
  /** The member's own keys by the rows; null before they enrolled. */
  keys: { recipient: string; signingKey: string } | null;
  status: MemberRow['status'];
  /** Holds the present key. */
  holds: boolean;
  /** The member who looks at the page. */
  own: boolean;
  certified: boolean;
  /** May be given the key: enrolled, with a role that has a part in it. */
  eligible: boolean;
};

export type UnitKeyPage = {
  unit: typeof unit.$inferSelect;
  keyed: boolean;
  key: Pick<UnitKeyRow, 'id' | 'epoch' | 'recipient' | 'madeOn' | 'sharesPrintedOn'> | null;
  keyCertified: boolean;
  holders: UnitHolder[];
};

/** Does the list name these very keys? */
const isCertified = (
  { recipient, signingKey }: MemberRow,
  entry: { recipient: string; signingKey: string } | undefined,
): boolean => entry !== undefined && entry.recipient === recipient && entry.signingKey === signingKey;

/** The key of the actor's own unit and who holds it. */
export async function unitKeyPage(db: Db | Tx, actor: Member): Promise<UnitKeyPage> {
  const [row] = await db.select().from(unit).where(eq(unit.id, actor.unitId));
  if (!row) throw new Refusal('notFound');
  const key = await keyRow(db, row.id);
  const certified = await certifiedInForce(db);
  const people = await db.select().from(member).where(eq(member.unitId, row.id)).orderBy(member.login);
  const grants = key ? await db.select().from(unitKeyGrant).where(eq(unitKeyGrant.unitKeyId, key.id)) : [];
  return {
    unit: row,
    keyed: isKeyedKind(row.kind),
    key: key && {
      id: key.id,
      epoch: key.epoch,
      recipient: key.recipient,
      madeOn: key.madeOn,
      sharesPrintedOn: key.sharesPrintedOn,
    },
    keyCertified: key !== null && certified.keys.get(key.id)?.recipient === key.recipient,
    holders: people
      .filter((one) => one.status !== 'disabled')
      .map((one) => ({
        memberId: one.id,
        name: one.name,
        keys:
          one.recipient === null || one.signingKey === null
            ? null
            : { recipient: one.recipient, signingKey: one.signingKey },
        status: one.status,
        holds: grants.some((grant) => grant.memberId === one.id),
        own: one.id === actor.memberId,
        certified: isCertified(one, certified.members.get(one.id)),
        eligible: one.status === 'enrolled' && keyRoleIn(one.roles as Role[], row.kind),
      })),
  };
}

/** Refusal `notFound`, also for a retired key. */
export async function lockKey(tx: Tx, unitKeyId: string): Promise<UnitKeyRow> {
  const [row] = await tx.select().from(unitKey).where(eq(unitKey.id, unitKeyId)).for('update');
  if (!row || row.retiredOn !== null) throw new Refusal('notFound');
  return row;
}
