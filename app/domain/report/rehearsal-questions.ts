import { isRouted } from '~/domain/staff/unit-kinds';
import { MATTERS, type Matter, SECTORS, type Sector } from '~/domain/vocabulary';
import { isAboutOffice } from './about-office';
import { type RoutingQuestion, type RoutingReason, type RoutingTable, route } from './routing';

/** A report that would be for this unit, and who takes it now; `question` is null where no duty leads there. */
export type RehearsalWay = { unitId: string; question: RoutingQuestion | null; takenBy: string | null };

/** The unit that the duties chose: neither one that was passed over, nor whoever stands in. */
export const meantIn = (reasons: readonly Pick<RoutingReason, 'rule' | 'unitId'>[]): string | null =>
  reasons.find(({ rule }) => rule !== 'standIn' && rule !== 'accusedBypassed')?.unitId ?? null;

/**
 * For each open unit that handles reports, a question that the duties answer with it, whether or not somebody stands in: so that a test
 * report goes the way that a true one would go.
 */
export const rehearsalWays = (table: RoutingTable): RehearsalWay[] =>
  table.units
    .filter((unit) => isRouted(unit) && unit.closedOn === null)
    .map(({ id, areaCode }) => wayTo(id, areaCode, table));

function wayTo(unitId: string, areaCode: string | null, table: RoutingTable): RehearsalWay {
  for (const question of asked(unitId, areaCode, table)) {
    const { reasons, responsibleUnitId } = route(question, table);
    if (meantIn(reasons) === unitId) return { unitId, question, takenBy: responsibleUnitId };
  }
  return { unitId, question: null, takenBy: null };
}

/**
 * What the unit's own duties name comes first, then what no duty names (for intake), then what goes to discipline inspection. Where every
 * matter has its department, intake takes what accuses that department.
 */
function* asked(unitId: string, areaCode: string | null, table: RoutingTable): Generator<RoutingQuestion> {
  const { rules, intakeUnitId } = table;
  const towns = [...new Set([areaCode, null, ...rules.map(({ area }) => (area === '*' ? null : area))])];
  for (const rule of rules.filter((one) => one.unitId === unitId)) {
    for (const sector of rule.sector === '*' ? SECTORS : [rule.sector])
      for (const matter of rule.matter === '*' ? ORDINARY : [rule.matter])
        for (const town of rule.area === '*' ? towns : [rule.area])
          yield ofQuestion(sector, matter, town, rule.duty === 'accidents' ? 1 : 0);
  }
  for (const matter of MATTERS) for (const sector of SECTORS) yield ofQuestion(sector, matter, areaCode, 0);
  if (unitId !== intakeUnitId) return;
  for (const accusedUnitId of new Set(rules.map((rule) => rule.unitId))) {
    // What is about the office itself goes outside.
    if (isAboutOffice(accusedUnitId, table)) continue;
    for (const matter of ORDINARY)
      for (const sector of SECTORS) yield { ...ofQuestion(sector, matter, areaCode, 0), accusedUnitId };
  }
}

/** What most reports are about first. */
const ORDINARY: readonly Matter[] = [...MATTERS].sort((a, b) => Number(b === 'hazard') - Number(a === 'hazard'));

const ofQuestion = (sector: Sector, matter: Matter, town: string | null, deaths: number): RoutingQuestion => ({
  ...{ sector, matter, town, deaths },
  board: null,
  accusedUnitId: null,
});
