import type { Sector } from '~/domain/vocabulary';

/**
 * Sectors for which a special regulator answers beside whoever regulates a site's trade (Zhong County's notice, section
 * 3: 消防、特种设备等 “除明确行业部门监管负责人外，还必须明确专项监管部门负责人”).
 */
const SPECIAL_SECTORS: readonly string[] = ['fire', 'specialEquipment'] satisfies Sector[];
const isSpecialSector = (sector: string): boolean => SPECIAL_SECTORS.includes(sector);

/** A unit's duty at a site or an employer: for its trade, or only for special sectors (fire, special equipment …). */
export type SiteRegulator = { unitId: string; duty: 'trade' | 'special'; sectors: readonly string[] };

/**
 * The unit that answers there for a matter of this sector: the one with it as a special duty, else the one whose trade
 * it is, else the one for the trade as a whole. Null where nobody there has this duty; then the county's duties decide.
 * The trade's regulator never takes what a special regulator answers for.
 */
export function regulatorFor(regulators: readonly SiteRegulator[], sector: string): string | null {
  const named = (duty: SiteRegulator['duty']) =>
    regulators.find((one) => one.duty === duty && one.sectors.includes(sector));
  const whole = isSpecialSector(sector)
    ? undefined
    : regulators.find(({ duty, sectors }) => duty === 'trade' && sectors.length === 0);
  return (named('special') ?? named('trade') ?? whole)?.unitId ?? null;
}

/**
 * The duty of the one regulator that an employer of this sector has: special for a special sector, else for its whole
 * trade.
 */
export const regulatorOf = (unitId: string, sector: string): SiteRegulator =>
  isSpecialSector(sector) ? { unitId, duty: 'special', sectors: [sector] } : { unitId, duty: 'trade', sectors: [] };
