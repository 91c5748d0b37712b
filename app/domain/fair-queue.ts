import { askRates } from './ask-rates';

/**
 * Somebody who waits: an opaque mark of their network or open session, and since when they have had their place (ms).
 */
export type QueueEntry<T> = { key: string; since: number; arrived: number; item: T };

export type FairQueue<T> = {
  readonly size: number;
  /** How many entries of this key wait. */
  of: (key: string) => number;
  /** Does this key ask for more than a person does? */
  crowds: (key: string) => boolean;
  /** Counts that this key asked for something, whether or not it gets it. */
  ask: (key: string) => void;
  add: (one: QueueEntry<T>) => void;
  /** Takes out the entry whose turn it is, among the keys that `may` allows. */
  next: (may?: (key: string) => boolean) => QueueEntry<T> | null;
  /** Takes out the entry that would come last, to make room. */
  last: () => QueueEntry<T> | null;
  remove: (one: QueueEntry<T>) => void;
  /** How many come before somebody of this key who has had a place since then. */
  ahead: (key: string, since: number) => number;
};

/** One turn in so many goes to whoever has waited longest, so that nobody waits for ever. */
const LONGEST_EVERY = 4;

/**
 * Decides whose turn it is, fair to networks and not to requests: whoever asked least in the last minutes comes first,
 * then whoever was served longest ago; within one network the oldest place comes first. A flood thus waits behind its
 * own requests. It has no effects beyond what it counts. Keys are opaque marks, and are forgotten once they have been
 * quiet.
 */
export function fairQueue<T>(now: () => number): FairQueue<T> {
  const rates = askRates(now);
  const waiting = new Map<string, QueueEntry<T>[]>();
  let size = 0;
  let turns = 0;

  function remove(one: QueueEntry<T>): void {
    const own = waiting.get(one.key);
    const at = own?.indexOf(one) ?? -1;
    if (!own || at < 0) return;
    own.splice(at, 1);
    size -= 1;
    if (own.length === 0) waiting.delete(one.key);
  }

  /** The key that comes first (`sign` 1) or last (−1). */
  function extreme(sign: 1 | -1, may = anybody): QueueEntry<T>[] | null {
    let best: { level: number; served: number; own: QueueEntry<T>[] } | null = null;
    for (const [key, own] of waiting) {
      if (!may(key)) continue;
      const [level, served] = [rates.level(key), rates.servedAt(key)];
      const order = best && (level - best.level || served - best.served || oldest(own) - oldest(best.own));
      if (order === null || order * sign < 0) best = { level, served, own };
    }
    return best?.own ?? null;
  }

  function longest(may: (key: string) => boolean): QueueEntry<T> | null {
    let found: QueueEntry<T> | null = null;
    for (const [key, own] of waiting) {
      if (!may(key)) continue;
      for (const one of own) if (!found || one.arrived < found.arrived) found = one;
    }
    return found;
  }

  return {
    get size() {
      return size;
    },
    of: (key) => waiting.get(key)?.length ?? 0,
    crowds: (key) => rates.level(key) > 0,
    ask: rates.asked,
    add(one) {
      const own = waiting.get(one.key) ?? [];
      const before = own.findIndex(({ since }) => since > one.since);
      own.splice(before < 0 ? own.length : before, 0, one);
      waiting.set(one.key, own);
      size += 1;
    },
    next(may = anybody) {
      turns += 1;
      const one = turns % LONGEST_EVERY === 0 ? longest(may) : (extreme(1, may)?.[0] ?? null);
      if (!one) return null;
      remove(one);
      rates.served(one.key);
      return one;
    },
    last() {
      const one = extreme(-1)?.at(-1) ?? null;
      if (one) remove(one);
      return one;
    },
    remove,
    ahead(key, since) {
      const level = rates.level(key);
      const before = (waiting.get(key) ?? []).filter((one) => one.since < since).length;
      let count = before;
      for (const [other, own] of waiting) {
        if (other === key) continue;
        const otherLevel = rates.level(other);
        if (otherLevel < level) count += own.length;
        // Keys of one level take turns.
        else if (otherLevel === level) count += Math.min(own.length, before + 1);
      }
      return count;
    },
  };
}

const anybody = (_key: string): boolean => true;
const oldest = (own: readonly QueueEntry<unknown>[]): number => own[0]?.since ?? 0;
