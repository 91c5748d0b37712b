import { dailyMarks } from '~/services/network-mark.server';

export type PlaceNames = {
  /** The name of a form's place: nobody can tell the form from it. */
  of: (formToken: string) => string;
  /** The name that a request brought, as a text of its own; null for what is no name that this process made today. */
  read: (text: string | null) => string | null;
};

/** Half of the bytes name the place, the other half show that they were made here. */
const HALF = 15;
const LENGTH = (2 * HALF * 4) / 3;

/**
 * Frames and pictures name their place in the address, and are asked for without any throttle. Only names made here are
 * kept, so that nobody fills memory with names of their own making: each one costs a form. And what is kept is never cut
 * from the request's text, which the engine would then hold in memory whole.
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
      // No secret hangs on how long this takes: who finds a name by trial has found a place that nobody holds.
      if (bytes.length !== 2 * HALF || !shown(bytes.subarray(0, HALF)).equals(bytes.subarray(HALF))) return null;
      return bytes.toString('base64url');
    },
  };
}
