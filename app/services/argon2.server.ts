import argon2 from 'argon2';
import { Refusal } from '~/domain/refusal';
import type { Argon2id } from '~/envelope/argon2id';

export type Argon2Limits = { atOnce: number; waiting: number };

/**
 * Native Argon2id with a bounded queue: each run holds a thread and 64 MiB, so a flood must neither starve the process
 * nor pile up. Throws Refusal `busy` when `waiting` runs already wait. One queue per process: make it once, in the house.
 */
export function boundedArgon2id({ atOnce, waiting }: Argon2Limits = { atOnce: 2, waiting: 64 }): Argon2id {
  let running = 0;
  const queue: (() => void)[] = [];

  const enter = async () => {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (queue.length >= waiting) throw new Refusal('busy');
    // Whoever leaves hands its place over, so `running` stays as it is.
    await new Promise<void>((resolve) => queue.push(resolve));
  };
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  return async (password, salt, { memoryKiB, iterations, parallelism, length }) => {
    await enter();
    try {
      const hash = await argon2.hash(Buffer.from(password), {
        type: argon2.argon2id,
        raw: true,
        salt: Buffer.from(salt),
        memoryCost: memoryKiB,
        timeCost: iterations,
        parallelism,
        hashLength: length,
      });
      return new Uint8Array(hash);
    } finally {
      leave();
    }
  };
}
