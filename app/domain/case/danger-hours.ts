import { chinaDate, type IsoDate } from '../dates';

/**
 * Danger to life counts in hours, not in working days. A row about a report holds no finer time than a day, so these
 * instants stand apart, rounded, and only until somebody has decided about the case.
 */
const HOUR_MS = 3_600_000;
const NOTCH_MS = 5 * 60_000;

/** The end of the hours for acceptance: the last hour counts whole, as the last day of other limits does. */
export const dangerDueAt = (now: number, hours: number): number =>
  Math.ceil((now + hours * HOUR_MS) / HOUR_MS) * HOUR_MS;

/** The day on which the hours end, for which the case's row has a column. */
export const dangerDueOn = (now: number, hours: number): IsoDate => chinaDate(dangerDueAt(now, hours) - 1);

/** When the next on the roster is told. */
export const nextNotch = (now: number, minutes: number): number =>
  Math.ceil((now + minutes * 60_000) / NOTCH_MS) * NOTCH_MS;

/** The last notch that has passed, from which on somebody is to be told. */
export const lastNotch = (now: number): number => Math.floor(now / NOTCH_MS) * NOTCH_MS;

/** The hour in China at which they end, as `14:00`; 24:00 for the end of a day. */
export function hourOf(dueAt: number): string {
  const hour = new Date(dueAt + 8 * HOUR_MS).getUTCHours();
  return `${String(hour === 0 ? 24 : hour).padStart(2, '0')}:00`;
}
