import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAge, sealAge } from '~/envelope/age-file';
import { concat, utf8 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { openDirectorySeed, openUnitKey, wrapDirectorySeed, wrapUnitSeed } from '~/envelope/keys/unit-key';
import { padme } from '~/envelope/padding';
import { open, openJson, type PartLabel, seal, sealJson } from '~/envelope/seal';
import { unwrapSeed, wrapSeed } from '~/envelope/wrap';
import { anyBytes, anySeed, flipped, refusalOf, slow } from './samples';

const keys = await newKeyPair();
const others = await newKeyPair();
const label: PartLabel = { kind: 'narrative', scope: '7f1e9a52-6c2f-4d0c-9a55-0d4f2a7d1f10', sequence: 3 };

const anyLabel = fc.record({
  kind: fc.constantFrom<PartLabel['kind']>('narrative', 'note', 'finding', 'file', 'wrappedKey'),
  scope: fc.oneof(fc.uuid(), fc.string({ maxLength: 80, unit: 'grapheme' })),
  sequence: fc.nat(),
});

test('what is sealed opens again for each recipient', async () => {
  await fc.assert(
    fc.asyncProperty(anyLabel, anyBytes(), async (place, content) => {
      const sealed = await seal(place, content, [keys.recipient, others.recipient]);
      expect(await open(sealed, keys.identity, place)).toEqual(content);
      expect(await open(sealed, others.identity, place)).toEqual(content);
    }),
    slow,
  );
});

test('a part that stands in another place is refused', async () => {
  await fc.assert(
    fc.asyncProperty(anyLabel, anyLabel, async (made, asked) => {
      fc.pre(JSON.stringify(made) !== JSON.stringify(asked));
      const sealed = await seal(made, utf8('同一内容'), [keys.recipient]);
      expect(await refusalOf(() => open(sealed, keys.identity, asked))).toBe('wrongPart');
    }),
    slow,
  );
  const sealed = await seal(label, utf8('x'), [keys.recipient]);
  for (const asked of [
    { ...label, kind: 'note' as const },
    { ...label, sequence: 4 },
    { ...label, scope: label.scope.replace('7', '8') },
  ]) {
    expect(await refusalOf(() => open(sealed, keys.identity, asked))).toBe('wrongPart');
  }
});

test('every change of a sealed part is noticed', async () => {
  const sealed = await seal(label, utf8('出口被堵'), [keys.recipient]);
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), async (at) => {
      expect(await refusalOf(() => open(flipped(sealed, at), keys.identity, label))).not.toBe('no refusal');
    }),
    { numRuns: 40 },
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), async (length) => {
      expect(await refusalOf(() => open(sealed.subarray(0, length), keys.identity, label))).toBe('damaged');
    }),
    { numRuns: 20 },
  );
  expect(await refusalOf(() => open(concat(sealed, Uint8Array.of(0)), keys.identity, label))).toBe('damaged');
});

test('another key opens nothing, and a weak identity is refused', async () => {
  const sealed = await seal(label, utf8('x'), [keys.recipient]);
  expect(await refusalOf(() => open(sealed, others.identity, label))).toBe('wrongKey');
  expect(await refusalOf(async () => open(sealed, await generateX25519Identity(), label))).toBe('weakRecipient');
});

test('a file that a weaker key opens too is refused', async () => {
  const mixed = new Encrypter();
  mixed.addRecipient(keys.recipient);
  mixed.addRecipient(await identityToRecipient(await generateX25519Identity()));
  const sealed = await mixed.encrypt('x');
  expect(await refusalOf(() => openAge(sealed, keys.identity))).toBe('weakRecipient');
});

