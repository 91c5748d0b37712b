import { inArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { routingRule } from '#db/schema/county';
import { dutyChanges, withMoved } from '~/domain/county/duty-table';
import type { RoutingRule } from '~/domain/report/routing';

/** The duties as drafted. */
export const dutiesOf = async (db: Db | Tx): Promise<RoutingRule[]> =>
  (await db.select().from(routingRule)) as RoutingRule[];

/** Writes the differences, each change as codes for the log. */
export async function writeDuties(
  tx: Tx,
  before: readonly RoutingRule[],
  after: readonly RoutingRule[],
): Promise<string[]> {
  const { removed, written } = dutyChanges(before, after);
  if (removed.length > 0) await tx.delete(routingRule).where(inArray(routingRule.id, removed));
  for (const rule of written) {
    await tx.insert(routingRule).values(rule).onConflictDoUpdate({ target: routingRule.id, set: rule });
  }
  const was = new Map(before.map(({ id, unitId }) => [id, unitId]));
  return [
    ...removed.map((id) => `${id}: ${was.get(id)} > none`),
    ...written.map(({ id, unitId }) => `${id}: ${was.get(id) ?? 'none'} > ${unitId}`),
  ];
}

/** The duties as drafted, and as they are once one unit's are another's. */
export async function handedRules(tx: Tx, fromUnitId: string, toUnitId: string) {
  const before = await dutiesOf(tx);
  return { before, after: withMoved(before, { sector: null, fromUnitId, toUnitId }) };
}
