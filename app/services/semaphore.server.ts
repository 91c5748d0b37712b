import { Refusal } from '~/domain/refusal';

export type Semaphore = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Lets `most` pieces of heavy work (Argon2, sealing) run at once; up to `waiting` others wait in order. Beyond that it
 * throws Refusal `busy` at once, before any work.
 */
export function semaphore(most: number, waiting: number): Semaphore {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= most) {
      if (queue.length >= waiting) throw new Refusal('busy');
      // Whoever leaves hands its place on, so `running` does not change.
      await new Promise<void>((go) => queue.push(go));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
