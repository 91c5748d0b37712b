import { addDays, daysBetween, type IsoDate, isIsoDate } from '~/domain/dates';

/** For how many days a stamp of freshness holds before a signed routing says so. */
export const STAMP_DAYS = 21;
/** Guardians are reminded by mail from so many days before it lapses. */
export const REMINDED_DAYS = 7;

/** Who said on which day that a statement is the newest one, by signing key. */
export type Vouched = { signingKey: string; day: IsoDate };

/** `seenOn`: the latest day by which two guardians said so; null when they never did. `until`: the last day it holds. */
export type Freshness = { seenOn: IsoDate | null; until: IsoDate | null; lapsed: boolean };

/** A stamp may lie one day ahead, because clocks differ. */
export const isDatedAhead = (day: IsoDate, today: IsoDate): boolean => daysBetween(today, day) > 1;

/**
 * How fresh a statement is, by whose stamps under it hold within the term: two different keys, so that one under two
 * names counts once.
 */
export function freshnessOf(vouched: readonly Vouched[], today: IsoDate, termDays: number): Freshness {
  const latest = new Map<string, IsoDate>();
  for (const { signingKey, day } of vouched) {
    if (!isIsoDate(day) || isDatedAhead(day, today)) continue;
    if ((latest.get(signingKey) ?? '') < day) latest.set(signingKey, day);
  }
  const seenOn = [...latest.values()].sort().at(-2) ?? null;
  const until = seenOn === null ? null : addDays(seenOn, termDays);
  return { seenOn, until, lapsed: until === null || until < today };
}
