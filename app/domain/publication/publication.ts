import { z } from 'zod';
import { penaltyPublicationDueOn, type Urgency, urgency } from '~/domain/case/deadlines';
import type { TimeLimits } from '~/domain/county/policy';
import { isSectorCode } from '~/domain/county/sector-list';
import { type IsoDate, type IsoMonth, isIsoDate, type LastDay, monthOf, type WorkCalendar } from '~/domain/dates';
import { SECTORS, type Sector } from '~/domain/vocabulary';

/**
 * An entry of the exposure list. It is made from the penalty decision and holds nothing of the report: the schema is
 * strict, so that a case id, report id or day of the report is refused and not just dropped.
 */
export const exposureEntrySchema = z.strictObject({
  decisionNumber: z.string().min(1).max(80),
  decidedOn: z.string().refine(isIsoDate),
  offender: z.string().min(1).max(200),
  creditCode: z.string().max(40).nullable(),
  sector: z.string().refine(isSectorCode),
  town: z.string().max(40).nullable(),
  offence: z.string().min(1).max(1000),
  legalBasis: z.string().min(1).max(500),
  amountFen: z.bigint().min(0n),
  unitId: z.string(),
});
export type ExposureEntry = z.infer<typeof exposureEntrySchema>;

/** Last day to publish a decision, and how that looks today (安全生产法 Art. 78: seven working days, as policy data). */
export function publicationDue(
  entry: Pick<ExposureEntry, 'decidedOn'>,
  today: IsoDate,
  limits: TimeLimits,
  calendar: WorkCalendar,
): LastDay & { urgency: Urgency } {
  const due = penaltyPublicationDueOn(entry.decidedOn, limits, calendar);
  return { ...due, urgency: urgency(due.on, today) };
}

/** Cases as the statistics see them; each measure counts in the month of its own day. */
export type StatisticsRow = {
  /** How many cases are alike in all of this; 1 where it is not said. */
  cases?: number;
  sector: Sector;
  town: string | null;
  receivedOn: IsoDate;
  acceptedOn: IsoDate | null;
  /** Day on which a verdict of substantiated or partly substantiated was confirmed. */
  substantiatedOn: IsoDate | null;
  /** Day on which a verdict of unsubstantiated was confirmed. */
  unsubstantiatedOn: IsoDate | null;
  /** Day on which the reward was paid, and its amount. */
  rewardedOn: IsoDate | null;
  rewardFen: bigint | null;
};

/**
 * Rewards paid in a month by sector and by town (or `COUNTY_AREA`), and their money in whole fen. They are sums,
 * because nothing leads back from a payment to its case.
 */
export type PaidCount = { month: IsoMonth; of: 'sector' | 'town' | 'money'; code: string; count: bigint };

/** `substantiated` and `unsubstantiated` together are what was verified (核查). */
export const MEASURES = ['received', 'accepted', 'substantiated', 'unsubstantiated', 'rewarded'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * How a case goes on, each step counted on the day of the act: of those counted in `from`, no more are ever counted in
 * all of `to` together.
 */
export const STEPS: readonly { from: Measure; to: readonly Measure[] }[] = [
  { from: 'received', to: ['accepted'] },
  { from: 'accepted', to: ['substantiated', 'unsubstantiated'] },
  { from: 'substantiated', to: ['rewarded'] },
];

export type Counts = Record<Measure, number> & { rewardFen: bigint };
export type CountsRow = { key: string; counts: Counts };
/** A month's true numbers. They are not for publication before disclosure control. */
export type MonthlyStatistics = { month: IsoMonth; totals: Counts; bySector: CountsRow[]; byArea: CountsRow[] };

/** Key of the row for what belongs to no town. */
export const COUNTY_AREA = 'county';

/**
 * Counts a month by sector (all of the list, in its order) and by area (the given towns, then the county's own row). Rows
 * of other months are not counted, and an unknown town counts as the county's own.
 */
export function statisticsFor(
  month: IsoMonth,
  rows: Iterable<StatisticsRow>,
  towns: readonly string[],
  paid: readonly PaidCount[] = [],
  sectorList: readonly Sector[] = SECTORS,
): MonthlyStatistics {
  const totals = noCounts();
  const sectors = new Map<string, Counts>(sectorList.map((sector) => [sector, noCounts()]));
  const areas = new Map<string, Counts>([...towns, COUNTY_AREA].map((town) => [town, noCounts()]));
  for (const row of rows) {
    const town = row.town !== null && areas.has(row.town) ? row.town : COUNTY_AREA;
    for (const counts of [totals, sectors.get(row.sector), areas.get(town)]) if (counts) count(counts, row, month);
  }
  for (const one of paid) if (one.month === month) countPaid(one, { totals, sectors, areas });
  const list = (map: Map<string, Counts>) => [...map].map(([key, counts]) => ({ key, counts }));
  return { month, totals, bySector: list(sectors), byArea: list(areas) };
}

type Tables = { totals: Counts; sectors: Map<string, Counts>; areas: Map<string, Counts> };

function countPaid({ of, code, count }: PaidCount, { totals, sectors, areas }: Tables): void {
  if (of === 'money') {
    totals.rewardFen += count;
    return;
  }
  const counts = of === 'sector' ? sectors.get(code) : (areas.get(code) ?? areas.get(COUNTY_AREA));
  if (counts) counts.rewarded += Number(count);
  if (of === 'sector') totals.rewarded += Number(count);
}

function noCounts(): Counts {
  return { received: 0, accepted: 0, substantiated: 0, unsubstantiated: 0, rewarded: 0, rewardFen: 0n };
}

function count(counts: Counts, row: StatisticsRow, month: IsoMonth): void {
  const within = (day: IsoDate | null) => day !== null && monthOf(day) === month;
  const { cases = 1 } = row;
  if (within(row.receivedOn)) counts.received += cases;
  if (within(row.acceptedOn)) counts.accepted += cases;
  if (within(row.substantiatedOn)) counts.substantiated += cases;
  if (within(row.unsubstantiatedOn)) counts.unsubstantiated += cases;
  if (within(row.rewardedOn)) {
    counts.rewarded += cases;
    counts.rewardFen += BigInt(cases) * (row.rewardFen ?? 0n);
  }
}
