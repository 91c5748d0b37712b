import { desc, eq, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { logCheckpoint, logLink } from '#db/schema/log';
import type { IsoDate } from '~/domain/dates';
import { CHAIN_GENESIS, chainHash } from '~/domain/log/log';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type CheckpointRow, checkpointKey, sha256Hex } from './log-chain.server';
import { ownLogKey } from './log-keys.server';
import { listsInForce } from './log-lists.server';

/** Any number that no other lock of the program uses; this one is "log" in ASCII. */
const CHAIN_LOCK = 0x6c6f67;
const BATCH = 2000;
/**
 * Ids are drawn before commit, so an entry may become visible after higher ones were chained. Each batch looks back
 * this far for such latecomers, and the daily checkpoint looks at the whole log. Links follow arrival, and none is
 * missed.
 */
export const LOOK_BACK = 20_000;

type Head = { sequence: number; hash: string };

/** The last link, or the start of the chain. */
export async function chainHead(tx: Pick<Tx, 'select'>): Promise<Head> {
  const [last] = await tx
    .select({ sequence: logLink.sequence, hash: logLink.hash })
    .from(logLink)
    .orderBy(desc(logLink.sequence))
    .limit(1);
  return last ?? { sequence: 0, hash: CHAIN_GENESIS };
}

function unchained(tx: Tx, from: number) {
  return tx.execute<{ id: number; entry: string }>(sql`
    select e.id::float8 as id, e.entry from log_entry e
    where e.id > ${from} and not exists (select 1 from log_link l where l.entry_id = e.id)
    order by e.id limit ${BATCH}`);
}

async function chainBatch(ctx: Context, everything: boolean): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    // Held to the end of the transaction, so that two processes never extend the same head.
    await tx.execute(sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`);
    const [newest] = await tx.execute<{ id: number }>(
      sql`select coalesce(max(entry_id), 0)::float8 as id from log_link`,
    );
    const entries = await unchained(tx, everything ? 0 : Math.max(0, (newest?.id ?? 0) - LOOK_BACK));
    let head = await chainHead(tx);
    const links = entries.map(({ id, entry }) => {
      const sequence = head.sequence + 1;
      head = { sequence, hash: chainHash(head.hash, entry, sha256Hex) };
      return { sequence, entryId: id, hash: head.hash };
    });
    if (links.length > 0) await tx.insert(logLink).values(links);
    return links.length;
  });
}

/** Chains every committed entry that has no link yet; returns how many. Safe to run in several processes at once. */
export async function sequenceLog(ctx: Context, { everything = false } = {}): Promise<number> {
  let all = 0;
  for (let made = BATCH; made === BATCH; all += made) made = await chainBatch(ctx, everything);
  return all;
}

const CLOCK = { kind: 'system', name: 'log' } as const;

/** Signs the head once a day: chains what is left (looking at the whole log), then stores the signed head. */
export async function makeCheckpoint(ctx: Context): Promise<CheckpointRow> {
  // Not the newest one: after a clock that was fast, days stand in the log that are still to come.
  const own = await checkpointOf(ctx.db, today(ctx));
  if (own) return own;
  await sequenceLog(ctx, { everything: true });
  return perform(ctx, CLOCK, 'log.checkpoint', null, async ({ tx, record, today: onDay, nothing }) => {
    const head = await chainHead(tx);
    // A process that still has a secret from before a rotation signs nothing.
    await ownLogKey(ctx, tx);
    const row = checkpointKey(ctx).sign({
      onDay,
      sequence: head.sequence,
      head: head.hash,
      lists: await listsInForce(tx, head.hash),
    });
    const [made] = await tx.insert(logCheckpoint).values(row).onConflictDoNothing().returning();
    if (made === undefined) return nothing((await checkpointOf(tx, onDay)) ?? row);
    record({ sequence: row.sequence, head: row.head });
    return made;
  });
}

async function checkpointOf(db: Pick<Db | Tx, 'select'>, day: IsoDate): Promise<CheckpointRow | undefined> {
  const [own] = await db.select().from(logCheckpoint).where(eq(logCheckpoint.onDay, day));
  return own;
}

/** The newest signed head, for the public page; null before the first day's end. */
export async function latestCheckpoint(db: Db): Promise<CheckpointRow | null> {
  const [row] = await db.select().from(logCheckpoint).orderBy(desc(logCheckpoint.onDay)).limit(1);
  return row ?? null;
}
