import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  canonicalDirectory,
  type DirectoryStatement,
  directoryFingerprint,
  openDirectory,
  requireCertifiedMember,
  requireCertifiedUnit,
  signDirectory,
} from '~/envelope/directory';
import { newKeyPair } from '~/envelope/key-pair';
import { newSigningKey, signText } from '~/envelope/signing';
import { refusalOf } from './samples';

const directoryKey = newSigningKey();
const recipients: string[] = [];
let statement: DirectoryStatement;

beforeAll(async () => {
  for (let i = 0; i < 4; i += 1) recipients.push((await newKeyPair()).recipient);
  const [a = '', b = '', c = '', d = ''] = recipients;
  const signingKey = newSigningKey().publicKey;
  const fire = { id: 'fire', kind: 'department', code: 'fire', nameZh: '消防', nameEn: 'Fire' };
  statement = {
    version: 7,
    madeOn: '2026-02-03',
    units: [
      { ...fire, unitKeyId: 'k1', epoch: 1, recipient: a },
      { ...fire, unitKeyId: 'k2', epoch: 2, recipient: b },
      { ...fire, id: 'mining', code: 'mining', unitKeyId: 'k3', epoch: 1, recipient: c },
    ],
    members: [
      { id: 'm2', unitId: 'fire', recipient: d, signingKey },
      { id: 'm1', unitId: 'mining', recipient: a, signingKey },
    ],
  };
});

const signed = (what: DirectoryStatement) => {
  const text = canonicalDirectory(what);
  return { text, signature: signDirectory(text, directoryKey.seed) };
};
const opening = ({ text, signature }: { text: string; signature: string }, least = 0) =>
  openDirectory(text, signature, directoryKey.publicKey, least);

test('the text is the same in whatever order the entries and their fields come', () => {
  const reordered = (entries: readonly object[], order: readonly number[]) =>
    order.map((i) => Object.fromEntries(Object.entries(entries[i] ?? {}).reverse()));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      fc.shuffledSubarray([0, 1], { minLength: 2 }),
      (units, members) => {
        const shuffled = {
          members: reordered(statement.members, members) as DirectoryStatement['members'],
          units: reordered(statement.units, units) as DirectoryStatement['units'],
          madeOn: statement.madeOn,
          version: statement.version,
        };
        expect(canonicalDirectory(shuffled)).toBe(canonicalDirectory(statement));
      },
    ),
  );
});

test('a signed directory opens, names the newest key of a unit, and knows its members', async () => {
  const directory = opening(signed(statement));
  expect(canonicalDirectory(directory)).toBe(canonicalDirectory(statement));
  expect(requireCertifiedUnit(directory, 'fire')).toEqual({
    unitId: 'fire',
    unitKeyId: 'k2',
    recipient: statement.units[1]?.recipient,
  });
  expect(requireCertifiedMember(directory, 'm1').unitId).toBe('mining');
  expect(await refusalOf(() => requireCertifiedUnit(directory, 'gas'))).toBe('badSignature');
  expect(await refusalOf(() => requireCertifiedMember(directory, 'm3'))).toBe('badSignature');
});

test('a changed text, another signer, or a signature of another kind is refused', async () => {
  const { text, signature } = signed(statement);
  const changed = text.replace('"m1"', '"m9"');
  const stranger = newSigningKey();
  const refused = [
    { text: changed, signature },
    { text, signature: signDirectory(text, stranger.seed) },
    { text, signature: signText('approval', text, directoryKey.seed) },
    { text: `${text} `, signature },
    { text, signature: '' },
  ];
  for (const wrong of refused) expect(await refusalOf(() => opening(wrong))).toBe('badSignature');
});

test('an older version than one already seen is refused', async () => {
  expect(opening(signed(statement), 7).version).toBe(7);
  expect(await refusalOf(() => opening(signed(statement), 8))).toBe('badSignature');
});

test('what is signed but no sound directory is refused', async () => {
  const sign = (text: string) => ({ text, signature: signDirectory(text, directoryKey.seed) });
  const [unit, member] = [statement.units[0], statement.members[0]];
  if (!unit || !member) throw new Error('sample');
  const unsound = [
    sign('{}'),
    sign('null'),
    sign('x'),
    sign(JSON.stringify({ ...statement, more: 1 })),
    sign(JSON.stringify(statement, null, 1)),
    signed({ ...statement, version: 1.5 }),
    signed({ ...statement, units: [{ ...unit, kind: '' }] }),
    sign(JSON.stringify({ ...statement, units: [{ ...unit, kind: undefined }] })),
    signed({ ...statement, madeOn: 'today' }),
    signed({ ...statement, units: [...statement.units, unit] }),
    signed({ ...statement, units: [...statement.units, { ...unit, unitKeyId: 'k9' }] }),
    signed({ ...statement, members: [...statement.members, member] }),
    signed({ ...statement, members: [{ ...member, id: '' }] }),
  ];
  for (const [i, wrong] of unsound.entries()) {
    expect(await refusalOf(() => opening(wrong)), String(i)).toBe('damaged');
  }
  const weak = { ...statement, units: [{ ...unit, recipient: 'age1weak' }] };
  expect(await refusalOf(() => opening(signed(weak)))).toBe('weakRecipient');
});

test('the fingerprint is eight groups and belongs to the key', () => {
  expect(directoryFingerprint(directoryKey.publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(directoryFingerprint(newSigningKey().publicKey)).not.toBe(directoryFingerprint(directoryKey.publicKey));
});
