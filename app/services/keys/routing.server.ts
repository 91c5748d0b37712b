import type { Db, Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import { type Routing, type RoutingQuestion, route } from '~/domain/report/routing';
import { type AskedPlace, regulatorsOf, type SignedPlace, signedPlace } from '~/envelope/report/report-place';
import { allRegisters, type RoutingInForce, registerIn, routingInForce } from './signed-routing.server';

/** The signed routing of the county, checked. Refusal `notOpen` while there is none, or while it does not hold. */
export async function requireRoutingInForce(db: Db | Tx): Promise<RoutingInForce> {
  const routing = await routingInForce(db);
  if (routing === null) throw new Refusal('notOpen');
  return routing;
}

type Matter = Pick<RoutingQuestion, 'sector' | 'matter' | 'deaths' | 'accusedUnitId'>;

/** Where this matter goes and why, and its place, by the signed routing and registers alone; nothing is written. */
export async function routeMatter(
  db: Db | Tx,
  matter: Matter,
  asked: Omit<AskedPlace, 'boardArea'>,
): Promise<{ routing: Routing; place: SignedPlace }> {
  const { statement, table } = await requireRoutingInForce(db);
  const place = await signedPlace(statement, { ...asked, boardArea: null }, (area) => registerIn(db, statement, area));
  const { sector } = matter;
  return { routing: route({ ...matter, town: place.town, ...regulatorsOf(place, sector) }, table), place };
}

/** Units that any board or any employer of the registers names: a report that came by one may have gone there. */
export async function namedRegulators(
  db: Db | Tx,
  { statement }: Pick<RoutingInForce, 'statement'>,
): Promise<Record<'board' | 'employer', ReadonlySet<string>>> {
  const all = await allRegisters(db, statement);
  const unitIds = (entries: { regulators: { unitId: string }[] }[]) =>
    new Set(entries.flatMap(({ regulators }) => regulators.map(({ unitId }) => unitId)));
  return {
    board: unitIds(all.flatMap(({ boards }) => boards)),
    employer: unitIds(all.flatMap(({ employers }) => employers)),
  };
}
