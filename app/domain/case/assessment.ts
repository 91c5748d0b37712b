/** What the program counts itself: limits that ended in the month, kept or missed, and what was done by now of what became due in it. */
export const COMPUTED = ['acceptance', 'verification', 'reply', 'hazards', 'rewards', 'orders'] as const;
/** What only people can judge: points of 100 that the committee office enters. */
export const ENTERED = ['inspections', 'publicity', 'records'] as const;
export const INDICATORS = [...COMPUTED, ...ENTERED] as const;

export type Computed = (typeof COMPUTED)[number];
export type Entered = (typeof ENTERED)[number];
export type Indicator = (typeof INDICATORS)[number];

/** Names of the form's fields by which points are entered. */
export const POINTS_FIELDS = ['unitId', 'indicator', 'points'] as const;
export type PointsField = (typeof POINTS_FIELDS)[number];

export type KeptMissed = { kept: number; missed: number };
/** The county's rule: what each indicator weighs, and how many a computed one needs to be told at all. */
export type AssessmentRule = { weights: Readonly<Record<Indicator, number>>; leastCounted: number };
export type UnitFigures = Readonly<{
  computed: Readonly<Record<Computed, KeptMissed>>;
  entered: Readonly<Partial<Record<Entered, number>>>;
}>;

/** Whole percent by indicator, null where there is nothing to say; and the weighted mean of those, in tenths. */
export type Assessed = { rates: Record<Indicator, number | null>; score: number | null };

/** Orders of the committee office are few and about no report, so that one is enough. */
const least = (indicator: Computed, { leastCounted }: AssessmentRule): number =>
  indicator === 'orders' ? 1 : leastCounted;

function rateOf(counted: KeptMissed, needed: number): number | null {
  const all = counted.kept + counted.missed;
  return all === 0 || all < needed ? null : Math.round((counted.kept * 100) / all);
}

/**
 * A unit's month. An indicator that has too few cases weighs nothing, so that a single case neither decides a rank nor
 * is told by it. The score follows from the rates as they are shown.
 */
export function assessUnit({ computed, entered }: UnitFigures, rule: AssessmentRule): Assessed {
  const rates = Object.fromEntries([
    ...COMPUTED.map((one) => [one, rateOf(computed[one], least(one, rule))]),
    ...ENTERED.map((one) => [one, entered[one] ?? null]),
  ]) as Assessed['rates'];
  let [sum, weight] = [0, 0];
  for (const one of INDICATORS) {
    const rate = rates[one];
    if (rate === null) continue;
    sum += rate * rule.weights[one];
    weight += rule.weights[one];
  }
  return { rates, score: weight === 0 ? null : Math.round((sum * 10) / weight) / 10 };
}

/** With its place: equal scores share one, and units without a score have none. The last ones speak first. */
export type Ranked<T> = T & { rank: number | null; speaksFirst: boolean };

/** Best first. Nobody speaks first where all are equal. */
export function ranked<T extends { score: number | null }>(units: readonly T[]): Ranked<T>[] {
  const scores = units.flatMap(({ score }) => score ?? []);
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)];
  return [...units]
    .sort((a, b) => (b.score ?? -1) - (a.score ?? -1))
    .map((one) => ({
      ...one,
      rank: one.score === null ? null : 1 + scores.filter((other) => other > (one.score ?? 0)).length,
      speaksFirst: one.score === lowest && lowest < highest,
    }));
}
