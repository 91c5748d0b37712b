import { argon2id as noble } from '@noble/hashes/argon2.js';
import fc from 'fast-check';
import { argon2id as wasm } from 'hash-wasm';
import { expect, test } from 'vitest';
import { isRefusal } from '~/domain/refusal';
import { boundedArgon2id } from '~/services/argon2.server';

const light = { memoryKiB: 64, iterations: 2, parallelism: 1, length: 32 };
const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 40 });

test('Node, WebAssembly and a third implementation give the same bytes', async () => {
  const native = boundedArgon2id();
  await fc.assert(
    fc.asyncProperty(bytes(1), bytes(8), async (password, salt) => {
      const expected = noble(password, salt, { m: light.memoryKiB, t: light.iterations, p: 1, dkLen: light.length });
      const inBrowser = await wasm({
        password,
        salt,
        memorySize: light.memoryKiB,
        iterations: light.iterations,
        parallelism: 1,
        hashLength: light.length,
        outputType: 'binary',
      });
      expect(inBrowser).toEqual(expected);
      expect(await native(password, salt, light)).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

test('at most so many run or wait; the next is refused as busy, and later ones pass again', async () => {
  const native = boundedArgon2id(2, 3);
  const run = () => native(new Uint8Array(8), new Uint8Array(16), light);
  const results = await Promise.allSettled(Array.from({ length: 8 }, run));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused).toHaveLength(3);
  for (const { reason } of refused) expect(isRefusal(reason) && reason.code).toBe('busy');
  await expect(run()).resolves.toHaveLength(32);
});