test('it is a plain age file, its plaintext framed and padded as documented', async () => {
  const content = utf8('举报内容');
  const sealed = await seal(label, content, [keys.recipient]);
  const standard = new Decrypter();
  standard.addIdentity(keys.identity);
  const plain = await standard.decrypt(sealed);
  const header = JSON.stringify({ ...label, length: content.length });
  expect(Buffer.from(plain.subarray(0, 5)).toString('hex')).toBe('414e533101');
  expect((plain[5] ?? 0) * 256 + (plain[6] ?? 0)).toBe(header.length);
  expect(Buffer.from(plain.subarray(7, 7 + header.length)).toString()).toBe(header);
  expect(plain.subarray(7 + header.length, 7 + header.length + content.length)).toEqual(content);
  expect(plain).toHaveLength(padme(7 + header.length + content.length));
  expect(plain.subarray(7 + header.length + content.length).every((byte) => byte === 0)).toBe(true);
});

test('age files that are no sealed part, and false frames, are damaged', async () => {
  const sealed = await seal(label, utf8('abc'), [keys.recipient]);
  const plain = await openAge(sealed, keys.identity);
  const last = plain.length - 1;
  const false5 = [
    new Uint8Array(0),
    utf8('ANS1'),
    flipped(plain, 0),
    flipped(plain, 4),
    flipped(plain, last),
    plain.subarray(0, last),
    concat(plain, new Uint8Array(1)),
  ];
  for (const [i, frame] of false5.entries()) {
    const resealed = await sealAge(frame, [keys.recipient]);
    expect(await refusalOf(() => open(resealed, keys.identity, label)), String(i)).toBe('damaged');
  }
  const later = await sealAge(plain.with(4, 2), [keys.recipient]);
  expect(await refusalOf(() => open(later, keys.identity, label))).toBe('newerVersion');
});

test('contents of one size class give sealed parts of one size', async () => {
  const sizes = await Promise.all(
    [0, 1, 9, 60, 99].map(async (length) => (await seal(label, new Uint8Array(length), [keys.recipient])).length),
  );
  expect(new Set(sizes).size).toBe(1);
});

test('JSON survives, and can be filled up to a size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ depthSize: 'small' }), fc.nat(3000), async (value, least) => {
      const sealed = await sealJson(label, value, [keys.recipient], least);
      expect(await openJson(sealed, keys.identity, label)).toEqual(JSON.parse(JSON.stringify(value)));
      expect((await open(sealed, keys.identity, label)).length).toBeGreaterThanOrEqual(least);
    }),
    slow,
  );
  const bad = await seal(label, utf8('{'), [keys.recipient]);
  expect(await refusalOf(() => openJson(bad, keys.identity, label))).toBe('damaged');
});

test('a wrapped seed opens only as the key it was wrapped as', async () => {
  await fc.assert(
    fc.asyncProperty(anySeed(), async (seed) => {
      const wrapped = await wrapSeed(seed, 'a:report', [keys.recipient]);
      expect(await unwrapSeed(wrapped, keys.identity, 'a:report')).toEqual(seed);
      expect(await refusalOf(() => unwrapSeed(wrapped, keys.identity, 'a:thread'))).toBe('wrongPart');
      expect(await refusalOf(() => unwrapSeed(wrapped, others.identity, 'a:report'))).toBe('wrongKey');
    }),
    slow,
  );
  expect(await refusalOf(() => wrapSeed(new Uint8Array(16), 'a', [keys.recipient]))).toBe('damaged');
});

test('seeds of units and of the directory are not taken for one another', async () => {
  const unit = await wrapUnitSeed(others.seed, 'unit-key-1', keys.recipient);
  expect(await openUnitKey(unit, 'unit-key-1', keys.identity)).toEqual(others);
  expect(await refusalOf(() => openUnitKey(unit, 'unit-key-2', keys.identity))).toBe('wrongPart');
  expect(await refusalOf(() => openDirectorySeed(unit, keys.identity))).toBe('wrongPart');
  const directory = await wrapDirectorySeed(others.seed, keys.recipient);
  expect(await openDirectorySeed(directory, keys.identity)).toEqual(others.seed);
});

test('a place that is no place is refused before sealing', async () => {
  for (const sequence of [-1, 0.5, Number.NaN]) {
    await expect(seal({ ...label, sequence }, new Uint8Array(1), [keys.recipient])).rejects.toThrow(RangeError);
  }
  await expect(seal({ ...label, scope: 'x'.repeat(3000) }, new Uint8Array(1), [keys.recipient])).rejects.toThrow();
});
