import { type Routing, type RoutingQuestion, type RoutingTable, route } from './routing';

/** What the server sees of a sealed report. Deaths and the accused unit stay sealed. */
export type ClearQuestion = Pick<RoutingQuestion, 'sector' | 'town' | 'matter' | 'board' | 'employer'>;

/** Reasons without what was passed over: that would tell whom the report is about; the sealed narrative has it. */
export const clearReasons = ({ reasons }: Pick<Routing, 'reasons'>): Routing['reasons'] =>
  reasons.filter(({ rule }) => rule !== 'accusedBypassed');

/**
 * Could the rules have led here, for some number of deaths and some accused unit? So a browser cannot send a report to a
 * unit of its own choice. Without an accused unit is tried first: most reports have none.
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
