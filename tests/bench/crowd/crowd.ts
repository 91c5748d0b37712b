import { setTimeout as wait } from 'node:timers/promises';
import { type Flooded, ONE } from './flood';
import { reportByHand } from './reporter';
import { type Aim, visitorAt } from './visitor';

export type Crowd = Aim & {
  reporters: number;
  /** How long the flood is on before the first of them opens the form. */
  beforeMs: number;
  /** The time between one person and the next. */
  everyMs: number;
  writingMs: number;
  oneAddress: boolean;
};

const WITHIN_MS = 60_000;

/** How many were through in a minute, and how many seconds each waited. */
export type Crowded = { through: number; waited: number[]; flooded: Flooded };

/** Reporters with scripts off who come while a flood is on. */
export async function inCrowd(
  { reporters, beforeMs, everyMs, writingMs, oneAddress, ...aim }: Crowd,
  flood: { stop: () => Flooded | Promise<Flooded> },
): Promise<Crowded> {
  await wait(beforeMs);
  const waits = await Promise.all(
    Array.from({ length: reporters }, async (_, n) => {
      await wait(n * everyMs);
      const visitor = visitorAt(oneAddress ? ONE : `127.20.0.${n + 1}`, aim);
      // A site that answers nothing at all must not keep the bench waiting for ever.
      const over = new AbortController();
      const late = wait(writingMs + 2 * WITHIN_MS, null, { signal: over.signal }).catch(() => null);
      const through = reportByHand(visitor, { writingMs, untilMs: WITHIN_MS }).catch(() => null);
      const waited = await Promise.race([through, late]);
      over.abort();
      visitor.leave();
      return waited;
    }),
  );
  const flooded = await flood.stop();
  const waited = waits.filter((one) => one !== null);
  return { through: waited.length, waited, flooded };
}
