import { and, eq, isNull } from 'drizzle-orm';
import { dutyOutcome } from '#db/schema/duty';
import type { Member } from '~/domain/acts/permission';
import type { DutyProblem } from '~/domain/county/duty-standing';
import type { DutyWay } from '~/domain/county/roster';
import { Refusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';

type Along = { entryId: string; way: DutyWay };
type Result = { state: 'sent' } | { state: 'refused'; problem: DutyProblem; said: string | null };

/**
 * Keeps what came of the last message along a way, for the page of the roster. A day and no finer time, and no count:
 * the row does not tell an alert from a test, nor how many there were.
 */
export async function recordOutcome(ctx: Context, { entryId, way }: Along, result: Result): Promise<void> {
  const { problem, said } = result.state === 'refused' ? result : { problem: null, said: null };
  const outcome = { state: result.state, problem, said, onDay: today(ctx) };
  await ctx.db
    .insert(dutyOutcome)
    .values({ entryId, way, ...outcome })
    .onConflictDoUpdate({ target: [dutyOutcome.entryId, dutyOutcome.way], set: outcome });
  // What public pages promise may follow from it.
  ctx.publicChanged();
}

/** Whoever got a test message tells its number, and so that it was read. Refusals: `notFound`, `alreadyDone`. */
export async function answerTest(ctx: Context, actor: Member, number: number): Promise<void> {
  await perform(ctx, actor, 'alert.answerTest', null, async ({ tx, today: day, record }) => {
    const tested = Number.isSafeInteger(number) ? eq(dutyOutcome.testNumber, number) : undefined;
    const [known] = tested ? await tx.select({ readOn: dutyOutcome.readOn }).from(dutyOutcome).where(tested) : [];
    if (!known) throw new Refusal('notFound', { field: 'number' });
    const read = { readBy: actor.memberId, readOn: day };
    const rows = await tx
      .update(dutyOutcome)
      .set(read)
      .where(and(tested, isNull(dutyOutcome.readOn)))
      .returning({ way: dutyOutcome.way });
    if (rows.length === 0) throw new Refusal('alreadyDone', { field: 'number' });
    record({ count: rows.length });
  });
}
