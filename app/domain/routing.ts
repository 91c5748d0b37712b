import { Refusal } from './refusal';
import { chainUp, isRouted, type RoutingUnit, successors, type UnitMap, unitMap } from './routing-units';
import type { Matter, Sector } from './vocabulary';

export type RoutingDuty = 'regulates' | 'does' | 'nearest';
export type RoutingRule = {
  id: string;
  sector: Sector | '*';
  area: string | '*';
  matter: Matter | '*';
  duty: RoutingDuty;
  unitId: string;
};
export type RoutingTable = {
  /** The whole tree, also units that take no reports. */
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
    | RoutingDuty
    | 'misconductToDiscipline'
    | 'concealedOneUp'
    | 'deathsOneUp'
    | 'accusedBypassed'
    | 'standIn'
    | 'intake'
    | 'upper';
  /** The unit the rule led to; with `accusedBypassed` the unit that was passed over. */
  unitId: string;
  ruleId?: string;
};
export type Routing = { responsibleUnitId: string; assistingUnitIds: string[]; reasons: RoutingReason[] };

const DUTY_ORDER: Record<RoutingDuty, number> = { regulates: 0, does: 1, nearest: 2 };

/** What is wrong with a table, as codes; an empty list means that `route` answers every question. */
export function routingTableProblems(table: RoutingTable): string[] {
  const ids = new Set(table.units.map((unit) => unit.id));
  const problems: string[] = [];
  if (ids.size !== table.units.length) problems.push('unitTwice');
  if (!ids.has(table.intakeUnitId)) problems.push('noIntakeUnit');
  if (!ids.has(table.upperUnitId)) problems.push('noUpperUnit');
  if (table.intakeUnitId === table.upperUnitId) problems.push('intakeIsUpper');
  if (table.rules.some((rule) => !ids.has(rule.unitId))) problems.push('ruleToUnknownUnit');
  return problems;
}

/**
 * The one responsible unit for a report, who assists, and the rules that led there in order (PRODUCT.md section 3, 三个必须).
 * Always answers with an existing unit that is neither the accused one nor its successor, and not under them unless
 * nothing else is left. Where the unit takes no reports (closed, or nobody could open them), its successor, the next above
 * that does, or at last intake stands in. Throws RangeError when the table has no separate intake and upper unit.
 */
export function route(question: RoutingQuestion, table: RoutingTable): Routing {
  const problem = routingTableProblems(table).find((found) => found !== 'ruleToUnknownUnit');
  if (problem !== undefined) throw new RangeError(`Routing table: ${problem}`);
  const map = unitMap(table.units, question.accusedUnitId);
  const bypassed: RoutingReason[] = [];
  const chosen = firstAllowed(candidates(question, table, map), map, bypassed) ?? lastResort(table, map);
  const standing = standIn(chosen.unitId, table, map);
  const raised = oneLevelUp(question, (standing ?? chosen).unitId, table, map);
  const last = raised ?? standing ?? chosen;
  return {
    responsibleUnitId: last.unitId,
    assistingUnitIds: assisting(question, table, map, last.unitId, chosen),
    reasons: [...bypassed, chosen, ...(standing ? [standing] : []), ...(raised ? [raised] : [])],
  };
}

/** For a unit that takes no reports: its successor, the next above, at last intake or the upper unit; null where none is needed or left. */
function standIn(unitId: string, table: RoutingTable, map: UnitMap): RoutingReason | null {
  if (map.able(unitId)) return null;
  const { intakeUnitId, upperUnitId } = table;
  const others = [...successors(unitId, map.units), ...chainUp(unitId, map.units).slice(1), intakeUnitId, upperUnitId];
  const found = others.find((id) => id !== unitId && map.able(id));
  return found === undefined ? null : { rule: 'standIn', unitId: found };
}

/** Where the reports of this unit would go, were it to take none any more; null where no rule leads to it, or nobody could. */
export function standInOf(unitId: string, table: RoutingTable): string | null {
  const units = table.units.map((unit) => (unit.id === unitId ? { ...unit, takesReports: false } : unit));
  if (!table.units.some((unit) => unit.id === unitId && isRouted(unit))) return null;
  return standIn(unitId, { ...table, units }, unitMap(units, null))?.unitId ?? null;
}

/** Where the report would go, best first, the accused not yet looked at. */
function candidates(question: RoutingQuestion, table: RoutingTable, map: UnitMap): RoutingReason[] {
  if (question.matter === 'misconduct') return [...disciplineUnits(question, table), ...ruleReasons(question, table)];
  const board = question.board !== null && map.units.has(question.board.regulatorUnitId);
  const byBoard: RoutingReason[] =
    board && question.board ? [{ rule: 'board', unitId: question.board.regulatorUnitId }] : [];
  const { employer = null } = question;
  const byEmployer: RoutingReason[] =
    employer !== null && map.units.has(employer.regulatorUnitId)
      ? [{ rule: 'employer', unitId: employer.regulatorUnitId }]
      : [];
  return [...byBoard, ...byEmployer, ...ruleReasons(question, table)];
}

/** Misconduct goes to discipline inspection: the town's own, then the county's, then any. */
function disciplineUnits(question: RoutingQuestion, table: RoutingTable): RoutingReason[] {
  const nearness = (unit: RoutingUnit) => (unit.areaCode === null ? 1 : unit.areaCode === question.town ? 0 : 2);
  return table.units
    .filter((unit) => unit.kind === 'discipline')
    .sort((a, b) => nearness(a) - nearness(b) || compareText(a.code, b.code) || compareText(a.id, b.id))
    .map((unit) => ({ rule: 'misconductToDiscipline', unitId: unit.id }));
}

