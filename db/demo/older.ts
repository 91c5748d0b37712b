import { randomBytes, randomUUID } from 'node:crypto';
import { addDays, addMonths, type IsoDate, monthBounds, monthOf } from '../../app/domain/dates';
import { MATTERS, type Sector, VERDICTS } from '../../app/domain/vocabulary';
import type { Context } from '../../app/services/context.server';
import { perform } from '../../app/services/perform.server';
import { caseFile, report } from '../schema/casework';
import { DEMO_COUNTY, TOWNS, townCode } from './county';
import { olderRewards } from './older-rewards';
import { type Cast, holderOf } from './players';
import { dice, type RandomSource } from './random';

const CASES = 1500;
const MONTHS = 24;
const CLERK = { kind: 'system', name: 'demo' } as const;
const SECTOR_WEIGHTS: readonly (readonly [Sector, number])[] = [
  ['fire', 22],
  ['construction', 16],
  ['roadTransport', 12],
  ['industry', 10],
  ['gas', 9],
  ['hazardousChemicals', 7],
  ['specialEquipment', 7],
  ['mining', 5],
  ['selfBuiltHousing', 4],
  ['agriculture', 3],
  ['electricity', 2],
  ['waterTransport', 2],
  ['fireworks', 1],
];

type CaseRow = typeof caseFile.$inferInsert;
type Older = { row: CaseRow; reportId: string; rewardOn: IsoDate | null };

/**
 * 1,500 closed cases over two years whose sealed parts are past retention: only rows and ledger, so that statistics
 * have something to show. Their content never existed, so there is nothing to seal.
 */
export async function olderCases(ctx: Context, cast: Cast, today: IsoDate): Promise<void> {
  const roll = dice(1978);
  const all = Array.from({ length: CASES }, (_, index) => olderCase(roll, cast, dayOf(roll, index, today), today)).sort(
    (a, b) => (a.row.receivedOn < b.row.receivedOn ? -1 : 1),
  );
  await perform(ctx, CLERK, 'report.submit', 'case:history', async (p) => {
    for (let from = 0; from < all.length; from += 250) {
      const part = all.slice(from, from + 250);
      await p.tx.insert(caseFile).values(part.map(({ row }) => row));
      await p.tx.insert(report).values(part.map(reportRow));
    }
    p.record({ cases: all.length });
  });
  const paid = all.flatMap(({ row, reportId, rewardOn }) => (rewardOn === null ? [] : [{ row, reportId, rewardOn }]));
  await olderRewards(ctx, cast, roll, paid);
}

/** There are more reports each month, because the notices ask for the numbers to rise. */
function dayOf(roll: RandomSource, index: number, today: IsoDate): IsoDate {
  const share = Math.sqrt((index + roll.next()) / CASES);
  const back = MONTHS - 1 - Math.floor(share * (MONTHS - 1));
  const { first } = monthBounds(addMonths(monthOf(today), -back));
  return addDays(first, roll.between(0, 27));
}

function weighted(roll: RandomSource): Sector {
  let left = roll.next() * SECTOR_WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [sector, weight] of SECTOR_WEIGHTS) {
    left -= weight;
    if (left < 0) return sector;
  }
  return 'other';
}

function olderCase(roll: RandomSource, cast: Cast, receivedOn: IsoDate, today: IsoDate): Older {
  const sector = weighted(roll);
  const matter = roll.next() < 0.45 ? 'hazard' : roll.next() < 0.8 ? 'violation' : roll.pick(MATTERS);
  const code = DEMO_COUNTY.units.find((unit) => unit.sectors?.includes(sector))?.code ?? 'emergency';
  const unitId = cast.unitIds.get(code) ?? '';
  const day = (days: number) => (addDays(receivedOn, days) < today ? addDays(receivedOn, days) : today);
  const base = {
    id: randomUUID(),
    matter,
    sector,
    town: townCode(roll.pick(TOWNS)[0]),
    channel: roll.pick(['web', 'web', 'board', 'phone', 'letter'] as const),
    receivedOn,
    responsibleUnitId: unitId,
    assistingUnitIds: [],
    reasons: [{ rule: 'regulates', unitId }],
    excludedUnitTags: [],
    purgedOn: today,
  };
  const reportId = randomUUID();
  if (roll.next() < 0.12) {
    return { row: { ...base, stage: 'notAccepted', refusalReason: 'noClearFacts' }, reportId, rewardOn: null };
  }
  const verdict = roll.next() < 0.62 ? (roll.next() < 0.8 ? VERDICTS[0] : VERDICTS[1]) : VERDICTS[2];
  const found = verdict !== 'unsubstantiated';
  const handler = holderOf(cast, unitId, 'handler').memberId;
  const row: CaseRow = {
    ...base,
    stage: 'closed',
    acceptedOn: day(roll.between(1, 5)),
    assignedTo: handler,
    assignedOn: day(6),
    siteVisitedOn: day(roll.between(7, 12)),
    verdict,
    verdictBy: handler,
    verdictOn: day(20),
    confirmedBy: holderOf(cast, unitId, 'lead').memberId,
    confirmedOn: day(22),
    penaltyRecordedOn: found ? day(26) : null,
    rectifiedOn: found ? day(36) : null,
    struckOffOn: found ? day(38) : null,
    repliedOn: day(39),
    closedOn: day(40),
  };
  const rewarded = found && (matter === 'violation' || matter === 'majorRisk') && roll.next() < 0.55;
  const rewardOn = addDays(receivedOn, roll.between(45, 60));
  return { row, reportId, rewardOn: rewarded && rewardOn <= today ? rewardOn : null };
}

const reportRow = ({ row, reportId }: Older): typeof report.$inferInsert => ({
  id: reportId,
  caseId: row.id,
  receivedOn: row.receivedOn,
  formTokenHash: randomBytes(32).toString('hex'),
  listVersion: 1,
});
