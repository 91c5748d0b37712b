import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openManifest, sealManifest } from '~/contract/sealed/file-manifest';
import { concat, utf8 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import {
  FILE_PART_BYTES,
  type FileEntry,
  fileEntry,
  openFileParts,
  type SealedFilePart,
  sealFile,
} from '~/envelope/report/file-parts';
import { sealJson } from '~/envelope/seal';
import { newSigningKey, signStatement } from '~/envelope/signing';
import { anyBytes, flipped, refusalOf, slow } from '../samples';
import { openFile } from './whole-file';

const report = await newKeyPair();
const reportId = 'c1f5b9a2-59cc-4a1e-8a4f-1f3b0a2d9e11';

async function sealed(bytes: Uint8Array | AsyncIterable<Uint8Array>, fileIndex = 0) {
  const parts: SealedFilePart[] = [];
  for await (const part of sealFile({ reportId, fileIndex, bytes, reportRecipient: report.recipient }))
    parts.push(part);
  const entry = fileEntry({ fileIndex, name: '出口.jpg', type: 'image/jpeg' }, parts);
  return { parts, entry, bytes: parts.map((part) => part.bytes) };
}
const opening = (entry: FileEntry, parts: readonly Uint8Array[]) =>
  openFile({ reportId, entry, parts, reportIdentity: report.identity });

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const patterned = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) ^ (i >> 11));
const big = patterned(2 * FILE_PART_BYTES + 5000);
const three = await sealed(big);

test('small files survive, also empty ones', async () => {
  await fc.assert(
    fc.asyncProperty(anyBytes(), async (bytes) => {
      const file = await sealed(bytes);
      expect(file.parts).toHaveLength(1);
      expect(await opening(file.entry, file.bytes)).toEqual(bytes);
    }),
    slow,
  );
  const empty = await sealed(new Uint8Array(0));
  expect(empty.entry.size).toBe(0);
  expect(await opening(empty.entry, empty.bytes)).toHaveLength(0);
  const never = await sealed(pieces(new Uint8Array(0), 1));
  expect(never.parts).toHaveLength(1);
});

test('a large file is cut into parts of one size, however its pieces arrive', async () => {
  expect(three.parts.map((part) => part.length)).toEqual([FILE_PART_BYTES, FILE_PART_BYTES, 5000]);
  expect(three.entry.size).toBe(big.length);
  expect(three.bytes[0]?.length).toBe(three.bytes[1]?.length);
  expect(Buffer.compare(await opening(three.entry, three.bytes), big)).toBe(0);
  const streamed = await sealed(pieces(big, 777_777));
  expect(streamed.parts.map((part) => part.length)).toEqual(three.parts.map((part) => part.length));
  expect(Buffer.compare(await opening(streamed.entry, streamed.bytes), big)).toBe(0);
  const exact = await sealed(big.subarray(0, FILE_PART_BYTES));
  expect(exact.parts).toHaveLength(1);
});

test('a full part pads to 4 MiB and not to the next step', () => {
  const overhead = (three.bytes[0]?.length ?? 0) - 4 * 1024 * 1024;
  expect(overhead).toBeGreaterThan(0);
  expect(overhead).toBeLessThan(4096);
});

test('missing, surplus, swapped, repeated and changed parts are refused before they are shown', async () => {
  const [a, b, c] = three.bytes as [Uint8Array, Uint8Array, Uint8Array];
  const wrong = [[a, b], [a, c], [b, a, c], [a, b, b], [a, b, c, c], [], [a, b, flipped(c, c.length - 5)]];
  for (const parts of wrong) expect(await refusalOf(() => opening(three.entry, parts))).toBe('damaged');
  const shown: number[] = [];
  const reading = async () => {
    const file = { reportId, entry: three.entry, parts: [a, flipped(b, 9000), c], reportIdentity: report.identity };
    for await (const content of openFileParts(file)) shown.push(content.length);
  };
  expect(await refusalOf(reading)).toBe('damaged');
  expect(shown).toEqual([FILE_PART_BYTES]);
});

test('parts of another file or report are refused even with a matching hash', async () => {
  const [one, two] = [await sealed(utf8('一'), 0), await sealed(utf8('二'), 1)];
  const mixed = { ...one.entry, hashes: two.entry.hashes, size: two.entry.size };
  expect(await refusalOf(() => opening(mixed, two.bytes))).toBe('wrongPart');
  const elsewhere = { reportId: 'other', entry: one.entry, parts: one.bytes, reportIdentity: report.identity };
  expect(await refusalOf(() => openFile(elsewhere))).toBe('wrongPart');
  const shorter = { ...one.entry, size: 1 };
  expect(await refusalOf(() => opening(shorter, one.bytes))).toBe('damaged');
});

const { seed: signingSeed, publicKey } = newSigningKey();

test('the manifest tells names, types, sizes and hashes to the report key only', async () => {
  const files = [three.entry, (await sealed(utf8('x'), 1)).entry];
  const bytes = await sealManifest({ reportId, files, reportRecipient: report.recipient, signingSeed });
  expect(await openManifest({ reportId }, bytes, report.identity, publicKey)).toEqual({ files });
  expect(Buffer.from(concat(bytes)).includes('出口')).toBe(false);
  expect(await refusalOf(() => openManifest({ reportId, sequence: 1 }, bytes, report.identity, publicKey))).toBe(
    'wrongPart',
  );
  const later = await sealManifest({ reportId, sequence: 4, files, reportRecipient: report.recipient, signingSeed });
  expect((await openManifest({ reportId, sequence: 4 }, later, report.identity, publicKey)).files).toHaveLength(2);
});

test('a manifest counts only if the reporter signed that list for that place', async () => {
  const files = [three.entry];
  const verdict = async (signature: unknown, told: unknown = files, key: string | null = publicKey) => {
    const label = { kind: 'fileManifest', scope: reportId, sequence: 2 } as const;
    const sealed = await sealJson(label, { files: told, signature }, [report.recipient]);
    return refusalOf(() => openManifest({ reportId, sequence: 2 }, sealed, report.identity, key));
  };
  const fields = { reportId, sequence: 2, files: JSON.stringify(files) };
  const sign = (signed: object, kind = 'fileManifest') => signStatement(kind, { ...fields, ...signed }, signingSeed);
  expect(await verdict(sign({}))).toBe('no refusal');
  for (const signature of [
    undefined,
    '',
    3,
    sign({ reportId: 'r2' }),
    sign({ sequence: 3 }),
    sign({}, 'staffMessage'),
  ]) {
    expect(await verdict(signature)).toBe('badSignature');
  }
  expect(await verdict(sign({}), [{ ...three.entry, name: '别的.jpg' }])).toBe('badSignature');
  expect(await verdict(sign({}), files, newSigningKey().publicKey)).toBe('badSignature');
  expect(await verdict(sign({}), files, null)).toBe('badSignature');
});

test('a manifest of another shape or with impossible sizes is damaged', async () => {
  const good = three.entry;
  const shapes = [
    null,
    {},
    { files: [null] },
    { files: [{ ...good, size: 1e15 }] },
    { files: [{ ...good, size: -1 }] },
    { files: [{ ...good, hashes: [1] }] },
    { files: [{ ...good, name: 3 }] },
  ];
  for (const shape of shapes) {
    const label = { kind: 'fileManifest', scope: reportId, sequence: 0 } as const;
    const bytes = await sealJson(label, shape, [report.recipient]);
    expect(await refusalOf(() => openManifest({ reportId }, bytes, report.identity, publicKey))).toBe('damaged');
  }
});
