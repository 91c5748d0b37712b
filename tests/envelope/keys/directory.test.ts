import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { newKeyPair } from '~/envelope/key-pair';
import { type Attestation, attestDirectory } from '~/envelope/keys/attestation';
import {
  directoryFingerprint,
  openDirectory,
  requireCertifiedMember,
  requireCertifiedUnit,
  type SeenDirectory,
  type SignedDirectory,
  signDirectory,
} from '~/envelope/keys/directory';
import { changedId, directoryChanges, openProposal } from '~/envelope/keys/directory-change';
import { historyAfter, openFormer } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { openMemory, readMemory, signMemory, textHashOf } from '~/envelope/keys/memory';
import { newSigningKey, type SigningKey, signText } from '~/envelope/signing';
import { refusalOf } from '../samples';

const directoryKey = newSigningKey();
/** Three guardians, by member id. */
const guards: Record<string, SigningKey> = { g1: newSigningKey(), g2: newSigningKey(), g3: newSigningKey() };
const recipients: string[] = [];
let statement: DirectoryStatement;

beforeAll(async () => {
  for (let i = 0; i < 4; i += 1) recipients.push((await newKeyPair()).recipient);
  const [a = '', b = '', c = '', d = ''] = recipients;
  const signingKey = newSigningKey().publicKey;
  const unit = (id: string, kind: string, parentUnitId: string | null = null) => {
    const names = { zh: id, en: id };
    return { id, kind, code: id, names, parentUnitId, successorIds: [], closedOn: null };
  };
  statement = {
    format: 2,
    version: 7,
    madeOn: '2026-02-03',
    history: [1, 2, 3, 4, 5, 6].map((version) => textHashOf(`${version}`)),
    units: [unit('fire', 'department'), unit('mining', 'department', 'fire'), unit('guardians', 'guardians')],
    keys: [
      { unitKeyId: 'k1', unitId: 'fire', epoch: 1, recipient: a },
      { unitKeyId: 'k2', unitId: 'fire', epoch: 2, recipient: b },
      { unitKeyId: 'k3', unitId: 'mining', epoch: 1, recipient: c },
      { unitKeyId: 'k4', unitId: 'guardians', epoch: 1, recipient: d },
    ],
    members: [
      { id: 'm2', unitIds: ['fire'], officeIds: ['fire', 'mining'], recipient: d, signingKey },
      { id: 'm1', unitIds: ['mining'], officeIds: ['mining'], recipient: a, signingKey },
      guardian('g1', b),
      guardian('g2', c),
    ],
    superior: null,
    backup: null,
    reserve: null,
  };
});

function guardian(id: string, recipient: string) {
  const place = { unitIds: ['guardians'], officeIds: ['guardians'] };
  return { id, ...place, recipient, signingKey: guards[id]?.publicKey ?? '' };
}

const attested = (text: string, by: readonly string[], countyKey = directoryKey.publicKey): Attestation[] =>
  by.map((memberId) => ({
    memberId,
    signature: attestDirectory(text, countyKey, guards[memberId]?.seed ?? new Uint8Array(32)),
  }));

/** A text with the county key's signature and those of these guardians. */
function signedText(text: string, by: readonly string[] = ['g1', 'g2']): SignedDirectory {
  const { publicKey, seed } = directoryKey;
  return { statement: text, signature: signDirectory(text, seed), publicKey, attestations: attested(text, by) };
}
const signed = (what: DirectoryStatement, by?: readonly string[]) => signedText(canonicalDirectory(what), by);
/** The version that follows one, with these changes. */
const after = (before: DirectoryStatement, changes: Partial<DirectoryStatement> = {}): DirectoryStatement => ({
  ...before,
  version: before.version + 1,
  history: historyAfter(before),
  ...changes,
});
const opening = (list: SignedDirectory, seen: SeenDirectory = {}) => openDirectory(list, seen);

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

