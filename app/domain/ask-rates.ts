/** What one person, or a few behind one address, ask for in a minute or two; those who ask more are served later. */
const ASKS_OF_A_PERSON = 10;
const HALF_LIFE_MS = 60_000;
const MAX_KEYS = 50_000;

type Known = { asks: number; at: number; served: number };

/** How much each key has asked in the last minutes, and when it was served last. */
export type AskRates = {
  /**
   * The level rises by one each time the asks double, so that a person and a flood are many levels apart and two
   * persons are on the same one.
   */
  level: (key: string) => number;
  /**
   * Time of the last service by the given clock; −∞ for a key that was never served, or so long ago that it is
   * forgotten.
   */
  servedAt: (key: string) => number;
  asked: (key: string) => void;
  served: (key: string) => void;
};

/** Counts asks with a half-life of a minute. Quiet keys are forgotten, so that memory stays bounded. */
export function askRates(now: () => number): AskRates {
  const known = new Map<string, Known>();

  const asksOf = (key: string): number => {
    const one = known.get(key);
    return one ? one.asks * 0.5 ** ((now() - one.at) / HALF_LIFE_MS) : 0;
  };
  const servedAt = (key: string): number => known.get(key)?.served ?? Number.NEGATIVE_INFINITY;

  function note(key: string, change: (one: Known) => void): void {
    const one = { asks: asksOf(key), at: now(), served: servedAt(key) };
    change(one);
    known.delete(key);
    known.set(key, one);
    // The quietest are at the front, since every ask moves its key to the end.
    for (const first of known.keys()) {
      if (known.size <= MAX_KEYS && asksOf(first) > 0.01) break;
      known.delete(first);
    }
  }

  return {
    level: (key) => Math.floor(Math.log2(1 + asksOf(key) / ASKS_OF_A_PERSON)),
    servedAt,
    asked: (key) =>
      note(key, (one) => {
        one.asks += 1;
      }),
    served: (key) =>
      note(key, (one) => {
        one.served = now();
      }),
  };
}
