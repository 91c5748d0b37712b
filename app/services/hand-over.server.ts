import { randomUUID } from 'node:crypto';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { handOver } from '#db/schema/hand-over';
import type { IsoDate } from '~/domain/dates';
import { type House, today } from './house.server';
import { shuffled } from './shuffle.server';

export type HandOverKind = typeof handOver.$inferSelect.kind;
/** What waits: JSON, so bytes stand in it as Base64 and amounts as digits of fen. */
export type Waiting<T> = { content: T; onDay: IsoDate };

/** Bytes that a sealed hand-over is filled to, so that its size tells neither kind nor content. */
const FILLED = 16 * 1024;

/**
 * Held until the transaction ends by whoever hands over, looks whether something waits already, or enters: so nothing is
 * handed over twice, and no day's key is destroyed while somebody still seals with it.
 */
export async function lockHandOvers(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('anshao/hand-over'))`);
}

/** Keeps something for the night inside the act's own transaction; call `lockHandOvers` before. */
export async function handItOver(house: House, tx: Tx, kind: HandOverKind, content: object): Promise<void> {
  // The day as it is under the lock: a day that ended meanwhile may have lost its key.
  const onDay = today(house);
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const filled = new Uint8Array(Math.ceil((plain.length + 4) / FILLED) * FILLED);
  new DataView(filled.buffer).setUint32(0, plain.length);
  filled.set(plain, 4);
  const bytes = house.nightKeys.ofDay(onDay).seal(kind, filled);
  plain.fill(0);
  filled.fill(0);
  await tx.insert(handOver).values({ id: randomUUID(), kind, onDay, bytes });
}

/** What waits of a kind, opened; what does not open is left out. */
export async function waitingOf<T>(house: House, db: Db | Tx, kind: HandOverKind): Promise<Waiting<T>[]> {
  const rows = await db.select().from(handOver).where(eq(handOver.kind, kind));
  return rows.flatMap((row) => opened<T>(house, row) ?? []);
}

function opened<T>(house: House, { kind, onDay, bytes }: typeof handOver.$inferSelect): Waiting<T> | null {
  const key = house.nightKeys.known(onDay);
  if (key === null) return null;
  try {
    const filled = key.open(kind, bytes);
    const length = new DataView(filled.buffer, filled.byteOffset).getUint32(0);
    return { content: JSON.parse(new TextDecoder().decode(filled.subarray(4, 4 + length))) as T, onDay };
  } catch {
    return null;
  }
}

/**
 * Takes out everything of a kind from earlier days, in random order. What does not open stays where it is and is told to
 * whoever runs the site: its key was lost. Call it in the transaction that enters what it returns.
 */
export async function takeWaiting<T>(house: House, tx: Tx, kind: HandOverKind): Promise<Waiting<T>[]> {
  await lockHandOvers(tx);
  const rows = await tx
    .select()
    .from(handOver)
    .where(and(eq(handOver.kind, kind), lt(handOver.onDay, today(house))));
  const readable = rows.flatMap((row) => {
    const found = opened<T>(house, row);
    return found ? [{ id: row.id, found }] : [];
  });
  if (readable.length < rows.length) house.log('handOver.unreadable', { kind, rows: rows.length - readable.length });
  const ids = readable.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(handOver).where(inArray(handOver.id, ids));
  return shuffled(readable.map(({ found }) => found));
}

/** Does anything of earlier days wait still? */
export async function isWaiting(house: House, db: Db | Tx, kind: HandOverKind): Promise<boolean> {
  const of = and(eq(handOver.kind, kind), lt(handOver.onDay, today(house)));
  return (await db.$count(handOver, of)) > 0;
}

/** Destroys the keys of days that have been entered, so that nothing kept of them opens any more. */
export async function destroyNightKeys(house: House): Promise<void> {
  await house.db.transaction(async (tx) => {
    await lockHandOvers(tx);
    const needed = await tx.selectDistinct({ onDay: handOver.onDay }).from(handOver);
    const kept = new Set(needed.map(({ onDay }) => onDay));
    for (const day of house.nightKeys.days()) {
      if (day < today(house) && !kept.has(day)) house.nightKeys.destroy(day);
    }
  });
}
