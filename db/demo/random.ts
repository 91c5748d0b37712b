/**
 * Numbers that are the same at every start (mulberry32): the demo's data is deterministic, while its keys never are.
 */
export type RandomSource = {
  /** 0 ≤ x < 1. */
  next: () => number;
  /** A whole number from low to high, both included. */
  between: (low: number, high: number) => number;
  pick: <T>(items: readonly T[]) => T;
};

export function dice(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[between(0, items.length - 1)];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  };
  return { next, between, pick };
}
