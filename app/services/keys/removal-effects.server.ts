import type { Member } from '~/domain/acts/permission';
import { standInOf } from '~/domain/report/routing';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { neededHolders } from './last-holder.server';
import { routingInForce } from './signed-routing.server';

/** A unit that would have too few readers to take reports, and the unit that would take them instead, if any. */
export type ClosedUnit = { id: string; goesTo: string | null };

export type RemovalEffects = {
  /**
   * The units that would close if a member could no longer open their unit's key, by member; only members whom a unit
   * needs are listed.
   */
  needed: Map<string, string[]>;
  closing: (unitId: string) => ClosedUnit;
  units: Awaited<ReturnType<typeof units>>;
};

/** What taking keys from people would mean for reports. */
export function removalEffects(ctx: Context, actor: Member): Promise<RemovalEffects> {
  return look(ctx, actor, 'keyRemoval.ask', null, async ({ db }) => {
    const [needed, all, routing] = await Promise.all([neededHolders(db), units(db), routingInForce(db)]);
    const closing = (id: string) => ({ id, goesTo: routing && standInOf(id, routing.table) });
    return { needed, closing, units: all };
  });
}
