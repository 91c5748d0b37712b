import type { RoutingRule } from '~/domain/report/routing';
import type { UnitKind } from '~/domain/staff/unit-kinds';
import type { Sector } from '~/domain/vocabulary';
import { ACCIDENTS, COUNTY_WIDE } from './duty-table';

/** A unit as set-up describes it, before it has an id. */
export type FirstUnit = {
  code: string;
  kind: UnitKind;
  areaCode?: string | null | undefined;
  /** Sectors that the unit regulates. */
  sectors?: readonly Sector[] | undefined;
  /** It verifies for the county accidents that cost lives or were concealed (安全生产法 Art. 73). */
  accidents?: boolean | undefined;
  /** It is nearest to all that happens in its area, as a town's own office is. */
  nearest?: boolean | undefined;
};

/**
 * The duties with which a county begins: a department regulates its sectors everywhere, one department verifies accidents,
 * and a town, or its office, is nearest to all that happens in it. `idOf` gives the id of the unit with a code.
 */
export const firstDuties = (units: readonly FirstUnit[], idOf: (code: string) => string): RoutingRule[] =>
  units.flatMap(({ code, kind, areaCode, sectors = [], accidents, nearest }) => {
    const unitId = idOf(code);
    const isNearest = (kind === 'town' || nearest) && areaCode;
    return [
      ...sectors.map((sector) => ({ ...COUNTY_WIDE, id: `${sector}-${code}`, sector, unitId })),
      ...(isNearest ? [{ ...NEAREST, id: `near-${areaCode}`, area: areaCode, unitId }] : []),
      ...(accidents ? [{ ...ACCIDENTS, id: `accidents-${code}`, unitId }] : []),
    ];
  });

const NEAREST = { sector: '*', matter: '*', duty: 'nearest' } as const;
