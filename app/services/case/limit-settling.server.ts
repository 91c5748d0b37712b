import { and, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { claimDueOn } from '~/domain/case/deadlines';
import { type IsoDate, yearOf } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import { policyInForce } from '~/services/county/policies.server';
import { perform } from '~/services/perform.server';
import { caseStateOf } from './case-act.server';
import { caseDue } from './case-deadline.server';
import { lockCase } from './case-record.server';

/**
 * Computes anew every last day that was computed before its year's holidays were published, once they are: the calendar
 * comes with an update of the program. Returns how many; it is one act and one line in the log for all of them.
 */
export async function settleLimits(ctx: Context): Promise<number> {
  const { db, calendar } = ctx;
  const isSettled = (day: IsoDate | null) => day !== null && calendar.isPublished(yearOf(day));
  const cases = await db
    .select({ id: caseFile.id, on: caseFile.dueOn })
    .from(caseFile)
    .where(eq(caseFile.dueProvisional, true));
  const claims = await db
    .select({ id: rewardProposal.id, on: rewardProposal.claimUntil })
    .from(rewardProposal)
    .where(eq(rewardProposal.claimProvisional, true));
  const settled = { cases: cases.filter(({ on }) => isSettled(on)), claims: claims.filter(({ on }) => isSettled(on)) };
  const count = settled.cases.length + settled.claims.length;
  if (count === 0) return 0;
  const clerk = { kind: 'system', name: 'limit-settling' } as const;
  await perform(ctx, clerk, 'limits.settle', null, async ({ tx, record }) => {
    for (const { id } of settled.cases) await settleCase(ctx, tx, id);
    for (const { id } of settled.claims) await settleClaim(ctx, tx, id);
    record({ cases: settled.cases.length, claims: settled.claims.length });
  });
  return count;
}

async function settleCase(ctx: Context, tx: Tx, caseId: string): Promise<void> {
  const row = await lockCase(tx, caseId);
  if (!row.dueProvisional) return;
  await tx
    .update(caseFile)
    .set(await caseDue(tx, ctx, caseStateOf(row), row))
    .where(eq(caseFile.id, caseId));
}

async function settleClaim(ctx: Context, tx: Tx, proposalId: string): Promise<void> {
  const [row] = await tx
    .select()
    .from(rewardProposal)
    .where(and(eq(rewardProposal.id, proposalId), eq(rewardProposal.claimProvisional, true)))
    .for('update');
  if (!row?.noticedOn) return;
  const due = claimDueOn(row.noticedOn, await policyInForce(tx, 'timeLimits', row.noticedOn), ctx.calendar);
  await tx
    .update(rewardProposal)
    .set({ claimUntil: due.on, claimProvisional: due.provisional })
    .where(eq(rewardProposal.id, proposalId));
}
