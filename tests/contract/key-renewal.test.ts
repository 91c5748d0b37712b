import { expect, test } from 'vitest';
import { renewCaseKey, renewThreadKey } from '~/contract/sealed/key-renewal';
import { openReportKey, openThreadAsReporter } from '~/contract/sealed/key-wraps';
import { type RenewalCheck, renewedRightly, requireRenewal, sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { fingerprint, keyPairFromSeed } from '~/envelope/key-pair';
import { newMemberKeys } from '~/envelope/keys/member-keys';
import { sealJson } from '~/envelope/seal';
import { newSigningKey, signStatement } from '~/envelope/signing';
import { ABOUT, refusalOf } from '../envelope/samples';

const [first, second, foreign, reporter, unit] = await Promise.all(
  Array.from({ length: 5 }, (_, index) => keyPairFromSeed(new Uint8Array(32).fill(index + 1))),
);
if (!first || !second || !foreign || !reporter || !unit) throw new Error('keys');
const officer = await newMemberKeys();
const entry = {
  id: 'm1',
  unitIds: ['fire'],
  officeIds: ['fire'],
  recipient: officer.age.recipient,
  signingKey: officer.signing.publicKey,
};
const directories = [{ members: [entry, { ...entry, id: 'm2', signingKey: newSigningKey().publicKey }] }];
const signer = { memberId: 'm1', signingSeed: officer.signing.seed };
const place = { key: 'thread', scope: 'r1', keyEpoch: 1 } as const;
const named = { reporter: fingerprint(reporter.recipient), signing: 'S'.repeat(43) };
const nobody = { reporter: null, signing: null };
const from = {
  recipient: second.recipient,
  previous: first.recipient,
  reporter: named,
};
const check: RenewalCheck = {
  pair: second,
  previous: first.recipient,
  reporter: named,
  directories,
};
const proof = await sealRenewalProof(place, from, signer);
const verdict = (sealed: Uint8Array, at: object = {}, more: Partial<RenewalCheck> = {}) =>
  refusalOf(() => requireRenewal({ ...place, ...at }, sealed, { ...check, ...more }));

test('a certified member’s signature stands for the new key, also once only an older list names the member', async () => {
  expect(await verdict(proof)).toBe('no refusal');
  expect(await verdict(proof, {}, { directories: [{ members: [] }, ...directories] })).toBe('no refusal');
  expect(await verdict(proof, {}, { previous: null, reporter: nobody })).toBe('no refusal');
});

test('nobody else’s does', async () => {
  const forged = { ...signer, signingSeed: newSigningKey().seed };
  expect(await verdict(await sealRenewalProof(place, from, forged))).toBe('badSignature');
  const asOther = await sealRenewalProof(place, from, { ...signer, memberId: 'm2' });
  expect(await verdict(asOther)).toBe('badSignature');
  const stranger = await sealRenewalProof(place, from, { ...signer, memberId: 'm3' });
  expect(await verdict(stranger)).toBe('badSignature');
  expect(await verdict(proof, {}, { directories: [{ members: [] }] })).toBe('badSignature');
});

test('a proof of another epoch, report or kind of key is refused, also under a label made to fit', async () => {
  expect(await verdict(proof, { keyEpoch: 2 })).toBe('wrongPart');
  expect(await verdict(proof, { scope: 'r2' })).toBe('wrongPart');
  expect(await verdict(proof, {}, { pair: foreign })).toBe('wrongKey');
  const right = { ...place, recipient: second.recipient, previous: 'p', reporter: 'r', signing: 's' };
  const relabelled = async (signed: Record<string, string | number>, kind = 'keyRenewal') => {
    const signature = signStatement(kind, signed, officer.signing.seed);
    const content = { memberId: 'm1', previous: 'p', reporter: 'r', signing: 's', signature };
    const sealed = await sealJson({ kind: 'keyRenewal', scope: 'r1', sequence: 1 }, content, [second.recipient]);
    return verdict(sealed, {}, { previous: null, reporter: nobody });
  };
  expect(await relabelled(right)).toBe('no refusal');
  expect(await relabelled({ ...right, keyEpoch: 2 })).toBe('badSignature');
  expect(await relabelled({ ...right, scope: 'r2' })).toBe('badSignature');
  expect(await relabelled({ ...right, key: 'case' })).toBe('badSignature');
  expect(await relabelled({ ...right, recipient: foreign.recipient })).toBe('badSignature');
  expect(await relabelled({ ...right, previous: 'q' })).toBe('badSignature');
  expect(await relabelled({ ...right, reporter: 's' })).toBe('badSignature');
  expect(await relabelled({ ...right, signing: 't' })).toBe('badSignature');
  expect(await relabelled(right, 'staffMessage')).toBe('badSignature');
});

test('a signed key counts only after the key before, and for the reporter it was given to', async () => {
  expect(await verdict(proof, {}, { previous: foreign.recipient })).toBe('badSignature');
  expect(await verdict(proof, {}, { reporter: { ...named, reporter: fingerprint(foreign.recipient) } })).toBe(
    'badSignature',
  );
  expect(await verdict(proof, {}, { reporter: { ...named, signing: 'T'.repeat(43) } })).toBe('badSignature');
  expect(await verdict(proof, {}, { reporter: { ...named, signing: null } })).toBe('no refusal');
  const shapeless = await sealJson({ kind: 'keyRenewal', scope: 'r1', sequence: 1 }, null, [second.recipient]);
  expect(await verdict(shapeless)).toBe('damaged');
});

test('renewed keys open for their holders, each with its proof, and a key without one is left out', async () => {
  const handling = { unitId: 'fire', unitKeyId: 'k1', recipient: unit.recipient };
  const renewing = { keyEpoch: 1, previous: first.recipient, signer };
  const thread = await renewThreadKey(
    { reportId: 'r1', reporterRecipient: reporter.recipient, reporterSigning: 's' },
    handling,
    renewing,
  );
  const there = await openThreadAsReporter('r1', thread.wraps, reporter.identity, 1);
  expect(there.recipient).toBe(thread.pair.recipient);
  const units = {
    handling,
    custodians: { ...handling, recipient: first.recipient },
    guardians: { ...handling, recipient: second.recipient },
  };
  const renewed = await renewCaseKey({ caseId: 'c1', about: ABOUT }, units, renewing);
  const opened = await openReportKey({ reportId: '', caseId: 'c1' }, 'case', renewed.wraps, unit.identity, 1);
  const ofCase = { directories, reporter: nobody };
  const proofs = [{ keyEpoch: 1, bytes: renewed.proof }];
  const keys = new Map([
    [1, opened],
    [0, first],
  ]);
  const right = async (given = keys, kept = proofs) =>
    [...(await renewedRightly({ key: 'case', scope: 'c1' }, given, kept, ofCase)).keys()].sort();
  expect(await right()).toEqual([0, 1]);
  // Forged proofs beside the right one do no harm.
  expect(await right(keys, [{ keyEpoch: 1, bytes: proof }, ...proofs])).toEqual([0, 1]);
  expect(await right(keys, [])).toEqual([0]);
  expect(await right(keys, [{ keyEpoch: 1, bytes: thread.proof }])).toEqual([0]);
  expect(await right(new Map([...keys, [0, foreign]]))).toEqual([0]);
  // Where the key before did not open, the signature alone vouches for the key.
  expect(await right(new Map([[1, opened]]))).toEqual([1]);
  const next = { keyEpoch: 2, previous: opened.recipient, signer };
  const later = await renewCaseKey({ caseId: 'c1', about: ABOUT }, units, next);
  const both = new Map([...keys, [2, later.pair]]);
  expect(await right(both, [...proofs, { keyEpoch: 2, bytes: later.proof }])).toEqual([0, 1, 2]);
  const swapped = new Map([...keys, [1, later.pair], [2, opened]]);
  expect(await right(swapped, [...proofs, { keyEpoch: 2, bytes: later.proof }])).toEqual([0]);
});
