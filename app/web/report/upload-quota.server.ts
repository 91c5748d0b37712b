import { isLocalAddress, networkOf } from '~/domain/network';
import { dailyMarks } from '~/services/network-mark.server';

/** Bytes of a network in a day: up to `free` without any work, then each part with a proof-of-work, up to `most`. */
export type QuotaLimits = { free: number; most: number };

const GIBIBYTE = 1024 ** 3;
// A phone's pictures and a film need no work; seven reports with as much as a report may have fill a day.
const LIMITS: QuotaLimits = { free: 256 * 1024 ** 2, most: 16 * GIBIBYTE };

/** `work`: only with a proof-of-work; `over`: not any more today. */
export type Spending = 'free' | 'work' | 'over';

export type UploadQuota = {
  /** What that many bytes more would be for this visitor's network. */
  weigh: (visitor: string, bytes: number) => Spending;
  /**
   * Counts the announced bytes until the answer is over, and from then on those that arrived, which the caller reports.
   */
  take: (visitor: string, announced: number) => (arrived: number) => void;
};

/**
 * Bytes of files that each network sent today, in memory only, under marks that tell nothing tomorrow. Addresses at
 * which all visitors of an onion service arrive have no upper limit, only the work, because one visitor must not close
 * the way for the others.
 */
export function uploadQuota(now: () => number, { free, most }: QuotaLimits = LIMITS): UploadQuota {
  const mark = dailyMarks(now);
  const spent = new Map<string, number>();
  // The key behind marks changes at midnight, which the mark of a known text shows.
  let today = mark('day');
  const of = (visitor: string): string => {
    const day = mark('day');
    if (day !== today) {
      today = day;
      spent.clear();
    }
    return mark(networkOf(visitor));
  };
  return {
    weigh(visitor, bytes) {
      // Removing a file is allowed on any day.
      if (bytes === 0) return 'free';
      const sum = (spent.get(of(visitor)) ?? 0) + bytes;
      if (sum <= free) return 'free';
      return sum <= most || isLocalAddress(visitor) ? 'work' : 'over';
    },
    take(visitor, announced) {
      const key = of(visitor);
      spent.set(key, (spent.get(key) ?? 0) + announced);
      // Somebody with hundreds of thousands of networks is not bounded by this, but by the space for what waits.
      for (const first of spent.keys()) {
        if (spent.size <= MAX_NETWORKS) break;
        spent.delete(first);
      }
      return (arrived) => {
        const sum = spent.get(key);
        // Forgotten meanwhile, as all are at midnight.
        if (sum === undefined) return;
        const left = sum - announced + arrived;
        if (left > 0) spent.set(key, left);
        else spent.delete(key);
      };
    },
  };
}

const MAX_NETWORKS = 200_000;
