import type { Db, Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import { isRouted, type Routing, type RoutingQuestion, type RoutingTable, route } from '~/domain/routing';
import { areas, routingRows } from './county.server';

/** The routing data of the county. Refusal `notOpen` while intake or the upper level is missing. */
export async function routingTable(db: Db | Tx): Promise<RoutingTable> {
  const { units, rules } = await routingRows(db);
  const routed = units.filter(isRouted);
  const intake = routed.find((unit) => unit.kind === 'intake');
  const upper = routed.find((unit) => unit.kind === 'upper');
  if (!intake || !upper) throw new Refusal('notOpen');
  return {
    units: routed.map(({ id, code, kind, areaCode, parentUnitId }) => ({ id, code, kind, areaCode, parentUnitId })),
    rules: rules as RoutingTable['rules'],
    intakeUnitId: intake.id,
    upperUnitId: upper.id,
  };
}

/** Where this matter goes and why; nothing is written. */
export async function routeMatter(db: Db | Tx, question: RoutingQuestion): Promise<Routing> {
  return route(question, await routingTable(db));
}

/** The town of an area: itself for a town, its parent for a village, null for the county or an unknown code. */
export async function townOf(db: Db | Tx, areaCode: string | null): Promise<string | null> {
  if (areaCode === null) return null;
  const all = await areas(db);
  let at = all.find((area) => area.code === areaCode);
  while (at && at.level === 'village') {
    const { parentCode } = at;
    at = all.find((area) => area.code === parentCode);
  }
  return at?.level === 'town' ? at.code : null;
}
