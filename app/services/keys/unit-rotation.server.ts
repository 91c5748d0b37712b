import { and, eq, gt, inArray, isNotNull, isNull, max } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { member, memberPost } from '#db/schema/staff';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { isKeyedKind, keyRoleIn } from '~/domain/staff/unit-kinds';
import type { Role } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockMember } from '~/services/staff/member.server';
import { certifiedInForce } from './certified.server';
import { insertGrant, requireCertifiedHolder, requireHolder, requireWrapped } from './key-grant.server';
import { requireRecipient } from './public-key.server';
import { currentUnitKey, lockKey } from './unit-key.server';

/** The next key of a unit, made in a member's browser, wrapped to everybody who is to hold it. */
export type NextUnitKey = {
  unitKeyId: string;
  recipient: string;
  grants: { memberId: string; wrapped: Uint8Array }[];
};

/**
 * A new key for the actor's own unit, wrapped to each certified member of it and nobody else, except those from whom
 * the present one was taken back. It comes into force when two guardians certify it; a key that still waited for that
 * is dropped. Refusals: `notAllowed` (the actor does not hold the present key), `conflict` (not exactly the unit's
 * certified members).
 */
export async function rotateUnitKey(ctx: Context, actor: Member, made: NextUnitKey): Promise<void> {
  requireRecipient(made.recipient);
  for (const { wrapped } of made.grants) requireWrapped(wrapped);
  await perform(ctx, actor, 'unit.rotateKey', `unit:${actor.unitId}`, async ({ tx, today, within, record }) => {
    const [row] = await tx.select().from(unit).where(eq(unit.id, actor.unitId)).for('update');
    if (!row) throw new Refusal('notFound');
    within({ unitId: row.id });
    const present = await currentUnitKey(tx, row.id);
    if (!(await holds(tx, present.unitKeyId, actor.memberId))) throw new Refusal('notAllowed');
    const receivers = new Set(made.grants.map(({ memberId }) => memberId));
    const entitled = await nextHolders(tx, row, present.unitKeyId);
    if (receivers.size !== made.grants.length || receivers.size !== entitled.length) throw new Refusal('conflict');
    if (!entitled.every((id) => receivers.has(id))) throw new Refusal('conflict');
    await dropWaiting(tx, row.id, present.unitKeyId);
    const epoch = (await lastEpoch(tx, row.id)) + 1;
    const { unitKeyId, recipient } = made;
    await tx.insert(unitKey).values({ id: unitKeyId, unitId: row.id, epoch, recipient, madeOn: today });
    for (const { memberId, wrapped } of made.grants) {
      await insertGrant(tx, { unitKeyId, memberId, wrapped, by: actor.memberId, today });
    }
    record({ unitKeyId, epoch, holders: made.grants.length });
  });
}

/**
 * A member of the unit who joined two printed shares has the seed again and takes the key in their own name. The
 * directory must name them with the key to which it was wrapped. Refusals: `notFound`, `conflict`.
 */
export async function restoreUnitKey(
  ctx: Context,
  actor: Member,
  restored: { unitKeyId: string; wrapped: Uint8Array },
): Promise<void> {
  requireWrapped(restored.wrapped);
  const { unitKeyId, wrapped } = restored;
  await perform(ctx, actor, 'unit.restoreKey', `unitKey:${unitKeyId}`, async ({ tx, today, within, record }) => {
    const key = await lockKey(tx, unitKeyId);
    within({ unitId: key.unitId });
    const holder = await lockMember(tx, actor.memberId);
    const [at] = await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, key.unitId));
    await requireHolder(tx, holder, at?.kind ?? '');
    await requireCertifiedHolder(tx, holder);
    await tx
      .delete(unitKeyGrant)
      .where(and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, actor.memberId)));
    await insertGrant(tx, { unitKeyId, memberId: actor.memberId, wrapped, by: actor.memberId, today });
    record({ memberId: actor.memberId });
  });
}

export type Rotation = {
  /** Somebody who held the key has left, changed roles, or had it taken back since it was made. */
  due: boolean;
  /** A next key that waits for the guardians. */
  waiting: { unitKeyId: string; epoch: number; recipient: string; madeOn: string } | null;
  /** The members to whom the next key is wrapped. */
  receivers: string[];
};

/** Where the unit's key stands in its change to the next one. */
export async function rotationOf(db: Db, unitId: string): Promise<Rotation> {
  const [row] = await db.select().from(unit).where(eq(unit.id, unitId));
  const present = row && isKeyedKind(row.kind) ? await currentUnitKey(db, unitId).catch(() => null) : null;
  if (!row || !present) return { due: false, waiting: null, receivers: [] };
  const keys = await db
    .select()
    .from(unitKey)
    .where(and(eq(unitKey.unitId, unitId), isNull(unitKey.retiredOn)))
    .orderBy(unitKey.epoch);
  const own = keys.find(({ id }) => id === present.unitKeyId);
  const waiting = keys.findLast((key) => key.epoch > (own?.epoch ?? 0)) ?? null;
  return {
    due: (own?.takenBackFrom.length ?? 0) > 0 || (await someLeft(db, row, own?.madeOn ?? '')),
    waiting: waiting && {
      unitKeyId: waiting.id,
      epoch: waiting.epoch,
      recipient: waiting.recipient,
      madeOn: waiting.madeOn,
    },
    receivers: await nextHolders(db, row, present.unitKeyId),
  };
}

