import type { Db, Tx } from '#db/client';
import { dutyOutcome } from '#db/schema/duty';
import { type DutyLack, dutyLacks } from '~/domain/county/duty-standing';
import { type DutyWay, minuteOfWeek } from '~/domain/county/roster';
import { isRouted } from '~/domain/staff/unit-kinds';
import { type Context, today } from '~/services/context.server';
import { units } from './county.server';
import { rosterOn } from './roster.server';

type Asking = Pick<Context, 'now'> & {
  mail: { readonly configured: boolean };
  webhook: { readonly configured: boolean };
};

/** The ways that whoever runs the server has set up. */
export const waysSetUp = ({ mail, webhook }: Pick<Asking, 'mail' | 'webhook'>): ReadonlySet<DutyWay> =>
  new Set([...(mail.configured ? (['mail'] as const) : []), ...(webhook.configured ? (['webhook'] as const) : [])]);

/** What keeps an alert of danger to life from reaching somebody; empty where every report reaches somebody at once. */
export async function dutyStanding(ctx: Asking, db: Db | Tx): Promise<DutyLack[]> {
  const [roster, offices, outcomes] = await Promise.all([
    rosterOn(db, today(ctx)),
    units(db),
    db.select({ entryId: dutyOutcome.entryId, way: dutyOutcome.way, state: dutyOutcome.state }).from(dutyOutcome),
  ]);
  const unitIds = offices.flatMap((one) => (isRouted(one) && one.closedOn === null ? one.id : []));
  return dutyLacks({ roster, unitIds, ways: waysSetUp(ctx), outcomes, minute: minuteOfWeek(ctx.now()) });
}

/** May a public page promise that somebody is told of danger to life at once, day and night? */
export const tellsAtOnce = async (ctx: Context): Promise<boolean> => (await dutyStanding(ctx, ctx.db)).length === 0;