/**
 * Matching rules: the more specific first; equally specific ones by who regulates, who does most of it, who is nearest;
 * then sector before matter before area. Misconduct follows only rules made for it: a trade's regulator may be in it.
 */
function ruleReasons(question: RoutingQuestion, table: RoutingTable): RoutingReason[] {
  const units = new Set(table.units.map((unit) => unit.id));
  return table.rules
    .filter((rule) => units.has(rule.unitId) && matches(rule, question))
    .filter((rule) => question.matter !== 'misconduct' || rule.matter === 'misconduct')
    .sort(bySpecificity)
    .map((rule) => ({ rule: rule.duty, unitId: rule.unitId, ruleId: rule.id }));
}

function matches(rule: RoutingRule, question: RoutingQuestion): boolean {
  return (
    (rule.sector === '*' || rule.sector === question.sector) &&
    (rule.area === '*' || rule.area === question.town) &&
    (rule.matter === '*' || rule.matter === question.matter)
  );
}

function bySpecificity(a: RoutingRule, b: RoutingRule): number {
  const named = (rule: RoutingRule) => [rule.sector, rule.area, rule.matter].filter((part) => part !== '*').length;
  const weight = (rule: RoutingRule) =>
    (rule.sector === '*' ? 0 : 4) + (rule.matter === '*' ? 0 : 2) + (rule.area === '*' ? 0 : 1);
  return (
    named(b) - named(a) || DUTY_ORDER[a.duty] - DUTY_ORDER[b.duty] || weight(b) - weight(a) || compareText(a.id, b.id)
  );
}

/** By code unit, so that the order is the same on every machine. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstAllowed(found: RoutingReason[], map: UnitMap, bypassed: RoutingReason[]): RoutingReason | null {
  for (const reason of found) {
    if (map.allowed(reason.unitId)) return reason;
    const known = bypassed.some((earlier) => earlier.unitId === reason.unitId);
    if (!known) bypassed.push({ rule: 'accusedBypassed', unitId: reason.unitId });
  }
  return null;
}

/** Intake, else the level above, else an office that is not under the accused, else whoever at least is not it. */
function lastResort(table: RoutingTable, map: UnitMap): RoutingReason {
  if (map.able(table.intakeUnitId)) return { rule: 'intake', unitId: table.intakeUnitId };
  const offices = (['discipline', 'upper'] as const).flatMap((kind) =>
    table.units.filter((unit) => unit.kind === kind).map((unit) => unit.id),
  );
  const others = [table.upperUnitId, ...offices, table.intakeUnitId];
  const free = others.find((id) => map.able(id)) ?? others.find((id) => map.allowed(id));
  return { rule: 'upper', unitId: free ?? topmostNotAccused(table, map) };
}

/** Reached only when everybody stands under the accused unit: the level above, else whoever at least is not it. */
function topmostNotAccused(table: RoutingTable, map: UnitMap): string {
  const { upperUnitId, intakeUnitId } = table;
  const others = [upperUnitId, intakeUnitId, ...table.units.map(({ id }) => id)];
  return others.find((id) => !map.isAccused(id)) ?? (map.accusedUnitId === upperUnitId ? intakeUnitId : upperUnitId);
}

/**
 * Concealed accidents are supervised by the next level up (001/61), and accidents with deaths are verified by government
 * at county level or above (安全生产法 Art. 73). Null when nothing has to be raised or nothing stands above.
 */
function oneLevelUp(question: RoutingQuestion, from: string, table: RoutingTable, map: UnitMap): RoutingReason | null {
  const concealed = question.matter === 'concealedAccident';
  if (!concealed && !(question.deaths > 0)) return null;
  const above = [...chainUp(from, map.units).slice(1), table.upperUnitId].find((id) => map.able(id));
  if (above === undefined || above === from) return null;
  return { rule: concealed ? 'concealedOneUp' : 'deathsOneUp', unitId: above };
}

/** The other duties' best units help; nobody does where the matter may touch the very people who would. */
function assisting(
  question: RoutingQuestion,
  table: RoutingTable,
  map: UnitMap,
  responsibleUnitId: string,
  chosen: RoutingReason,
): string[] {
  if (question.matter === 'misconduct' || question.matter === 'concealedAccident') return [];
  const rules = ruleReasons(question, table).filter((reason) => map.able(reason.unitId));
  const best = (Object.keys(DUTY_ORDER) as RoutingDuty[]).flatMap(
    (duty) => rules.find((reason) => reason.rule === duty) ?? [],
  );
  const raisedFrom =
    chosen.rule === 'intake' || chosen.rule === 'upper' ? [] : [chosen].filter((one) => map.able(one.unitId));
  const ids = [...raisedFrom, ...best].map((reason) => reason.unitId);
  return [...new Set(ids)].filter((id) => id !== responsibleUnitId);
}

export type TransferQuestion = { fromUnitId: string; toUnitId: string; accusedUnitIds: readonly string[] };

/** Why a case may not go there: data.rule `unknownUnit`, `sameUnit`, `accusedUnit`; null when it may. */
export function transferRefusal(question: TransferQuestion, table: RoutingTable): Refusal | null {
  const units = new Map(table.units.map((unit) => [unit.id, unit]));
  const refuse = (rule: string) => new Refusal('invalid', { field: 'unit', data: { rule } });
  if (!units.has(question.toUnitId)) return refuse('unknownUnit');
  if (question.toUnitId === question.fromUnitId) return refuse('sameUnit');
  const chain = chainUp(question.toUnitId, units);
  return question.accusedUnitIds.some((id) => chain.includes(id)) ? refuse('accusedUnit') : null;
}

export function mayTransferTo(question: TransferQuestion, table: RoutingTable): boolean {
  return transferRefusal(question, table) === null;
}