async function someLeft(db: Db, { id, kind }: { id: string; kind: string }, since: string): Promise<boolean> {
  const ended = await db
    .select({
      memberId: memberPost.memberId,
      roles: memberPost.roles,
      toDay: memberPost.toDay,
      now: member.roles,
      status: member.status,
    })
    .from(memberPost)
    .innerJoin(member, eq(member.id, memberPost.memberId))
    .where(and(eq(memberPost.unitId, id), isNotNull(memberPost.toDay)));
  const gone = ended.filter(
    ({ roles, now, status }) =>
      keyRoleIn(roles as Role[], kind) && (status === 'disabled' || !keyRoleIn(now as Role[], kind)),
  );
  if (gone.some(({ toDay }) => (toDay ?? '') > since)) return true;
  const sameDay = gone.filter(({ toDay }) => toDay === since).map(({ memberId }) => memberId);
  return sameDay.length > 0 && (await leftAfterMaking(db, id, sameDay));
}

/** Rows know only days: whoever left on the day the key was made had it if the log says that they left afterwards. */
async function leftAfterMaking(db: Db, unitId: string, memberIds: readonly string[]): Promise<boolean> {
  const [made] = await db
    .select({ id: max(logEntry.id) })
    .from(logEntry)
    .where(and(eq(logEntry.subject, `unit:${unitId}`), inArray(logEntry.act, ['unit.makeKey', 'unit.rotateKey'])));
  const later = await db.$count(
    logEntry,
    and(
      gt(logEntry.id, made?.id ?? 0),
      inArray(
        logEntry.subject,
        memberIds.map((id) => `member:${id}`),
      ),
      inArray(logEntry.act, ['member.disable', 'member.changeRoles', 'keyRemoval.confirm']),
    ),
  );
  return later > 0;
}

/**
 * Who gets the next key: all who may hold it, except those from whom the present one was taken back and not given
 * again.
 */
async function nextHolders(db: Db | Tx, row: { id: string; kind: string }, presentId: string): Promise<string[]> {
  const [present] = await db.select({ from: unitKey.takenBackFrom }).from(unitKey).where(eq(unitKey.id, presentId));
  const grants = await db
    .select({ id: unitKeyGrant.memberId })
    .from(unitKeyGrant)
    .where(eq(unitKeyGrant.unitKeyId, presentId));
  const without = (id: string) => present?.from.includes(id) && !grants.some((grant) => grant.id === id);
  return (await certifiedHolders(db, row.id, row.kind)).filter((id) => !without(id));
}

/** Members of the unit whom the directory names and whose roles may hold its key. */
async function certifiedHolders(db: Db | Tx, unitId: string, kind: string): Promise<string[]> {
  const { members } = await certifiedInForce(db);
  const rows = await db
    .select()
    .from(member)
    .where(and(eq(member.unitId, unitId), eq(member.status, 'enrolled')));
  return rows
    .filter(({ id, recipient, roles }) => {
      const entry = members.get(id);
      return entry?.recipient === recipient && entry?.unitIds.includes(unitId) && keyRoleIn(roles as Role[], kind);
    })
    .map(({ id }) => id);
}

async function holds(tx: Tx, unitKeyId: string, memberId: string): Promise<boolean> {
  const found = await tx.$count(
    unitKeyGrant,
    and(eq(unitKeyGrant.unitKeyId, unitKeyId), eq(unitKeyGrant.memberId, memberId)),
  );
  return found > 0;
}

/** Nothing was ever sealed to a key that no list names, so it is deleted with its grants. */
async function dropWaiting(tx: Tx, unitId: string, presentId: string): Promise<void> {
  const rows = await tx
    .select()
    .from(unitKey)
    .where(and(eq(unitKey.unitId, unitId), isNull(unitKey.retiredOn)));
  const waiting = rows.filter(({ id }) => id !== presentId).map(({ id }) => id);
  if (waiting.length === 0) return;
  await tx.delete(unitKeyGrant).where(inArray(unitKeyGrant.unitKeyId, waiting));
  await tx.delete(unitKey).where(inArray(unitKey.id, waiting));
}

async function lastEpoch(tx: Tx, unitId: string): Promise<number> {
  const [last] = await tx
    .select({ epoch: max(unitKey.epoch) })
    .from(unitKey)
    .where(eq(unitKey.unitId, unitId));
  return last?.epoch ?? 0;
}
