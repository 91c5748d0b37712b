import { type Routing, type RoutingQuestion, type RoutingTable, route } from './routing';

/** What the server sees of a sealed report. Deaths and the accused unit stay sealed. */
export type ClearQuestion = Pick<RoutingQuestion, 'sector' | 'town' | 'matter' | 'board' | 'employer'>;

/**
 * The reasons without the units that were passed over, which would tell whom the report is about; the sealed narrative
 * has them.
 */
export const clearReasons = ({ reasons }: Pick<Routing, 'reasons'>): Routing['reasons'] =>
  reasons.filter(({ rule }) => rule !== 'accusedBypassed');

/**
 * Could the rules have led here, for some number of deaths and some accused unit? This keeps a browser from sending a
 * report to a unit of its own choice. The case without an accused unit is tried first, because most reports have none.
 */
export function isPossibleRouting(claimed: Routing, clear: ClearQuestion, table: RoutingTable): boolean {
  const wanted = textOf(claimed);
  return [null, ...table.units.map((unit) => unit.id)].some((accusedUnitId) =>
    [0, 1].some((deaths) => textOf(route({ ...clear, deaths, accusedUnitId }, table)) === wanted),
  );
}

function textOf(routing: Routing): string {
  const reasons = clearReasons(routing).map(({ rule, unitId, ruleId }) => [rule, unitId, ruleId ?? null]);
  return JSON.stringify([routing.responsibleUnitId, [...routing.assistingUnitIds].sort(), reasons]);
}
