import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Attestation } from '~/envelope/keys/attestation';
import {
  directoryFingerprint,
  requireCertifiedMember,
  requireCertifiedUnit,
  type SignedDirectory,
  signDirectory,
} from '~/envelope/keys/directory';
import { changedId, directoryChanges, openProposal } from '~/envelope/keys/directory-change';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { newSigningKey, signText } from '~/envelope/signing';
import { refusalOf } from '../samples';
import {
  after,
  attested,
  directoryKey,
  guardian,
  guards,
  opening,
  recipients,
  signed,
  signedText,
  statement,
} from './directory-example';

test('the text is the same in whatever order the entries and their fields come', () => {
  const reordered = (entries: readonly object[], order: readonly number[]) =>
    order.map((i) => Object.fromEntries(Object.entries(entries[i] ?? {}).reverse()));
  fc.assert(
    fc.property(
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      (units, keys, members) => {
        const shuffled: DirectoryStatement = {
          reserve: null,
          backup: null,
          superior: null,
          keys: reordered(statement.keys, keys) as DirectoryStatement['keys'],
          members: reordered(statement.members, members) as DirectoryStatement['members'],
          units: reordered(statement.units, units) as DirectoryStatement['units'],
          history: statement.history,
          madeOn: statement.madeOn,
          version: statement.version,
          format: 2,
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
    recipient: statement.keys[1]?.recipient,
  });
  expect(requireCertifiedMember(directory, 'm1').unitIds).toEqual(['mining']);
  expect(await refusalOf(() => requireCertifiedUnit(directory, 'gas'))).toBe('badSignature');
  expect(await refusalOf(() => requireCertifiedMember(directory, 'm3'))).toBe('badSignature');
});

test('a changed text, another signer, or a signature of another kind is refused', async () => {
  const good = signed(statement);
  const { statement: text } = good;
  const changed = text.replace('"m1"', '"m9"');
  const stranger = newSigningKey();
  const refused = [
    { ...good, statement: changed },
    { ...good, signature: signDirectory(text, stranger.seed) },
    { ...good, signature: signText('approval', text, directoryKey.seed) },
    { ...good, statement: `${text} ` },
    { ...good, signature: '' },
    { ...good, publicKey: stranger.publicKey, signature: signDirectory(text, stranger.seed) },
  ];
  for (const wrong of refused) expect(await refusalOf(() => opening(wrong))).toBe('badSignature');
});

test('two different guardians must vouch, each with the key the list gives them', async () => {
  const { statement: text } = signed(statement);
  const [one, two] = attested(text, ['g1', 'g2']);
  if (!one || !two) throw new Error('sample');
  const wrong: Attestation[][] = [
    [],
    [one],
    [one, one],
    [one, { memberId: 'g1', signature: two.signature }],
    [one, { memberId: 'g2', signature: one.signature }],
    [one, two, { memberId: 'm1', signature: two.signature }],
    [one, ...attested(text, ['m1'])],
    [one, ...attested(text, ['g3'])],
    [one, ...attested(`${text} `, ['g2'])],
    // Vouched for under another county key.
    [one, ...attested(text, ['g2'], newSigningKey().publicKey)],
    // A signature of another kind.
    [one, { memberId: 'g2', signature: signText('approval', text, guards.g2?.seed ?? new Uint8Array(32)) }],
  ];
  for (const [i, attestations] of wrong.entries()) {
    expect(await refusalOf(() => opening({ ...signed(statement), attestations })), String(i)).toBe('badSignature');
  }
  // One person under two names is one person.
  const g2 = { ...guardian('g2', recipients[2] ?? ''), signingKey: guards.g1?.publicKey ?? '' };
  const twice = canonicalDirectory({ ...statement, members: [...statement.members.filter((m) => m.id !== 'g2'), g2] });
  const [first] = attested(twice, ['g1']);
  const alone = { ...signedText(twice), attestations: [first, { memberId: 'g2', signature: first?.signature ?? '' }] };
  expect(await refusalOf(() => opening(alone as SignedDirectory))).toBe('badSignature');
});

test('a proposal shows what it changes, and is the very next version by a guardian', async () => {
  const [fire, ...others] = statement.units;
  if (!fire) throw new Error('sample');
  const following = after(statement, {
    units: [{ ...fire, names: { zh: '消防大队', en: 'Fire' } }, ...others],
    keys: statement.keys.filter(({ unitKeyId }) => unitKeyId !== 'k2'),
    members: [...statement.members.filter((m) => m.id !== 'm1'), guardian('g3', recipients[0] ?? '')],
  });
  const list = signed(following);
  const proposal = { ...list, proposedBy: 'g1', attestation: list.attestations[0]?.signature ?? '' };
  expect(openProposal(proposal, statement).version).toBe(8);
  const { keys, units } = directoryChanges(statement, following);
  expect([...keys, ...units].map((one) => [one.of, one.change, changedId(one)])).toEqual([
    ['member', 'removed', 'm1'],
    ['member', 'added', 'g3'],
    ['key', 'removed', 'k2'],
    ['unit', 'changed', 'fire'],
  ]);
  expect(directoryChanges(statement, after(statement))).toEqual({ keys: [], units: [], outside: [] });
  const wrong = [
    { ...proposal, proposedBy: 'g2' },
    { ...proposal, proposedBy: 'm1' },
    { ...proposal, attestation: list.attestations[1]?.signature ?? '' },
    { ...proposal, signature: signDirectory(list.statement, newSigningKey().seed) },
  ];
  for (const one of wrong) expect(await refusalOf(() => openProposal(one, statement))).toBe('badSignature');
  expect(await refusalOf(() => openProposal(proposal, { ...statement, version: 6 }))).toBe('badSignature');
  expect(await refusalOf(() => openProposal(proposal, null))).toBe('badSignature');
});

test('what is signed but no sound directory is refused', async () => {
  const sign = (text: string) => signedText(text);
  const [unit, key, member] = [statement.units[0], statement.keys[0], statement.members[0]];
  if (!unit || !key || !member) throw new Error('sample');
  const unsound = [
    sign('{}'),
    sign('null'),
    sign('x'),
    sign(JSON.stringify({ ...statement, more: 1 })),
    sign(JSON.stringify(statement, null, 1)),
    signed({ ...statement, version: 1.5 }),
    signed({ ...statement, version: 0, history: [] }),
    signed({ ...statement, version: 8 }),
    signed({ ...statement, history: [] }),
    signed({ ...statement, history: statement.history.map((hash) => hash.toUpperCase()) }),
    signed({ ...statement, history: statement.history.map(() => '') }),
    sign(JSON.stringify({ ...statement, history: undefined })),
    signed({ ...statement, units: [{ ...unit, kind: '' }, ...statement.units.slice(1)] }),
    sign(canonicalDirectory(statement).replace('"kind":"department",', '')),
    signed({ ...statement, units: [{ ...unit, closedOn: 'soon' }, ...statement.units.slice(1)] }),
    // Whatever names a unit names one of the tree.
    signed({ ...statement, units: statement.units.slice(1) }),
    signed({ ...statement, units: [{ ...unit, parentUnitId: 'gas' }, ...statement.units.slice(1)] }),
    signed({ ...statement, units: [{ ...unit, successorIds: ['gas'] }, ...statement.units.slice(1)] }),
    signed({ ...statement, members: [...statement.members, { ...member, id: 'm9', officeIds: ['gas'] }] }),
    signed({ ...statement, members: [{ ...member, unitIds: [] }, ...statement.members.slice(1)] }),
    signed({ ...statement, madeOn: 'today' }),
    signed({ ...statement, units: [...statement.units, unit] }),
    signed({ ...statement, keys: [...statement.keys, key] }),
    signed({ ...statement, keys: [...statement.keys, { ...key, unitKeyId: 'k9' }] }),
    signed({ ...statement, members: [...statement.members, member] }),
    signed({ ...statement, members: [{ ...member, id: '' }, ...statement.members.slice(1)] }),
  ];
  for (const [i, wrong] of unsound.entries()) {
    expect(await refusalOf(() => opening(wrong)), String(i)).toBe('damaged');
  }
  const weak = { ...statement, keys: [{ ...key, recipient: 'age1weak' }, ...statement.keys.slice(1)] };
  expect(await refusalOf(() => opening(signed(weak)))).toBe('weakRecipient');
});

test('the fingerprint is eight groups and belongs to the key', () => {
  expect(directoryFingerprint(directoryKey.publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(directoryFingerprint(newSigningKey().publicKey)).not.toBe(directoryFingerprint(directoryKey.publicKey));
});
