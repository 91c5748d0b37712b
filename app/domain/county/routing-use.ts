import type { RoutingReason, RoutingRule } from '~/domain/report/routing';
import type { Sector } from '~/domain/vocabulary';
import { inFives } from './routing-preview';

/** Reports that are alike in where the rules led them, who assists, and whom the case was given on to at last. */
export type RoutedCases = {
  sector: Sector;
  town: string | null;
  matter: string;
  /** As they are kept with a case: those of its transfers, which no rule of routing made, have the rule `transfer`. */
  reasons: readonly { rule: string; unitId: string; ruleId?: string }[];
  assistingUnitIds: readonly string[];
  givenTo: string | null;
  cases: number;
};

/** What a rule led to one unit in a trade, of which much was given on to another; both numbers in whole fives. */
export type GivenOn = {
  sector: Sector;
  rule: RoutingReason['rule'];
  from: string;
  to: string;
  given: number;
  all: number;
};

/** Where at least one in so many is given on to the same unit, the rule may name the wrong one. */
const ONE_IN = 5;

/** The reason that decided; null where a unit only stood in for another, so that the rule may well be right. */
function decided({ reasons }: Pick<RoutedCases, 'reasons'>) {
  const last = reasons.filter(({ rule }) => rule !== 'transfer').at(-1);
  return last === undefined || last.rule === 'standIn' ? null : last;
}

/**
 * Rules whose reports are often transferred to one and the same other unit, the most frequent first. Told and compared
 * in whole fives alone, so that no line comes or goes by a single report.
 */
export function givenOn(rows: Iterable<RoutedCases>): GivenOn[] {
  const all = new Map<string, number>();
  const lines = new Map<string, Omit<GivenOn, 'all'> & { led: string }>();
  for (const row of rows) {
    const by = decided(row);
    if (by === null) continue;
    const led = JSON.stringify([row.sector, by.rule, by.unitId]);
    all.set(led, (all.get(led) ?? 0) + row.cases);
    if (row.givenTo === null || row.givenTo === by.unitId) continue;
    const key = JSON.stringify([led, row.givenTo]);
    const rule = by.rule as RoutingReason['rule'];
    const line = lines.get(key) ?? { sector: row.sector, rule, from: by.unitId, to: row.givenTo, given: 0, led };
    lines.set(key, { ...line, given: line.given + row.cases });
  }
  return [...lines.values()]
    .map(({ led, ...line }) => ({ ...line, given: inFives(line.given), all: inFives(all.get(led) ?? 0) }))
    .filter(({ given, all: led }) => given > 0 && given * ONE_IN >= led)
    .sort((a, b) => b.given - a.given || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

const covers = (rule: RoutingRule, { sector, town, matter }: RoutedCases): boolean =>
  (rule.sector === '*' || rule.sector === sector) &&
  (rule.area === '*' || rule.area === town) &&
  (rule.matter === '*' || rule.matter === matter);

/** A rule is used where it decided, and where its unit assists in what it names. */
const uses = (rule: RoutingRule, row: RoutedCases): boolean =>
  row.reasons.some(({ ruleId, unitId }) => ruleId === rule.id && unitId === rule.unitId) ||
  (row.assistingUnitIds.includes(rule.unitId) && covers(rule, row));

/**
 * The rules that fewer than five reports used. Whether none did is not told: the day on which a rule leaves such a list
 * would tell that a report has come. Accidents are rare by themselves, so that their rule is never counted.
 */
export const hardlyUsed = (rules: readonly RoutingRule[], rows: readonly RoutedCases[]): RoutingRule[] =>
  rules.filter(
    (rule) =>
      rule.duty !== 'accidents' &&
      inFives(rows.filter((row) => uses(rule, row)).reduce((sum, { cases }) => sum + cases, 0)) === 0,
  );

/** The rules of today that stood unchanged among earlier ones. */
export function stillStanding(before: readonly AnyRule[], now: readonly RoutingRule[]): RoutingRule[] {
  const textOf = ({ id, sector, area, matter, duty, unitId }: AnyRule) =>
    JSON.stringify([id, sector, area, matter, duty, unitId]);
  const stood = new Set(before.map(textOf));
  return now.filter((rule) => stood.has(textOf(rule)));
}

/** A rule of an earlier version may name a matter that is not known any more. */
export type AnyRule = { [Part in keyof RoutingRule]: string };
