import { dailyMarks } from '~/services/network-mark.server';

export type PlaceNames = {
  /** The name of a form's place, from which nobody can tell the form. */
  of: (formToken: string) => string;
  /**
   * The name that a request brought, as a text of its own; null for anything that is no name made by this process
   * today.
   */
  read: (text: string | null) => string | null;
};

/** Half of the bytes name the place, and the other half show that they were made here. */
const HALF = 15;
const LENGTH = (2 * HALF * 4) / 3;

/**
 * Frames and pictures name their place in the address, and no throttle applies to them. Only names made here are kept,
 * so that nobody can fill memory with names of their own making: each name costs a form. What is kept is never a slice
 * of the request's text, because the engine would then hold the whole text in memory.
 */
export function placeNames(now: () => number): PlaceNames {
  const mark = dailyMarks(now);
  const half = (text: string) => Buffer.from(mark(text), 'base64').subarray(0, HALF);
  const shown = (name: Buffer) => half(`shown|${name.toString('base64url')}`);
  return {
    of(formToken) {
      const name = half(`form|${formToken}`);
      return Buffer.concat([name, shown(name)]).toString('base64url');
    },
    read(text) {
      if (text?.length !== LENGTH) return null;
      const bytes = Buffer.from(text, 'base64url');
      // The comparison need not take constant time: whoever guesses a name has found a place that nobody holds.
      if (bytes.length !== 2 * HALF || !shown(bytes.subarray(0, HALF)).equals(bytes.subarray(HALF))) return null;
      return bytes.toString('base64url');
    },
  };
}
