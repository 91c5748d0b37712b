/** Somebody who waits: an opaque mark of their network or open session, and since when they have had their place (ms). */
export type Waiting<T> = { key: string; since: number; arrived: number; item: T };

export type FairQueue<T> = {
  readonly size: number;
  /** How many of this key wait. */
  of: (key: string) => number;
  /** Does this key ask more than a person does? */
  crowds: (key: string) => boolean;
  /** Counts that this key asked for something, whether or not it gets it. */
  ask: (key: string) => void;
  add: (one: Waiting<T>) => void;
  /** Takes out whose turn it is, of the keys that may. */
  next: (may?: (key: string) => boolean) => Waiting<T> | null;
  /** Takes out who would come last: to make room. */
  last: () => Waiting<T> | null;
  remove: (one: Waiting<T>) => void;
  /** How many come before somebody of this key who has had a place since then. */
  ahead: (key: string, since: number) => number;
};

/** What a person, or a few behind one address, asks for in a minute or two; who asks more comes later. */
const ASKS_OF_A_PERSON = 10;
const HALF_LIFE_MS = 60_000;
/** Every so many turns goes to whoever has waited longest, so that nobody waits for ever. */
const LONGEST_EVERY = 4;
const MOST_KEYS = 50_000;

type Known = { asks: number; at: number; served: number };

/**
 * Whose turn it is, fair to networks and not to requests: who asked least in the last minutes comes first, then who was
 * served longest ago; within one network the oldest place. A flood thus waits behind its own requests. Pure but for
 * what it counts; keys are marks that tell nothing, and are forgotten when they have been quiet.
 */
export function fairQueue<T>(now: () => number): FairQueue<T> {
  const known = new Map<string, Known>();
  const waiting = new Map<string, Waiting<T>[]>();
  let size = 0;
  let turns = 0;

  const asksOf = (key: string): number => {
    const one = known.get(key);
    return one ? one.asks * 0.5 ** ((now() - one.at) / HALF_LIFE_MS) : 0;
  };
  /** Doubling asks is one level: a person and a flood are many levels apart, two persons none. */
  const levelOf = (key: string): number => Math.floor(Math.log2(1 + asksOf(key) / ASKS_OF_A_PERSON));
  const servedAt = (key: string): number => known.get(key)?.served ?? Number.NEGATIVE_INFINITY;

  function note(key: string, change: (one: Known) => void): void {
    const one = { asks: asksOf(key), at: now(), served: servedAt(key) };
    change(one);
    known.delete(key);
    known.set(key, one);
    // The quietest are at the front, since every ask moves its key to the end.
    for (const first of known.keys()) {
      if (known.size <= MOST_KEYS && asksOf(first) > 0.01) break;
      known.delete(first);
    }
  }

  function remove(one: Waiting<T>): void {
    const own = waiting.get(one.key);
    const at = own?.indexOf(one) ?? -1;
    if (!own || at < 0) return;
    own.splice(at, 1);
    size -= 1;
    if (own.length === 0) waiting.delete(one.key);
  }

  /** The key that comes first (`sign` 1) or last (−1). */
  function extreme(sign: 1 | -1, may = anybody): Waiting<T>[] | null {
    let best: { level: number; served: number; own: Waiting<T>[] } | null = null;
    for (const [key, own] of waiting) {
      if (!may(key)) continue;
      const [level, served] = [levelOf(key), servedAt(key)];
      const order = best && (level - best.level || served - best.served || oldest(own) - oldest(best.own));
      if (order === null || order * sign < 0) best = { level, served, own };
    }
    return best?.own ?? null;
  }

  function longest(may: (key: string) => boolean): Waiting<T> | null {
    let found: Waiting<T> | null = null;
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
    crowds: (key) => levelOf(key) > 0,
    ask: (key) =>
      note(key, (one) => {
        one.asks += 1;
      }),
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
      note(one.key, (counted) => {
        counted.served = now();
      });
      return one;
    },
    last() {
      const one = extreme(-1)?.at(-1) ?? null;
      if (one) remove(one);
      return one;
    },
    remove,
    ahead(key, since) {
      const level = levelOf(key);
      const before = (waiting.get(key) ?? []).filter((one) => one.since < since).length;
      let count = before;
      for (const [other, own] of waiting) {
        if (other === key) continue;
        const otherLevel = levelOf(other);
        if (otherLevel < level) count += own.length;
        // Keys of one level take turns.
        else if (otherLevel === level) count += Math.min(own.length, before + 1);
      }
      return count;
    },
  };
}

const anybody = (_key: string): boolean => true;
const oldest = (own: readonly Waiting<unknown>[]): number => own[0]?.since ?? 0;
