import { AsyncLocalStorage } from 'node:async_hooks';
import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from '~/domain/network';
import { Refusal } from '~/domain/refusal';

const MEBIBYTE = 1024 * 1024;
/** A form without files hardly ever waits for those with files. */
const SMALL_BYTES = MEBIBYTE;
/** Sealed parts and sealed reports stay below this; only forms with files in the clear are larger. */
const LARGE_BYTES = 8 * MEBIBYTE;

/** Bodies are held in memory until they are sealed or stored; this is how many bytes they may take together. */
export type Budget = {
  all: number;
  /** How much of this bodies over 8 MiB may take; the rest stays free for sealed parts. */
  forLarge: number;
  /** What one network may take. */
  perNetwork: number;
  /** What bodies up to 1 MiB may take on top of both. */
  forSmall: number;
};
const BUDGET: Budget = {
  all: 640 * MEBIBYTE,
  forLarge: 480 * MEBIBYTE,
  perNetwork: 128 * MEBIBYTE,
  forSmall: 64 * MEBIBYTE,
};

/**
 * A connection that brings fewer than `bytes` in a window is cut off. One that holds much must also keep up: the time
 * by which it lags behind the speed for its size adds up, and may not exceed one window.
 */
export type Pace = { bytes: number; perMs: number; speeds: readonly { over: number; bytes: number }[] };
export const SLOWEST_MS = 30_000;
const PACE: Pace = {
  // About 1 KB a second, a twentieth of 2G.
  bytes: 32 * 1024,
  perMs: SLOWEST_MS,
  // Sealed parts: 8 KB a second. Large forms: 32 KB, at which 100 MB take the longest time that a request may.
  speeds: [
    { over: LARGE_BYTES, bytes: 30 * 32 * 1024 },
    { over: SMALL_BYTES, bytes: 30 * 8 * 1024 },
  ],
};

type Count = { taken: number; large: number; networks: Map<string, number> };
type Shared = { count: Count; key: Uint8Array; asker: AsyncLocalStorage<string | null> };

// Memory belongs to the process, so the count does too; networks are in it as HMACs, and only while they hold
// something.
const place = Symbol.for('anshao.uploadBytes');
const known = globalThis as typeof globalThis & { [place]?: Shared };

function shared(): Shared {
  known[place] ??= {
    count: { taken: 0, large: 0, networks: new Map() },
    key: randomBytes(32),
    asker: new AsyncLocalStorage(),
  };
  return known[place];
}

/** Runs what answers a request; bodies that it reads count for the visitor's network. */
export const holdingFor = <T>(visitor: string | null, answer: () => T): T => shared().asker.run(visitor, answer);

export type Holding = {
  /** Counts bytes as they arrive. Throws Refusal `busy` when the process, or the network, holds too many. */
  add: (bytes: number) => void;
  /** Gives some of them back, because whoever they were passed on to counts them now. */
  give: (bytes: number) => void;
  /** Gives all of them back; call it when nothing of the body is kept any more. */
  release: () => void;
};

/**
 * Memory for one request body, taken as it fills: a slow connection occupies what it has sent, not what it announced.
 */
export function holdUpload(limits: Partial<Budget> = {}): Holding {
  const budget = { ...BUDGET, ...limits };
  const { count, key, asker } = shared();
  const visitor = asker.getStore() ?? null;
  const network = visitor === null ? null : createHmac('sha256', key).update(networkOf(visitor)).digest('base64');
  const ofNetwork = () => (network === null ? 0 : (count.networks.get(network) ?? 0));
  let held = 0;
  const change = (to: number) => {
    count.taken += to - held;
    count.large += largeOf(to) - largeOf(held);
    const left = ofNetwork() + to - held;
    if (network !== null && left > 0) count.networks.set(network, left);
    else if (network !== null) count.networks.delete(network);
    held = to;
  };
  return {
    add(bytes) {
      const size = held + bytes;
      const more = size > SMALL_BYTES ? 0 : budget.forSmall;
      const tooMany = count.taken + bytes > budget.all + more;
      const tooManyLarge = largeOf(size) > 0 && count.large + largeOf(size) - largeOf(held) > budget.forLarge;
      const tooManyHere = network !== null && ofNetwork() + bytes > budget.perNetwork + more;
      if (tooMany || tooManyLarge || tooManyHere) throw new Refusal('busy');
      change(size);
    },
    give: (bytes) => change(Math.max(0, held - bytes)),
    release: () => change(0),
  };
}

const largeOf = (size: number) => (size > LARGE_BYTES ? size : 0);

/**
 * A body's pieces as they come, counted. Throws Refusal `busy` (memory) and `expired` (files: it stalled, or came so
 * slowly that it only occupied its place).
 */
export async function* arriving(
  body: ReadableStream<Uint8Array>,
  holding: Holding,
  pace: Pace = PACE,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  let got = 0;
  let all = 0;
  let behindMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const stalled = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const speed = pace.speeds.find(({ over }) => all > over);
      // Time gained is not saved up: whoever sent fast at first may not then send a trickle for the rest of the hour.
      behindMs = speed ? Math.max(0, behindMs + pace.perMs * (1 - got / speed.bytes)) : 0;
      if (got < pace.bytes || behindMs > pace.perMs) reject(new Refusal('expired', { field: 'files' }));
      got = 0;
    }, pace.perMs);
  });
  stalled.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), stalled]);
      if (done) return;
      got += value.length;
      all += value.length;
      holding.add(value.length);
      yield value;
    }
  } finally {
    clearInterval(timer);
    reader.cancel().catch(() => undefined);
  }
}
