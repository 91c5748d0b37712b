import { createHash } from 'node:crypto';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sealAge } from '~/envelope/age-file';
import { assertHybrid, fingerprint, keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { anySeed, refusalOf, slow } from './samples';

test('a seed always gives the same hybrid pair, another seed another', async () => {
  await fc.assert(
    fc.asyncProperty(anySeed(), anySeed(), async (seed, other) => {
      const pair = await keyPairFromSeed(seed);
      expect(pair.identity).toMatch(/^AGE-SECRET-KEY-PQ-1[0-9A-Z]+$/);
      expect(pair.recipient).toMatch(/^age1pq1[0-9a-z]+$/);
      expect(await keyPairFromSeed(seed)).toEqual(pair);
      if (Buffer.compare(seed, other) !== 0) {
        expect((await keyPairFromSeed(other)).recipient).not.toBe(pair.recipient);
      }
      assertHybrid(pair.recipient);
    }),
    slow,
  );
});

test('a pair keeps its own copy of the seed', async () => {
  const seed = new Uint8Array(32).fill(7);
  const pair = await keyPairFromSeed(seed);
  seed.fill(0);
  expect(pair.seed).toEqual(new Uint8Array(32).fill(7));
});

test('every recipient but a hybrid one is refused, by the check and by sealing', async () => {
  const x25519 = await identityToRecipient(await generateX25519Identity());
  const { recipient } = await newKeyPair();
  const tag = 'age1tag1qwe0kafsjrar4txm6heqnhpfuggzr0gvznz7fvygxrlq90u5mq2pysxtw6h';
  const mistyped = `${recipient.slice(0, 500)}${recipient[500] === 'q' ? 'p' : 'q'}${recipient.slice(501)}`;
  for (const weak of [x25519, tag, '', 'age1pq1', recipient.slice(0, -1), mistyped, 'ssh-ed25519 AAAA']) {
    expect(await refusalOf(() => assertHybrid(weak)), weak).toBe('weakRecipient');
    expect(await refusalOf(() => sealAge(new Uint8Array(3), [recipient, weak])), weak).toBe('weakRecipient');
  }
  expect(await refusalOf(() => sealAge(new Uint8Array(3), []))).toBe('weakRecipient');
});

test('a seed of another length is refused', async () => {
  expect(await refusalOf(() => keyPairFromSeed(new Uint8Array(31)))).toBe('damaged');
});

test('the fingerprint is what sha256sum says of the recipient', async () => {
  const { recipient } = await newKeyPair();
  const hex = createHash('sha256').update(recipient).digest('hex');
  expect(fingerprint(recipient)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(fingerprint(recipient).replaceAll(' ', '')).toBe(hex.slice(0, 32));
});
