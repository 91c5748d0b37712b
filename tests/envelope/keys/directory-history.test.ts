import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attestDirectory } from '~/envelope/keys/attestation';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { openProposal } from '~/envelope/keys/directory-change';
import { openFormer } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { openMemory, readMemory, signMemory, textHashOf } from '~/envelope/keys/memory';
import { newSigningKey } from '~/envelope/signing';
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
  // But somebody whom both guardians let in confirms the next one.
  const joined = opening(signed(helped, ['g1', 'g2']), { before: statement });
  const next = after(helped, { members: helped.members.filter((m) => m.id !== 'g2') });
  expect(opening(signed(next, ['g1', 'g3']), { before: joined }).version).toBe(9);
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
  // Not even where nothing is in force yet, because the first list has no history.
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
  // One guardian with the county key signs a list that names guardians and officers of their own choice.
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
  // Moved, renamed, merged again, or left: all of this a later list may say.
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