test('an older version than one already seen is refused, and another text of the same version', async () => {
  expect(opening(signed(statement), { leastVersion: 7 }).version).toBe(7);
  expect(await refusalOf(() => opening(signed(statement), { leastVersion: 8 }))).toBe('badSignature');
  expect(opening(signed(statement), { before: statement }).version).toBe(7);
  const forked = signed({ ...statement, madeOn: '2026-02-04' });
  expect(opening(forked).version).toBe(7);
  expect(await refusalOf(() => opening(forked, { before: statement }))).toBe('badSignature');
  const later = after(statement);
  expect(await refusalOf(() => opening(signed(statement), { before: later }))).toBe('badSignature');
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

test('a guardian who holds the county key brings in no helper of their own against somebody who saw the list before', async () => {
  const helped = after(statement, { members: [...statement.members, guardian('g3', recipients[0] ?? '')] });
  const smuggled = signed(helped, ['g1', 'g3']);
  expect(opening(smuggled).version).toBe(8);
  expect(await refusalOf(() => opening(smuggled, { before: statement }))).toBe('badSignature');
  // Nor by giving the other guardian a key of their own choice.
  const swapped = { ...guardian('g2', recipients[2] ?? ''), signingKey: guards.g3?.publicKey ?? '' };
  const rekeyed = after(statement, { members: [...statement.members.filter((m) => m.id !== 'g2'), swapped] });
  const text = canonicalDirectory(rekeyed);
  const [own] = attested(text, ['g1']);
  const forged = attestDirectory(text, directoryKey.publicKey, guards.g3?.seed ?? new Uint8Array(32));
  const list = { ...signedText(text), attestations: [own, { memberId: 'g2', signature: forged }] } as SignedDirectory;
  expect(opening(list).version).toBe(8);
  expect(await refusalOf(() => opening(list, { before: statement }))).toBe('badSignature');
  // Whom both guardians let in, though, confirms the next one.
  const joined = opening(signed(helped, ['g1', 'g2']), { before: statement });
  const next = after(helped, { members: helped.members.filter((m) => m.id !== 'g2') });
  expect(opening(signed(next, ['g1', 'g3']), { before: joined }).version).toBe(9);
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
  expect(directoryChanges(statement, after(statement))).toEqual({ keys: [], units: [] });
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

test('a proposal with another history than the lists that were in force is refused', async () => {
  const [, ...rest] = statement.history;
  const own = textHashOf(canonicalDirectory(statement));
  const proposing = (history: string[], version = 8) => {
    const list = signed({ ...statement, version, history });
    return { ...list, proposedBy: 'g1', attestation: list.attestations[0]?.signature ?? '' };
  };
  expect(openProposal(proposing([...statement.history, own]), statement).version).toBe(8);
  const invented = textHashOf('invented');
  for (const history of [
    [invented, ...rest, own],
    [...statement.history, invented],
    [own, ...statement.history],
    [...rest, own, invented],
  ]) {
    expect(await refusalOf(() => openProposal(proposing(history), statement))).toBe('badSignature');
  }
  // Not even where nothing is in force yet: the first list has no history.
  expect(openProposal(proposing([], 1), null).version).toBe(1);
  expect(await refusalOf(() => openProposal(proposing([invented], 2), null))).toBe('badSignature');
});

test('a list of another history than the one remembered is refused, whatever versions lie between', async () => {
  const eighth = after(statement);
  const ninth = after(eighth);
  expect(opening(signed(ninth), { before: statement }).version).toBe(9);
  const other = { ...statement, madeOn: '2026-02-04' };
  for (const forked of [after(other), after(after(other))]) {
    expect(await refusalOf(() => opening(signed(forked), { before: statement }))).toBe('badSignature');
  }
});

test('a former list counts only when the list in force names it at its place', async () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('2026-03-01', '2026-03-02'), { minLength: 1, maxLength: 4 }), (days) => {
      const lists = [statement];
      for (const madeOn of days) lists.push(after(lists.at(-1) ?? statement, { madeOn }));
      const inForce = lists.at(-1) ?? statement;
      for (const one of lists.slice(0, -1)) expect(openFormer(signed(one), inForce).version).toBe(one.version);
    }),
    { numRuns: 8 },
  );
  const inForce = after(after(statement));
  // One guardian with the county key signs lists of guardians and officers of their own.
  const place = { unitIds: ['fire'], officeIds: ['fire'] };
  const lead = { id: 'lead', ...place, recipient: recipients[0] ?? '', signingKey: newSigningKey().publicKey };
  const own = (version: number): DirectoryStatement => ({
    ...statement,
    version,
    history: inForce.history.slice(0, version - 1),
    members: [guardian('g1', recipients[1] ?? ''), guardian('g3', recipients[2] ?? ''), lead],
  });
  for (const version of [1, 7, 8, 9]) {
    const invented = signed(own(version), ['g1', 'g3']);
    expect(opening(invented).version).toBe(version);
    expect(await refusalOf(() => openFormer(invented, inForce)), String(version)).toBe('badSignature');
  }
  expect(await refusalOf(() => openFormer(signed(after(inForce)), inForce))).toBe('badSignature');
  expect(await refusalOf(() => openFormer(signed(inForce), inForce))).toBe('badSignature');
});

