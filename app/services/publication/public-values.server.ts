import { and, eq } from 'drizzle-orm';
import { area } from '#db/schema/county';
import { penaltyDecision, statisticsRelease } from '#db/schema/publication';
import { townRegister } from '#db/schema/routing';
import { sectorCodes } from '~/domain/county/sector-list';
import type { Context } from '~/services/context.server';
import { signedCodes } from '~/services/county/signboard.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';
import type { PenaltyFilter, PenaltyKey } from './penalty.server';

/**
 * What this county's public pages can be asked for: codes of towns and signboards, months that have a release, and
 * towns' registers.
 */
export type PublicValues = {
  towns: ReadonlySet<string>;
  sectors: ReadonlySet<string>;
  sites: ReadonlySet<string>;
  months: ReadonlySet<string>;
  /** Hashes of towns' registers. */
  registers: ReadonlySet<string>;
};

export type PublicSource = {
  values: () => Promise<PublicValues>;
  /** Does this row stand in the exposure list under this filter? */
  isListed: (key: PenaltyKey, filter: Pick<PenaltyFilter, 'sector' | 'town'>) => Promise<boolean>;
};

export const publicSource = ({ db }: Pick<Context, 'db'>): PublicSource => ({
  async values() {
    const [towns, sectors, sites, months, registers] = await Promise.all([
      db.select({ value: area.code }).from(area).where(eq(area.level, 'town')),
      signedSectors(db),
      signedCodes(db),
      db.select({ value: statisticsRelease.month }).from(statisticsRelease),
      db.select({ value: townRegister.hash }).from(townRegister),
    ]);
    const set = (rows: { value: string }[]) => new Set(rows.map(({ value }) => value));
    return {
      towns: set(towns),
      sectors: new Set(sectorCodes(sectors)),
      sites,
      months: set(months),
      registers: set(registers),
    };
  },
  async isListed({ decidedOn, order }, { sector, town }) {
    const rows = await db
      .select({ id: penaltyDecision.id })
      .from(penaltyDecision)
      .where(
        and(
          eq(penaltyDecision.state, 'published'),
          eq(penaltyDecision.decidedOn, decidedOn),
          eq(penaltyDecision.order, order),
          sector ? eq(penaltyDecision.sector, sector) : undefined,
          town ? eq(penaltyDecision.town, town) : undefined,
        ),
      )
      .limit(1);
    return rows.length > 0;
  },
});
