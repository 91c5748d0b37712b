import { Refusal } from '~/domain/refusal';

/** Bodies are held in memory until they are sealed or stored; together they may take this much. */
const BUDGET_BYTES = 640 * 1024 * 1024;
/** A form without files never waits for those with files. */
const SMALL_BYTES = 1024 * 1024;

/** A connection that brings less than this in a window is cut off: about 1 KB a second, a twentieth of 2G. */
export type Pace = { bytes: number; perMs: number };
const PACE: Pace = { bytes: 32 * 1024, perMs: 30_000 };

// Memory belongs to the process, so the count does too; it holds no data.
const place = Symbol.for('anshao.uploadBytes');
const shared = globalThis as typeof globalThis & { [place]?: { taken: number } };

export type Holding = {
  /** Counts bytes as they arrive. Throws Refusal `busy` when the process holds too many. */
  add: (bytes: number) => void;
  /** Gives all of them back; call it when nothing of the body is kept any more. */
  release: () => void;
};

/** Memory for one request body, taken as it fills: a slow connection holds what it has sent, not what it announced. */
export function holdUpload(budget = BUDGET_BYTES): Holding {
  shared[place] ??= { taken: 0 };
  const count = shared[place];
  let held = 0;
  return {
    add(bytes) {
      if (held + bytes > SMALL_BYTES && count.taken + bytes > budget) throw new Refusal('busy');
      held += bytes;
      count.taken += bytes;
    },
    release() {
      count.taken -= held;
      held = 0;
    },
  };
}

/**
 * A body's pieces as they come, counted. Throws Refusal `busy` (memory) and `expired` (files: it stalled, or trickled
 * so slowly that it only occupied its place).
 */
export async function* arriving(
  body: ReadableStream<Uint8Array>,
  holding: Holding,
  pace: Pace = PACE,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let got = 0;
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (got < pace.bytes) reject(new Refusal('expired', { field: 'files' }));
      got = 0;
    }, pace.perMs);
  });
  stalled.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stalled]);
      if (done) return;
      got += value.length;
      holding.add(value.length);
      yield value;
    }
  } finally {
    clearInterval(timer);
    reader.cancel().catch(() => undefined);
  }
}
