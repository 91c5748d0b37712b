import { and, eq, gte, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { report } from '#db/schema/casework';
import { reward, rewardProposal } from '#db/schema/reward';

/**
 * Versions of the signed lists by which the reports of these payments may have been sent. No row of a payment says
 * which one it was, because that would join the payment to its case; the guardians' share says so, to whoever opens it.
 * So they get the lists of all rewards that were claimed by the night of the payment's entry and not settled before.
 * That does not change later, even where a payment is taken back after its case has learned of it.
 */
export async function versionsOfSending(tx: Tx, which: SQL): Promise<number[]> {
  const openThen = and(
    lte(rewardProposal.claimedOn, reward.enteredOn),
    or(isNull(rewardProposal.paidOn), gte(rewardProposal.paidOn, reward.enteredOn)),
  );
  const rows = await tx
    .selectDistinct({ version: report.listVersion })
    .from(reward)
    .innerJoin(rewardProposal, openThen)
    .innerJoin(report, eq(report.id, rewardProposal.reportId))
    .where(which);
  return rows.map(({ version }) => version);
}
