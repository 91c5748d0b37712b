import { and, eq, gte, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { fund, ledgerLine, rewardProposal } from '#db/schema/reward';
import { addDays, type IsoDate, yearOf } from '~/domain/dates';
import { meanOf, type Outlook, outlookOf } from '~/domain/reward/fund-outlook';

/** How far back cases and averages are looked at, in days. */
const LOOK_BACK = 365;

const sum = (of: ReturnType<typeof sql>) => sql<string>`coalesce(${of}, 0)::text`;

/**
 * Whether the money of this year lasts, for each unit that has a fund in it. It has sums and counts by unit alone, and names
 * no case. `unitIds` null: all units.
 */
export async function fundOutlooks(
  db: Db | Tx,
  today: IsoDate,
  unitIds: string[] | null,
): Promise<(Outlook & { unitId: string })[]> {
  if (unitIds?.length === 0) return [];
  const from = addDays(today, -LOOK_BACK);
  const funds = await db
    .select({
      unitId: fund.unitId,
      balance: sum(sql`sum(${fund.balance})`),
      credited: sum(sql`(select sum(l.amount) from ledger_line l join fund f on f.id = l.fund_id
        where f.unit_id = ${fund.unitId} and f.year = ${yearOf(today)} and l.account = 'fund:' || f.id
          and l.kind in ('credit', 'carryIn', 'uncredit'))`),
    })
    .from(fund)
    .where(and(eq(fund.year, yearOf(today)), unitIds === null ? undefined : inArray(fund.unitId, unitIds)))
    .groupBy(fund.unitId);
  const ids = funds.map(({ unitId }) => unitId);
  if (ids.length === 0) return [];
  // What replaces an unclaimed reward charges the difference alone, which is not counted ahead.
  const waiting = await db
    .select({ unitId: rewardProposal.unitId, fen: sum(sql`sum(${rewardProposal.amount})`) })
    .from(rewardProposal)
    .where(
      and(
        inArray(rewardProposal.unitId, ids),
        inArray(rewardProposal.state, ['proposed', 'forwarded']),
        sql`${rewardProposal.revision} is distinct from 'replaces'`,
      ),
    )
    .groupBy(rewardProposal.unitId);
  const ahead = await db
    .select({ unitId: caseFile.responsibleUnitId, cases: sql<number>`count(*)::int` })
    .from(caseFile)
    .where(
      and(
        inArray(caseFile.responsibleUnitId, ids),
        inArray(caseFile.stage, ['verdictConfirmed', 'replied']),
        inArray(caseFile.verdict, ['substantiated', 'partlySubstantiated']),
        gte(caseFile.receivedOn, from),
        sql`not exists (select from reward_proposal p where p.case_id = ${caseFile.id} and p.state <> 'refused')`,
      ),
    )
    .groupBy(caseFile.responsibleUnitId);
  const approved = await db
    .select({ unitId: fund.unitId, fen: sum(sql`sum(${ledgerLine.amount})`), count: sql<number>`count(*)::int` })
    .from(ledgerLine)
    .innerJoin(fund, eq(fund.id, ledgerLine.fundId))
    .where(
      and(
        inArray(fund.unitId, ids),
        eq(ledgerLine.kind, 'approve'),
        sql`${ledgerLine.amount} > 0`,
        gte(ledgerLine.onDay, from),
      ),
    )
    .groupBy(fund.unitId);
  return funds.map(({ unitId, balance, credited }) => {
    const own = <R extends { unitId: string }>(rows: readonly R[]) => rows.find((row) => row.unitId === unitId);
    const past = own(approved);
    const outlook = outlookOf({
      balanceFen: BigInt(balance),
      creditedFen: BigInt(credited),
      waitingFen: BigInt(own(waiting)?.fen ?? 0),
      casesAhead: own(ahead)?.cases ?? 0,
      meanFen: past ? meanOf(BigInt(past.fen), past.count) : null,
    });
    return { unitId, ...outlook };
  });
}

/** How many units run short, or low. */
export const fundsRunningLow = async (db: Db | Tx, today: IsoDate, unitIds: string[] | null): Promise<number> =>
  (await fundOutlooks(db, today, unitIds)).filter(({ state }) => state !== 'enough').length;
