import { expect, test } from 'vitest';
import { openContent } from '~/contract/sealed/content';
import { keptFor, keyFileContent, keyFileLength, openFromKeyFile, sealKeyFile } from '~/contract/sealed/key-file';
import { openReportKey } from '~/contract/sealed/key-wraps';
import { openShare } from '~/contract/sealed/two-share-key';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { joinMask, splitMask } from '~/envelope/masked-file';
import { ABOUT, refusalOf } from '../envelope/samples';

const [reportId, caseId] = [crypto.randomUUID(), crypto.randomUUID()];
const SCOPES = [`${reportId}:report`, `${caseId}:case`, `${reportId}:identity`];
const secrets = SCOPES.map((scope) => ({ scope, secret: randomBytes(32) }));
const [guardians, others] = [await newKeyPair(), await newKeyPair()];
const made = await sealKeyFile('guardians', secrets, ABOUT, guardians.recipient);
const kept = keptFor(made);

test('each key is opened by the copy that brings its mask, and by no other', async () => {
  for (const [given, bytes] of kept.entries()) {
    for (const [wanted, { scope, secret }] of secrets.entries()) {
      const opening = () => openShare(bytes, guardians.identity, scope, 'guardians');
      if (given === wanted) expect(await opening()).toEqual({ share: secret, about: ABOUT });
      else expect(await refusalOf(opening)).toBe('wrongPart');
    }
  }
});

test('who has the file and one mask has nothing of the other keys', async () => {
  const label = { kind: 'keyFile', scope: 'guardians', sequence: 0 } as const;
  const inside = await openContent(keyFileContent, made.file, guardians.identity, label);
  const held = SCOPES.map((scope) => fromBase64(inside.keys[scope] ?? '').subarray(0, 32));
  const text = JSON.stringify(inside);
  for (const { secret } of secrets) expect(text).not.toContain(toBase64(secret).slice(0, 42));
  // No mask serves twice, and none follows from what the file holds.
  const all = [...made.masks, ...held, ...secrets.map(({ secret }) => secret)].map(toBase64);
  expect(new Set(all).size).toBe(9);
  const again = await sealKeyFile('guardians', secrets, ABOUT, guardians.recipient);
  expect(new Set([...made.masks, ...again.masks].map(toBase64)).size).toBe(6);
});

test('another mask, holder, key or report is refused', async () => {
  const scope = SCOPES[2] ?? '';
  const open = (bytes: Uint8Array, identity = guardians.identity, of = scope) =>
    refusalOf(() => openFromKeyFile(bytes, identity, 'guardians', of));
  const right = kept[2] ?? new Uint8Array();
  expect(await open(right)).toBe('no refusal');
  expect(await open(joinMask({ mask: randomBytes(32), file: made.file }))).toBe('wrongPart');
  expect(await open(right, others.identity)).toBe('wrongKey');
  expect(await open(right, guardians.identity, `${caseId}:identity`)).toBe('wrongPart');
  expect(await refusalOf(() => openFromKeyFile(right, guardians.identity, 'custodians', scope))).toBe('wrongPart');
  // A share is no whole key: a guardian is not the handling unit.
  const asWhole = [{ key: 'report', share: 'whole', holder: 'unit', unitKeyId: '', bytes: right } as const];
  expect(await refusalOf(() => openReportKey({ reportId, caseId }, 'report', asWhole, guardians.identity))).toBe(
    'wrongPart',
  );
});

test('every file of a holder has one size, and what would not fit is refused rather than told by it', async () => {
  const nobody = await sealKeyFile('guardians', secrets, { ...ABOUT, accused: [] }, guardians.recipient);
  expect([made.file.length, nobody.file.length]).toEqual([keyFileLength('guardians'), keyFileLength('guardians')]);
  const accused = Array.from({ length: 9 }, () => crypto.randomUUID());
  await expect(sealKeyFile('guardians', secrets, { ...ABOUT, accused }, guardians.recipient)).rejects.toThrow(
    RangeError,
  );
});

test('a key alone in its file has no mask', () => {
  expect(splitMask(made.file)).toBeNull();
});
