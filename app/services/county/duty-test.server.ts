import { randomInt } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { dutyOutcome } from '#db/schema/duty';
import type { Member } from '~/domain/acts/permission';
import type { DutyWay } from '~/domain/county/roster';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { entryOf, reachesOf, reachNamed } from './duty-address.server';
import { rosterOn } from './roster.server';

const LOWEST = 100_000;
const HIGHEST = 999_999;

/**
 * Queues a test message along every way of every entry in force, or of one. Each has a number of its own, by which its
 * reader answers. Returns how many; Refusal `notFound` where there is no way at all.
 */
export async function testRoster(ctx: Context, actor: Member, entryId: string | null): Promise<number> {
  return perform(ctx, actor, 'roster.test', entryId === null ? null : `roster:${entryId}`, async (p) => {
    const roster = await rosterOn(p.tx, p.today);
    const tested = roster.filter(({ id }) => entryId === null || id === entryId);
    const reaches = reachesOf(ctx, tested).map(({ way, of }) => ({ entryId: entryOf({ of }) ?? '', way }));
    if (reaches.length === 0) throw new Refusal('notFound', { field: 'entry' });
    for (const along of reaches) {
      const number = await freshNumber(p.tx);
      const row = { state: 'waiting', problem: null, said: null, onDay: p.today, testNumber: number } as const;
      const set = { ...row, readBy: null, readOn: null };
      await p.tx
        .insert(dutyOutcome)
        .values({ ...along, ...set })
        .onConflictDoUpdate({ target: [dutyOutcome.entryId, dutyOutcome.way], set });
      await p.enqueue({ kind: 'duty.test', key: `duty.test:${along.entryId}:${along.way}:${number}`, payload: along });
    }
    p.record({ count: reaches.length });
    return reaches.length;
  });
}

async function freshNumber(tx: Tx): Promise<number> {
  for (;;) {
    const number = randomInt(LOWEST, HIGHEST + 1);
    if ((await tx.$count(dutyOutcome, eq(dutyOutcome.testNumber, number))) === 0) return number;
  }
}

export type TestOf = { entryId: string; way: DutyWay; number: number; address: string };

/** The test that waits along this way; null when another one has taken its place, or the entry is gone. */
export async function waitingTest(ctx: Context, entryId: string, way: string): Promise<TestOf | null> {
  const reach = await reachNamed(ctx, `entry/${entryId}`, way);
  const rows = await ctx.db.select().from(dutyOutcome).where(eq(dutyOutcome.entryId, entryId));
  const row = rows.find((one) => one.way === way && one.state === 'waiting');
  if (!reach || row?.testNumber == null) return null;
  return { entryId, way: reach.way, number: row.testNumber, address: reach.address };
}
