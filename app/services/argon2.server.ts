import argon2 from 'argon2';
import type { Argon2id } from '~/envelope/argon2id';
import { type Semaphore, semaphore } from './semaphore.server';

/**
 * Native Argon2id with a bounded queue. Each run holds a thread and 64 MiB, so a flood must neither starve the process
 * nor pile up. Throws Refusal `busy` when `waiting` runs already wait. Each call makes a queue of its own, and the
 * process makes each of its queues once; `native` bounds all of them together.
 */
export function boundedArgon2id(atOnce = 2, waiting = 64, native: Semaphore = (work) => work()): Argon2id {
  const pass = semaphore(atOnce, waiting);
  return (password, salt, { memoryKiB, iterations, parallelism, length }) =>
    pass(() =>
      native(async () => {
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
      }),
    );
}
