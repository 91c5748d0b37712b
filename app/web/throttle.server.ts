import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from '~/domain/network';

/** What is counted separately. A whole factory, or a town behind one mobile operator, may share an address. */
export type ThrottleKind = 'view' | 'post' | 'report' | 'upload' | 'signIn';

type Limit = { most: number; perMs: number };

const MINUTE = 60_000;
const LIMITS: Record<ThrottleKind, Limit> = {
  view: { most: 6_000, perMs: MINUTE },
  post: { most: 1_200, perMs: 10 * MINUTE },
  report: { most: 400, perMs: 10 * MINUTE },
  // Parts of 4 MiB: about 16 GB from one address in ten minutes, more than any factory's line brings.
  upload: { most: 4_000, perMs: 10 * MINUTE },
  signIn: { most: 200, perMs: 10 * MINUTE },
};
const MAX_COUNTS = 200_000;

export type Throttle = {
  /** Counts one; returns 0, or after how many seconds to come again. */
  take: (kind: ThrottleKind, address: string) => number;
};

/**
 * Counts per address in memory only, under HMACs with a key that is thrown away each day, so that nobody can read
 * addresses from it: neither today's nor, tomorrow, yesterday's.
 */
export function makeThrottle(now: () => number, day: () => string, limits = LIMITS): Throttle {
  let key = randomBytes(32);
  let keyDay = day();
  let counts = new Map<string, { count: number; until: number }>();
  return {
    take(kind, address) {
      if (day() !== keyDay) [key, keyDay, counts] = [randomBytes(32), day(), new Map()];
      const place = createHmac('sha256', key)
        .update(`${kind} ${networkOf(address)}`)
        .digest('base64');
      const { most, perMs } = limits[kind];
      const known = counts.get(place);
      const current = known && known.until > now() ? known : { count: 0, until: now() + perMs };
      current.count++;
      if (current !== known) {
        if (counts.size >= MAX_COUNTS) forget(counts, now());
        counts.set(place, current);
      }
      return current.count > most ? Math.ceil((current.until - now()) / 1_000) : 0;
    },
  };
}

function forget(counts: Map<string, { until: number }>, now: number): void {
  for (const [place, { until }] of counts) if (until <= now) counts.delete(place);
  // Still full: the oldest are removed first, in the order in which they came.
  for (const place of counts.keys()) {
    if (counts.size < MAX_COUNTS * 0.9) return;
    counts.delete(place);
  }
}
