/** A unit's duty at a site or an employer: by trade, or for special sectors only (fire, special equipment …). */
export type SiteRegulator = { unitId: string; duty: 'trade' | 'special'; sectors: readonly string[] };

/**
 * Who regulates a matter of this sector there: whoever has it as a special duty, else whose trade it is, else the one for
 * the trade as a whole; null where nobody is named. A regulator without sectors has all of them.
 */
export function regulatorFor(regulators: readonly SiteRegulator[], sector: string): string | null {
  const special = regulators.find((one) => one.duty === 'special' && one.sectors.includes(sector));
  const trades = regulators.filter(({ duty }) => duty === 'trade');
  const named = trades.find(({ sectors }) => sectors.includes(sector));
  const whole = trades.find(({ sectors }) => sectors.length === 0);
  return (special ?? named ?? whole ?? trades[0])?.unitId ?? null;
}
