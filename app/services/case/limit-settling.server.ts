import { and, eq, gte, min } from 'drizzle-orm';
import type { Db } from '#db/client';
import { holidayChange } from '#db/schema/calendar';
import { caseFile } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { addDays, type IsoDate } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { lockCase } from './case-record.server';
import { type Recounted, recount } from './limit-recount.server';

/** How long after a change of holidays last days are looked through again. */
const CHANGE_DAYS = 3;

/**
 * Computes anew every last day that was computed before its year's holidays were published, once they are (with an update
 * of the program, or entered by the county), and those that the county's own change of holidays moved. A change is looked
 * after for some days, so that nothing is left of what another process computed in the moment before it knew. Returns
 * how many moved; it is one act and one line in the log for all of them.
 */
export async function settleLimits(ctx: Context): Promise<number> {
  const from = await changedFrom(ctx.db, addDays(today(ctx), -CHANGE_DAYS));
  const { cases, claims } = await recount(ctx.db, ctx, from);
  if (cases.length + claims.length === 0) return 0;
  const clerk = { kind: 'system', name: 'limit-settling' } as const;
  return perform(ctx, clerk, 'limits.settle', null, async ({ tx, record, nothing }) => {
    const moved = { cases: 0, claims: 0 };
    // Somebody may have gone on with a case meanwhile, or another process counted it: what stands there now is newer.
    for (const { id, before, after } of cases) {
      const row = await lockCase(tx, id);
      if (!stands(before, row.dueOn, row.dueProvisional)) continue;
      const due = { dueOn: after.on, dueProvisional: after.provisional };
      await tx.update(caseFile).set(due).where(eq(caseFile.id, id));
      moved.cases += 1;
    }
    for (const { id, before, after } of claims) {
      const stood = and(
        eq(rewardProposal.id, id),
        eq(rewardProposal.claimUntil, before.on),
        eq(rewardProposal.claimProvisional, before.provisional),
      );
      const due = { claimUntil: after.on, claimProvisional: after.provisional };
      const set = await tx.update(rewardProposal).set(due).where(stood).returning({ id: rewardProposal.id });
      moved.claims += set.length;
    }
    const count = moved.cases + moved.claims;
    if (count === 0) return nothing(0);
    record(moved);
    return count;
  });
}

const stands = (before: Recounted['before'], on: IsoDate | null, provisional: boolean): boolean =>
  before.on === on && before.provisional === provisional;

/** The first day of the first year whose holidays were changed since that day; null for none. */
async function changedFrom(db: Db, since: IsoDate): Promise<IsoDate | null> {
  const [row] = await db
    .select({ year: min(holidayChange.year) })
    .from(holidayChange)
    .where(and(eq(holidayChange.state, 'confirmed'), gte(holidayChange.decidedOn, since)));
  return row?.year ? `${row.year}-01-01` : null;
}