test('a memory is its member’s own, and nothing in it can be changed', async () => {
  const own = newSigningKey();
  const memory = {
    countyKey: directoryKey.publicKey,
    version: 7,
    textHash: textHashOf('x'),
    logSequence: 12,
    logHead: 'ab',
    markSequence: 2,
    markHead: 'cd',
    transferSequence: 3,
    transferHead: 'ef',
    routingVersion: 2,
    routingHash: 'ef',
  };
  const text = signMemory(memory, 'm1', own.seed);
  expect(openMemory(text, 'm1', own.publicKey)).toEqual(memory);
  expect(readMemory(JSON.stringify(memory))).toEqual(memory);
  expect(readMemory('{"version":-1}')).toBeNull();
  expect(readMemory('null')).toBeNull();
  const forgeries = [
    text.replace('"version":7', '"version":6'),
    text.replace('"logSequence":12', '"logSequence":11'),
    JSON.stringify(memory),
    'nothing',
  ];
  for (const forged of forgeries) {
    expect(await refusalOf(() => openMemory(forged, 'm1', own.publicKey))).toBe('badSignature');
  }
  expect(await refusalOf(() => openMemory(text, 'm2', own.publicKey))).toBe('badSignature');
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

test('a later list that forgets a unit, its successors or an office is refused, proposed or vouched for', async () => {
  const [fire, mining, guardians] = statement.units as [DirectoryStatement['units'][number], ...typeof statement.units];
  const merged = { ...fire, closedOn: '2026-03-01', successorIds: ['guardians'] };
  const before = after(statement, { units: [merged, ...statement.units.slice(1)] });
  const members = (officeIds: string[], unitIds = ['fire']) =>
    before.members.map((one) => (one.id === 'm2' ? { ...one, unitIds, officeIds } : one));
  const withoutMining = statement.members.filter(({ id }) => id !== 'm1').map((m) => ({ ...m, officeIds: m.unitIds }));
  const ways: Partial<DirectoryStatement>[] = [
    { members: members(['fire']) },
    { members: members(['mining'], ['mining']) },
    { units: [fire, ...before.units.slice(1)] },
    { units: [merged, guardians].flatMap((one) => one ?? []), keys: [], members: withoutMining },
  ];
  for (const way of ways) {
    const list = signed(after(before, way));
    const proposal = { ...list, proposedBy: 'g1', attestation: list.attestations[0]?.signature ?? '' };
    expect(await refusalOf(() => openProposal(proposal, before))).toBe('badSignature');
    expect(await refusalOf(() => opening(list, { before }))).toBe('badSignature');
  }
  // Moved, renamed, merged on, or left: all that a later list may say.
  const more = [
    { ...merged, names: { zh: '消防大队' }, parentUnitId: 'guardians', successorIds: ['guardians', 'mining'] },
    mining,
    guardians,
  ].flatMap((one) => one ?? []);
  for (const kept of [members(['mining', 'fire'], ['mining']), before.members.filter(({ id }) => id !== 'm2')]) {
    const list = signed(after(before, { units: more, members: kept }));
    expect(opening(list, { before }).version).toBe(9);
  }
});
