import { networkOf } from '~/domain/network';
import { dailyMarks } from '~/services/network-mark.server';

/** From which network an upload comes, and since when; in memory only, and only as long as it waits. */
export type UploadOwners = {
  /** Called once its row is stored. */
  saw: (hash: string, visitor: string) => void;
  of: (hash: string) => { mark: string; order: number };
  all: () => string[];
  forget: (hash: string) => void;
};

export function uploadOwners(now: () => number): UploadOwners {
  const mark = dailyMarks(now);
  const known = new Map<string, { mark: string; order: number }>();
  let order = 0;
  return {
    saw(hash, visitor) {
      if (known.has(hash)) return;
      order += 1;
      known.set(hash, { mark: mark(networkOf(visitor)), order });
    },
    // What came before this process began counts as one network's, and as older.
    of: (hash) => known.get(hash) ?? { mark: '', order: 0 },
    all: () => [...known.keys()],
    forget: (hash) => void known.delete(hash),
  };
}
