import { randomUUID } from 'node:crypto';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { handOver } from '#db/schema/hand-over';
import type { Content } from '~/contract/sealed/content';
import { type WaitingContent, type WaitingKind, waitingContents } from '~/contract/sealed/waiting';
import type { IsoDate } from '~/domain/dates';
import { type Context, today } from './context.server';
import { shuffled } from './shuffle.server';

export type WaitingHandOver<K extends WaitingKind> = { id: string; content: WaitingContent<K>; onDay: IsoDate };

/** Size in bytes to which a sealed hand-over of each kind is padded, so that its size does not tell what it holds. */
const FILLED: Record<WaitingKind, number> = {
  penalty: 16 * 1024,
  claim: 32 * 1024,
  rewardLink: 2 * 1024,
  hazard: 48 * 1024,
  supervision: 16 * 1024,
};

/**
 * Taken by whoever hands something over, checks whether something already waits, or enters it, and held until the
 * transaction ends. So nothing is handed over twice, and no day's key is destroyed while somebody still seals with it.
 */
export async function lockHandOvers(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/hand-over'))`);
}

/**
 * Stores something for the night inside the act's own transaction; call `lockHandOvers` before. `name` finds it again
 * (`waitingFor`), but only for those who have the day's key.
 */
export async function storeHandOver<K extends WaitingKind>(
  ctx: Context,
  tx: Tx,
  kind: K,
  content: WaitingContent<K>,
  name?: string,
): Promise<void> {
  // The day is read under the lock, because a day that ended meanwhile may have lost its key.
  const onDay = today(ctx);
  const plain = new TextEncoder().encode(JSON.stringify(contentOf(kind).written(content)));
  const filled = new Uint8Array(Math.ceil((plain.length + 4) / FILLED[kind]) * FILLED[kind]);
  new DataView(filled.buffer).setUint32(0, plain.length);
  filled.set(plain, 4);
  const key = ctx.nightKeys.ofDay(onDay);
  const bytes = key.seal(kind, filled);
  plain.fill(0);
  filled.fill(0);
  await tx
    .insert(handOver)
    .values({ id: randomUUID(), kind, onDay, bytes, tag: name === undefined ? null : key.tag(kind, name) });
}

const contentOf = <K extends WaitingKind>(kind: K) => waitingContents[kind] as unknown as Content<WaitingContent<K>>;

/** What waits of a kind, opened; what does not open, or has another shape, is left out. */
export async function waitingOf<K extends WaitingKind>(
  ctx: Context,
  db: Db | Tx,
  kind: K,
): Promise<WaitingHandOver<K>[]> {
  const rows = await db.select().from(handOver).where(eq(handOver.kind, kind));
  return rows.flatMap((row) => opened(ctx, kind, row) ?? []);
}

/** What waits under a name; null when there is none, or when its key is lost. */
export async function waitingFor<K extends WaitingKind>(
  ctx: Context,
  db: Db | Tx,
  kind: K,
  name: string,
): Promise<WaitingHandOver<K> | null> {
  const tags = ctx.nightKeys.days().flatMap((day) => ctx.nightKeys.known(day)?.tag(kind, name) ?? []);
  if (tags.length === 0) return null;
  const [row] = await db.select().from(handOver).where(inArray(handOver.tag, tags));
  return row ? opened(ctx, kind, row) : null;
}

/** Removes what waited; its key is destroyed with the last of its day. */
export async function forgetWaiting(tx: Tx, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  return (
    await tx
      .delete(handOver)
      .where(inArray(handOver.id, [...ids]))
      .returning({ id: handOver.id })
  ).length;
}

function opened<K extends WaitingKind>(
  ctx: Context,
  kind: K,
  { id, onDay, bytes }: typeof handOver.$inferSelect,
): WaitingHandOver<K> | null {
  const key = ctx.nightKeys.known(onDay);
  if (key === null) return null;
  try {
    const filled = key.open(kind, bytes);
    const length = new DataView(filled.buffer, filled.byteOffset).getUint32(0);
    const plain: unknown = JSON.parse(new TextDecoder().decode(filled.subarray(4, 4 + length)));
    return { id, content: contentOf(kind).read(plain), onDay };
  } catch {
    return null;
  }
}

/**
 * Takes out everything of a kind from earlier days, in random order. What does not open stays where it is, because its
 * key may come back. Call it in the transaction that enters what it returns.
 */
export async function takeWaiting<K extends WaitingKind>(ctx: Context, tx: Tx, kind: K): Promise<WaitingHandOver<K>[]> {
  await lockHandOvers(tx);
  const rows = await tx
    .select()
    .from(handOver)
    .where(and(eq(handOver.kind, kind), lt(handOver.onDay, today(ctx))));
  const readable = rows.flatMap((row) => opened(ctx, kind, row) ?? []);
  await forgetWaiting(
    tx,
    readable.map(({ id }) => id),
  );
  return shuffled(readable);
}

/**
 * Does anything of earlier days wait that opens? About what does not, whoever runs the site is told that its key was
 * lost.
 */
export async function isWaiting(ctx: Context, db: Db | Tx, kind: WaitingKind): Promise<boolean> {
  const rows = await db
    .select()
    .from(handOver)
    .where(and(eq(handOver.kind, kind), lt(handOver.onDay, today(ctx))));
  const readable = rows.flatMap((row) => opened(ctx, kind, row) ?? []).length;
  if (readable < rows.length) ctx.log('handOver.unreadable', { kind, rows: rows.length - readable });
  return readable > 0;
}

/** Destroys the keys of days that have been entered, so that no copy of what they sealed ever opens again. */
export async function destroyNightKeys(ctx: Context): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockHandOvers(tx);
    const needed = await tx.selectDistinct({ onDay: handOver.onDay }).from(handOver);
    const kept = new Set(needed.map(({ onDay }) => onDay));
    for (const day of ctx.nightKeys.days()) {
      if (day < today(ctx) && !kept.has(day)) ctx.nightKeys.destroy(day);
    }
  });
}
