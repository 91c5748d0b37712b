import { addDays, daysBetween, type IsoDate, isIsoDate } from '~/domain/dates';

/** For how many days a stamp of freshness holds, until a signed routing sets another term. */
export const STAMP_DAYS = 21;
/** How many days before a stamp lapses guardians are reminded by mail. */
export const REMINDED_DAYS = 7;

/** Who stated on which day that a statement is the newest one, by signing key. */
export type Vouched = { signingKey: string; day: IsoDate };

/**
 * `seenOn`: the latest day by which two guardians had stated so; null when they never did. `until`: the last day on
 * which it holds.
 */
export type Freshness = { seenOn: IsoDate | null; until: IsoDate | null; lapsed: boolean };

/** A stamp may lie one day ahead, because clocks differ. */
export const isDatedAhead = (day: IsoDate, today: IsoDate): boolean => daysBetween(today, day) > 1;

/**
 * How fresh a statement is, judged by the stamps under it that hold within the term. Two different keys are needed, so
 * that one key under two names counts once.
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
