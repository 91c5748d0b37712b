import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { addDays, addMonths, type IsoDate, monthBounds, monthOf } from '../../app/domain/dates';
import { COUNTY_AREA } from '../../app/domain/publication';
import { computeReward } from '../../app/domain/reward';
import { MATTERS, type Sector, VERDICTS } from '../../app/domain/vocabulary';
import type { House } from '../../app/services/house.server';
import { book } from '../../app/services/ledger.server';
import { type Performing, perform } from '../../app/services/perform.server';
import { rewardPolicyOn } from '../../app/services/policies.server';
import { shuffled } from '../../app/services/shuffle.server';
import { caseFile, report } from '../schema/casework';
import { rewardCount } from '../schema/publication';
import { fund, reward, rewardProposal } from '../schema/reward';
import { DEMO_COUNTY, TOWNS, townCode } from './county';
import { type Cast, holderOf, personOf } from './players';
import { type Dice, dice } from './random';

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
 * 1,500 closed cases over two years whose sealed parts are past retention: rows and ledger only, so that statistics have
 * something to show. Their content never existed, so there is nothing to seal.
 */
export async function olderCases(house: House, cast: Cast, today: IsoDate): Promise<void> {
  const roll = dice(1978);
  const all = Array.from({ length: CASES }, (_, index) => olderCase(roll, cast, dayOf(roll, index, today), today)).sort(
    (a, b) => (a.row.receivedOn < b.row.receivedOn ? -1 : 1),
  );
  await perform(house, CLERK, 'report.submit', 'case:demo-history', async (p) => {
    for (let from = 0; from < all.length; from += 250) {
      const part = all.slice(from, from + 250);
      await p.tx.insert(caseFile).values(part.map(({ row }) => row));
      await p.tx.insert(report).values(part.map(reportRow));
    }
    p.record({ cases: all.length });
  });
  await perform(house, CLERK, 'reward.expire', 'reward:demo-history', async (p) => {
    let number = 0;
    // In the order of payment, and of a day in any: nothing of it is the order of the cases.
    const paid = shuffled(all).sort((a, b) => ((a.rewardOn ?? '') < (b.rewardOn ?? '') ? -1 : 1));
    for (const one of paid) if (one.rewardOn !== null) await paidReward(p, roll, cast, one, ++number);
    p.record({ rewards: number });
  });
}

/** More reports each month: the notices ask for the numbers to rise. */
function dayOf(roll: Dice, index: number, today: IsoDate): IsoDate {
  const share = Math.sqrt((index + roll.next()) / CASES);
  const back = MONTHS - 1 - Math.floor(share * (MONTHS - 1));
  const { first } = monthBounds(addMonths(monthOf(today), -back));
  return addDays(first, roll.between(0, 27));
}

function weighted(roll: Dice): Sector {
  let left = roll.next() * SECTOR_WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [sector, weight] of SECTOR_WEIGHTS) {
    left -= weight;
    if (left < 0) return sector;
  }
  return 'other';
}

function olderCase(roll: Dice, cast: Cast, receivedOn: IsoDate, today: IsoDate): Older {
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
    clockFrom: receivedOn,
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

/** A reward that was approved, claimed and paid long ago, booked like any other. */
async function paidReward({ tx }: Performing, roll: Dice, cast: Cast, one: Older, number: number): Promise<void> {
  const { row, reportId, rewardOn } = one;
  if (rewardOn === null) return;
  const policy = await rewardPolicyOn(tx, row.receivedOn);
  const { amountFen } = computeReward(policy, {
    matter: 'violation',
    verdict: 'substantiated',
    penaltyFen: BigInt(roll.pick([10_000, 20_000, 30_000, 50_000, 100_000])) * 100n,
    concealedDeaths: 0,
    totalDeaths: 0,
    accidentGrade: null,
    insider: false,
    anonymity: 'named',
    majorHazard: false,
    excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
    provesByCode: true,
  });
  const fundId = await fundOf(tx, row.responsibleUnitId, Number(rewardOn.slice(0, 4)));
  const rewardId = randomUUID();
  const voucher = `付-历-${String(number).padStart(4, '0')}`;
  const decided = {
    proposedBy: holderOf(cast, row.responsibleUnitId, 'handler').memberId,
    approvedBy: holderOf(cast, row.responsibleUnitId, 'lead').memberId,
  };
  await tx.insert(rewardProposal).values({
    id: randomUUID(),
    caseId: row.id,
    reportId,
    unitId: row.responsibleUnitId,
    policyId: policy.id,
    state: 'paid',
    stepsForCase: new Uint8Array(),
    stepsForReporter: new Uint8Array(),
    ...decided,
    proposedOn: rewardOn,
    approvedOn: rewardOn,
    claimedOn: rewardOn,
    paidOn: rewardOn,
  });
  await tx.insert(reward).values({
    id: rewardId,
    fundId,
    amount: amountFen,
    state: 'paid',
    ...decided,
    claimMethod: 'cash',
    enteredOn: rewardOn,
    paidBy: personOf(cast, 'finance2').memberId,
    paidOn: rewardOn,
    voucher,
  });
  await counted(tx, row, rewardOn, amountFen);
  const booking = { fundId, amount: amountFen };
  await book(tx, rewardOn, 'approve', booking);
  await book(tx, rewardOn, 'claim', { ...booking, rewardId });
  await book(tx, rewardOn, 'pay', { ...booking, rewardId, voucher });
}

async function counted(
  tx: Performing['tx'],
  { sector, town }: CaseRow,
  paidOn: IsoDate,
  amount: bigint,
): Promise<void> {
  const month = monthOf(paidOn);
  const rows: (typeof rewardCount.$inferInsert)[] = [
    { month, of: 'sector', code: sector, count: 1n },
    { month, of: 'town', code: town ?? COUNTY_AREA, count: 1n },
    { month, of: 'money', code: '', count: amount },
  ];
  await tx
    .insert(rewardCount)
    .values(rows)
    .onConflictDoUpdate({
      target: [rewardCount.month, rewardCount.of, rewardCount.code],
      set: { count: sql`${rewardCount.count} + excluded.count` },
    });
}

async function fundOf(tx: Performing['tx'], unitId: string, year: number): Promise<string> {
  const rows = await tx.select({ id: fund.id, unitId: fund.unitId, year: fund.year }).from(fund);
  const found = rows.find((row) => row.unitId === unitId && row.year === year);
  if (!found) throw new Error('The demo has no such fund');
  return found.id;
}
