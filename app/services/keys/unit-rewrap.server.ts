import { type AnyColumn, and, asc, count, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { wrappedKey } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { directorySeed, unit, unitKey, unitKeyGrant } from '#db/schema/county';
import { hazard } from '#db/schema/hazard';
import { payeeShare } from '#db/schema/reward';
import { type KeptForUnit, rewrappedLength } from '~/contract/sealed/rewrap';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { assertHybridFile } from '~/envelope/age-file';
import { equalBytes, toBase64 } from '~/envelope/bytes';
import { holdingKinds } from '~/envelope/keys/holding-kinds';
import { ageFileOf, splitMask } from '~/envelope/masked-file';
import { requireSealed } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import { waitingOf } from '~/services/hand-over.server';
import { type Performing, perform } from '~/services/perform.server';
import { certifiedUnitKey, type GivenGrant, grantsOf } from './unit-key.server';

/** One thing under a retired key, for the browser to open and wrap anew (bytes in base64). */
export type RewrapItem = { id: string; unitKeyId: string; kept: KeptForUnit; bytes: string };
export type Rewrapped = { id: string; of: KeptForUnit['of']; fromKeyId: string; bytes: Uint8Array };

/** What is left under the unit's retired keys; `waits` while opened requests still need an old key. */
export type RewrapState = { left: number; retired: number; waits: boolean };
export type RewrapPage = RewrapState & { items: RewrapItem[]; grants: GivenGrant[]; toKeyId: string };

const PAGE = 50;
/** Entries of a ledger are larger than keys. */
const MOST_ENTRIES = 20;

/** How much of the unit lies under retired keys that are not yet wrapped anew. */
export async function rewrapState(ctx: Context, db: Db | Tx, unitId: string): Promise<RewrapState> {
  const retired = await retiredKeys(db, unitId);
  if (retired.length === 0) return { left: 0, retired: 0, waits: false };
  const left = await leftUnder(db, retired);
  return { left, retired: retired.length, waits: left === 0 && (await stillNeeded(ctx, db, unitId)) };
}

/** The next things to wrap anew. It is a look at something sealed, and therefore an act. */
export async function rewrapPage(ctx: Context, actor: Member): Promise<RewrapPage> {
  return perform(ctx, actor, 'unit.rewrap', `unit:${actor.unitId}`, async (p) => {
    const { tx, within, record } = p;
    within({ unitId: actor.unitId });
    const to = await presentKey(tx, actor.unitId);
    const retired = await retiredKeys(tx, actor.unitId);
    await requireHolder(tx, actor.memberId, [to, ...retired]);
    const items = await itemsUnder(tx, retired);
    record({ shown: items.length });
    const done = items.length === 0 && (await finish(ctx, p, actor.unitId, retired));
    const state = done ? { left: 0, retired: 0, waits: false } : await rewrapState(ctx, tx, actor.unitId);
    return { ...state, items, grants: await grantsOf(tx, actor.memberId), toKeyId: to };
  });
}

/**
 * Takes a page of re-wrapped things. Each must still lie under a retired key of the unit, and all go under its present
 * certified key. When nothing is left, the retired keys' grants are deleted. The same thing has the same size; whether
 * it opens, only a holder's browser can see. Refusals: `conflict` (the key or a thing changed meanwhile, or another
 * size), `invalid` (not sealed to one hybrid key).
 */
export async function keepRewrapped(
  ctx: Context,
  actor: Member,
  page: { toKeyId: string; items: Rewrapped[] },
): Promise<RewrapState> {
  if (page.items.length > PAGE) throw new Refusal('invalid');
  for (const { bytes } of page.items) requireHybrid(bytes);
  return perform(ctx, actor, 'unit.rewrap', `unit:${actor.unitId}`, async (p) => {
    const { tx, within, record } = p;
    within({ unitId: actor.unitId });
    if ((await presentKey(tx, actor.unitId)) !== page.toKeyId) throw new Refusal('conflict');
    const retired = await retiredKeys(tx, actor.unitId);
    await requireHolder(tx, actor.memberId, [page.toKeyId, ...retired]);
    for (const item of page.items) {
      if (!retired.includes(item.fromKeyId) || !(await replace(tx, item, page.toKeyId))) throw new Refusal('conflict');
    }
    const left = await leftUnder(tx, retired);
    record({ rewrapped: page.items.length, left, unitKeyId: page.toKeyId });
    if (left === 0 && (await finish(ctx, p, actor.unitId, retired))) return { left: 0, retired: 0, waits: false };
    return { left, retired: retired.length, waits: left === 0 };
  });
}

/**
 * Only members who were given these keys can have opened what lies under them. Refusal `notAllowed` (rule `notHolder`).
 */
async function requireHolder(tx: Tx, memberId: string, keys: string[]): Promise<void> {
  const held = await tx
    .select({ id: unitKeyGrant.unitKeyId })
    .from(unitKeyGrant)
    .where(and(eq(unitKeyGrant.memberId, memberId), inArray(unitKeyGrant.unitKeyId, keys)));
  if (held.length < keys.length) throw new Refusal('notAllowed', { data: { rule: 'notHolder' } });
}

async function presentKey(tx: Tx, unitId: string): Promise<string> {
  const [row] = await tx.select({ kind: unit.kind }).from(unit).where(eq(unit.id, unitId)).for('update');
  if (!row) throw new Refusal('notFound');
  return (await certifiedUnitKey(tx, unitId, [row.kind])).unitKeyId;
}

async function retiredKeys(db: Db | Tx, unitId: string): Promise<string[]> {
  const rows = await db
    .select({ id: unitKey.id })
    .from(unitKey)
    .where(and(eq(unitKey.unitId, unitId), isNotNull(unitKey.retiredOn), isNull(unitKey.rewrappedOn)));
  return rows.map(({ id }) => id);
}

async function leftUnder(db: Db | Tx, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0;
  const counts = await Promise.all([
    db.select({ n: count() }).from(wrappedKey).where(inArray(wrappedKey.unitKeyId, keys)),
    db.select({ n: count() }).from(payeeShare).where(inArray(payeeShare.unitKeyId, keys)),
    db.select({ n: count() }).from(hazard).where(inArray(hazard.unitKeyId, keys)),
    db.select({ n: count() }).from(directorySeed).where(inArray(directorySeed.unitKeyId, keys)),
  ]);
  return counts.reduce((sum, [row]) => sum + (row?.n ?? 0), 0);
}

async function itemsUnder(tx: Tx, keys: string[]): Promise<RewrapItem[]> {
  if (keys.length === 0) return [];
  const items: RewrapItem[] = [];
  const seeds = await tx.select().from(directorySeed).where(inArray(directorySeed.unitKeyId, keys));
  for (const { unitKeyId, wrapped } of seeds) {
    items.push({ id: unitKeyId, unitKeyId, kept: { of: 'directorySeed' }, bytes: toBase64(wrapped) });
  }
  const shares = await tx.select().from(payeeShare).where(inArray(payeeShare.unitKeyId, keys)).limit(PAGE);
  for (const { rewardId, share, unitKeyId, bytes } of shares) {
    items.push({
      id: `${rewardId}:${share}`,
      unitKeyId,
      kept: { of: 'payee', rewardId, share },
      bytes: toBase64(bytes),
    });
  }
  const entries = await tx.select().from(hazard).where(inArray(hazard.unitKeyId, keys)).limit(MOST_ENTRIES);
  for (const { id, unitKeyId, version, bytes } of entries) {
    items.push({ id, unitKeyId, kept: { of: 'hazard', hazardId: id, version }, bytes: toBase64(bytes) });
  }
  const wraps = await tx
    .select()
    .from(wrappedKey)
    .where(inArray(wrappedKey.unitKeyId, keys))
    .orderBy(asc(wrappedKey.id))
    .limit(PAGE);
  for (const wrap of wraps) {
    const { id, unitKeyId, bytes } = wrap;
    items.push({ id, unitKeyId: unitKeyId ?? '', kept: keptOf(wrap), bytes: toBase64(bytes) });
  }
  return items.slice(0, PAGE);
}

const keptOf = ({ caseId, reportId, key, share, keyEpoch }: typeof wrappedKey.$inferSelect): KeptForUnit => ({
  of: 'key',
  ids: { caseId, reportId: reportId ?? '' },
  key,
  share,
  keyEpoch,
});

function requireHybrid(bytes: Uint8Array): void {
  requireSealed(ageFileOf(bytes), 'items');
  try {
    assertHybridFile(ageFileOf(bytes));
  } catch {
    throw new Refusal('invalid', { field: 'items' });
  }
}

const sameSize = (column: AnyColumn, bytes: Uint8Array) => sql`octet_length(${column}) = ${bytes.length}`;

async function replace(tx: Tx, { id, of, fromKeyId, bytes }: Rewrapped, unitKeyId: string): Promise<boolean> {
  switch (of) {
    case 'directorySeed': {
      const where = and(eq(directorySeed.unitKeyId, fromKeyId), sameSize(directorySeed.wrapped, bytes));
      return (await tx.update(directorySeed).set({ unitKeyId, wrapped: bytes }).where(where).returning()).length === 1;
    }
    case 'payee': {
      const [rewardId = '', name = ''] = id.split(':');
      const share = (['finance', 'guardians', 'released'] as const).find((known) => known === name);
      if (!share) throw new Refusal('invalid');
      const where = and(
        eq(payeeShare.rewardId, rewardId),
        eq(payeeShare.share, share),
        eq(payeeShare.unitKeyId, fromKeyId),
        sameSize(payeeShare.bytes, bytes),
      );
      return (await tx.update(payeeShare).set({ unitKeyId, bytes }).where(where).returning()).length === 1;
    }
    case 'hazard': {
      const where = and(eq(hazard.id, id), eq(hazard.unitKeyId, fromKeyId), sameSize(hazard.bytes, bytes));
      return (await tx.update(hazard).set({ unitKeyId, bytes }).where(where).returning({ id: hazard.id })).length === 1;
    }
    case 'key': {
      const place = and(eq(wrappedKey.id, id), eq(wrappedKey.unitKeyId, fromKeyId));
      const [row] = await tx.select().from(wrappedKey).where(place).for('update');
      if (!row) return false;
      // What did not open is carried over as it was, with its mask; what did open has the size of its kind.
      const anew = splitMask(bytes) === null && bytes.length === rewrappedLength(keptOf(row), row.bytes);
      if (!anew && !equalBytes(bytes, row.bytes)) return false;
      return (await tx.update(wrappedKey).set({ unitKeyId, bytes }).where(place).returning()).length === 1;
    }
  }
}

/** Nothing is left: the retired keys open nothing, so nobody needs them any more. */
async function finish(
  ctx: Context,
  { tx, today, record }: Performing,
  unitId: string,
  retired: string[],
): Promise<boolean> {
  if (retired.length === 0 || (await stillNeeded(ctx, tx, unitId))) return false;
  await tx.delete(unitKeyGrant).where(inArray(unitKeyGrant.unitKeyId, retired));
  await tx.update(unitKey).set({ rewrappedOn: today }).where(inArray(unitKey.id, retired));
  record({ finished: retired });
  return true;
}

const unitHoldsPayees = (kind: string) => kind === 'guardians' || holdingKinds('finance').includes(kind);

/** Requests under way hold a reason sealed to the shareholders' former key; they end within days. */
async function stillNeeded(ctx: Context, db: Db | Tx, unitId: string): Promise<boolean> {
  const [row] = await db.select({ kind: unit.kind }).from(unit).where(eq(unit.id, unitId));
  // What waits for the night lies under the key of its day, and in the morning appears here.
  const waiting = await waitingOf(ctx, db, 'hazard');
  if (waiting.some(({ content }) => content.unitId === unitId)) return true;
  if (row?.kind !== 'guardians' && row?.kind !== 'custodians' && row?.kind !== 'finance') return false;
  const asked = await db.$count(ceremony, inArray(ceremony.state, ['asked', 'approved']));
  // Claims that wait for the night hold shares for a key that may have been retired since; in the morning they appear
  // here.
  return asked > 0 || (unitHoldsPayees(row.kind) && (await waitingOf(ctx, db, 'claim')).length > 0);
}
