import { isLocalAddress, networkOf } from '~/domain/network';
import { dailyMarks } from '~/services/network-mark.server';

/** Bytes of a network in a day: up to `free` as they come, then each part with a proof-of-work, up to `most`. */
export type QuotaLimits = { free: number; most: number };

const GIBIBYTE = 1024 ** 3;
// A phone's pictures and a film go as they come; seven reports with as much as a report may have fill a day.
const LIMITS: QuotaLimits = { free: 256 * 1024 ** 2, most: 16 * GIBIBYTE };

/** `work`: only with a proof-of-work; `over`: not today any more. */
export type Spending = 'free' | 'work' | 'over';

export type UploadQuota = {
  /** What so many bytes more of this visitor's network would be. */
  weigh: (visitor: string, bytes: number) => Spending;
  /** Counts as many as are announced, until the answer is over: from then on those that arrived, which the caller then says. */
  take: (visitor: string, announced: number) => (arrived: number) => void;
};

/**
 * Bytes of files that each network sent today, in memory only, under marks that tell nothing tomorrow. Addresses on which
 * all visitors of an onion service arrive have no end, only the work: one of them must not close the way for the others.
 */
export function uploadQuota(now: () => number, { free, most }: QuotaLimits = LIMITS): UploadQuota {
  const mark = dailyMarks(now);
  const spent = new Map<string, number>();
  // The key behind marks changes at midnight; a known text's mark tells when.
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
      // What takes a file back is welcome on any day.
      if (bytes === 0) return 'free';
      const sum = (spent.get(of(visitor)) ?? 0) + bytes;
      if (sum <= free) return 'free';
      return sum <= most || isLocalAddress(visitor) ? 'work' : 'over';
    },
    take(visitor, announced) {
      const key = of(visitor);
      spent.set(key, (spent.get(key) ?? 0) + announced);
      // Whoever has hundreds of thousands of networks is not bounded by this, but by the room for what waits.
      for (const first of spent.keys()) {
        if (spent.size <= MOST_NETWORKS) break;
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

const MOST_NETWORKS = 200_000;
