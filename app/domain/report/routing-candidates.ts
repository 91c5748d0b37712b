import type { Matter, Sector } from '~/domain/vocabulary';
import type { RoutingUnit, UnitMap } from './routing-units';

/**
 * `accidents`: the unit that the county names to verify accidents that cost lives or were concealed, or else its
 * emergency bureau.
 */
export type RoutingDuty = 'regulates' | 'does' | 'nearest' | 'accidents';
export type RoutingRule = {
  id: string;
  sector: Sector | '*';
  area: string | '*';
  matter: Matter | '*';
  duty: RoutingDuty;
  unitId: string;
};
export type RoutingTable = {
  /** The whole tree, including units that take no reports. */
  units: readonly RoutingUnit[];
  rules: readonly RoutingRule[];
  intakeUnitId: string;
  upperUnitId: string;
};
export type RoutingQuestion = {
  sector: Sector;
  town: string | null;
  matter: Matter;
  board: { siteCode: string; regulatorUnitId: string } | null;
  /** Who regulates an employer of the register that the reporter named. */
  employer?: { regulatorUnitId: string } | null;
  deaths: number;
  accusedUnitId: string | null;
};
export type RoutingReason = {
  rule:
    | 'board'
    | 'employer'
    | 'regulates'
    | 'does'
    | 'nearest'
    | 'misconductToDiscipline'
    | 'concealedInCounty'
    | 'deathsInCounty'
    | 'accusedBypassed'
    | 'standIn'
    | 'intake'
    | 'upper';
  /** The unit that the rule led to; for `accusedBypassed`, the unit that was passed over. */
  unitId: string;
  ruleId?: string;
};

/**
 * Deaths and concealed accidents are verified by government at county level or above (安全生产法 Art. 73). The level above
 * supervises (Baishiyi Town's notice, item 61) and may take over. Misconduct goes to discipline inspection, whatever
 * else the report tells.
 */
export const isAccident = ({ matter, deaths }: Pick<RoutingQuestion, 'matter' | 'deaths'>): boolean =>
  matter !== 'misconduct' && (matter === 'concealedAccident' || deaths > 0);

/** Where the report would go, best first, before the accused unit is considered. */
export function candidates(question: RoutingQuestion, table: RoutingTable, map: UnitMap): RoutingReason[] {
  if (question.matter === 'misconduct')
    return [...disciplineUnits(question, table, map), ...misconductRules(question, table)];
  const usual = ordinary(question, table, map);
  if (!isAccident(question)) return usual;
  const rule = question.matter === 'concealedAccident' ? 'concealedInCounty' : 'deathsInCounty';
  const named = ruled(question, table, ({ duty }) => duty === 'accidents').map(
    ({ unitId, id }) =>
      ({
        rule,
        unitId,
        ruleId: id,
      }) as const,
  );
  // Where nobody is named, it is another office of the county itself, neither a town's nor one of the level above.
  const ofCounty = usual.filter(({ unitId }) => !['town', 'upper'].includes(map.units.get(unitId)?.kind ?? ''));
  return [...named, ...ofCounty];
}

/**
 * Candidates by the signboard, then the register of employers, then the duties. Of a board's and an employer's
 * regulators, the one for the matter's sector is taken.
 */
export function ordinary(question: RoutingQuestion, table: RoutingTable, map: UnitMap): RoutingReason[] {
  const { board, employer = null } = question;
  const byBoard = board === null ? [] : [{ rule: 'board', unitId: board.regulatorUnitId } as const];
  const byEmployer = employer === null ? [] : [{ rule: 'employer', unitId: employer.regulatorUnitId } as const];
  const known = [...byBoard, ...byEmployer].filter(({ unitId }) => map.units.has(unitId));
  return [...known, ...dutyReasons(question, table)];
}

/**
 * Misconduct goes to discipline inspection: first the town's own, then the county's, then any. One that takes no
 * reports comes last.
 */
function disciplineUnits(question: RoutingQuestion, table: RoutingTable, map: UnitMap): RoutingReason[] {
  const nearness = (unit: RoutingUnit) => (unit.areaCode === null ? 1 : unit.areaCode === question.town ? 0 : 2);
  const idle = ({ id }: RoutingUnit) => Number(map.allowed(id) && !map.able(id));
  return table.units
    .filter((unit) => unit.kind === 'discipline')
    .sort(
      (a, b) =>
        idle(a) - idle(b) || nearness(a) - nearness(b) || compareText(a.code, b.code) || compareText(a.id, b.id),
    )
    .map((unit) => ({ rule: 'misconductToDiscipline', unitId: unit.id }));
}

/** Misconduct follows only rules made for it, because a trade's regulator may be involved. */
const misconductRules = (question: RoutingQuestion, table: RoutingTable): RoutingReason[] =>
  dutyReasons(question, { ...table, rules: table.rules.filter(({ matter }) => matter === 'misconduct') });

function dutyReasons(question: RoutingQuestion, table: RoutingTable): RoutingReason[] {
  return ruled(question, table, ({ duty }) => duty !== 'accidents').flatMap(({ id, duty, unitId }) =>
    duty === 'accidents' ? [] : [{ rule: duty, unitId, ruleId: id }],
  );
}

/**
 * Matching rules, the more specific first. Equally specific ones are ordered by who regulates, who does most of it, and
 * who is nearest; then sector comes before matter, and matter before area.
 */
function ruled(question: RoutingQuestion, table: RoutingTable, ofDuty: (rule: RoutingRule) => boolean): RoutingRule[] {
  const units = new Set(table.units.map((unit) => unit.id));
  return table.rules
    .filter((rule) => ofDuty(rule) && units.has(rule.unitId) && matches(rule, question))
    .sort(bySpecificity);
}

function matches(rule: RoutingRule, question: RoutingQuestion): boolean {
  return (
    (rule.sector === '*' || rule.sector === question.sector) &&
    (rule.area === '*' || rule.area === question.town) &&
    (rule.matter === '*' || rule.matter === question.matter)
  );
}

/** The rules that come first for a question and are equally specific: the order of their ids alone decides among them. */
export function topDuties(question: RoutingQuestion, table: RoutingTable): RoutingRule[] {
  const all = ruled(question, table, ({ duty }) => duty !== 'accidents');
  const [first] = all;
  return first === undefined ? [] : all.filter((rule) => rule.duty === first.duty && parts(rule) === parts(first));
}

const DUTY_ORDER: Record<RoutingDuty, number> = { regulates: 0, does: 1, nearest: 2, accidents: 3 };

/** How many parts of its place a rule names. */
const parts = (rule: RoutingRule): number =>
  [rule.sector, rule.area, rule.matter].filter((part) => part !== '*').length;

function bySpecificity(a: RoutingRule, b: RoutingRule): number {
  const weight = (rule: RoutingRule) =>
    (rule.sector === '*' ? 0 : 4) + (rule.matter === '*' ? 0 : 2) + (rule.area === '*' ? 0 : 1);
  return (
    parts(b) - parts(a) || DUTY_ORDER[a.duty] - DUTY_ORDER[b.duty] || weight(b) - weight(a) || compareText(a.id, b.id)
  );
}

/** Compares by code unit, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
