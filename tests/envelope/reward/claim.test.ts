import { expect, test } from 'vitest';
import { reportProofKey } from '~/envelope/report/report-proof';
import {
  type Claimant,
  isClaimant,
  payeeHash,
  requireClaim,
  requireClaimProof,
  type SignedClaim,
  signClaimant,
  signPayee,
} from '~/envelope/reward/claim';
import { newSigningKey, signStatement } from '~/envelope/signing';
import { refusalOf } from '../samples';

const [lead, guardian, stranger, claimant] = [newSigningKey(), newSigningKey(), newSigningKey(), newSigningKey()];
const place = { names: { zh: 'z' }, parentUnitId: null, successorIds: [], closedOn: null };
const unit = { ...place, code: 'c' };
const list = {
  members: [
    { id: 'lead', unitIds: ['fire'], officeIds: ['fire'], recipient: 'r', signingKey: lead.publicKey },
    { id: 'guardian', unitIds: ['guards'], officeIds: ['guards'], recipient: 'r', signingKey: guardian.publicKey },
  ],
  units: [
    { ...unit, id: 'fire', kind: 'department' },
    { ...unit, id: 'guards', kind: 'guardians' },
  ],
};
const REPORT = new Uint8Array(32).fill(5);
const vouched = (memberId: string, signing: Uint8Array, key: string): Claimant =>
  signClaimant({ rewardId: 'w1', key, memberId }, { signing, report: REPORT });
const payee = new Uint8Array([1, 2, 3]);
const claim: SignedClaim = {
  rewardId: 'w1',
  payee: payeeHash(payee),
  payeeSignature: signPayee('w1', payee, claimant.seed),
  claimant: vouched('lead', lead.seed, claimant.publicKey),
};
const verdict = (changes: Partial<SignedClaim> = {}, lists = [list]) =>
  refusalOf(async () => requireClaim({ ...claim, ...changes }, lists));

test('a claim holds by the word of a certified lead and the claimant’s own signature, also once the lead has left', async () => {
  expect(await verdict()).toBe('no refusal');
  expect(await verdict({}, [{ ...list, members: [] }, list])).toBe('no refusal');
  expect(await verdict({}, [])).toBe('badSignature');
  expect(await verdict({}, [{ ...list, members: [] }])).toBe('badSignature');
});

test('another payee, reward or signer does not do', async () => {
  const other = payeeHash(new Uint8Array([1, 2, 4]));
  const wrong: Partial<SignedClaim>[] = [
    { payee: other },
    { payee: null },
    { payeeSignature: null },
    { payeeSignature: signPayee('w1', payee, stranger.seed) },
    { payeeSignature: signPayee('w2', payee, claimant.seed) },
    { payeeSignature: signStatement('withdrawal', { rewardId: 'w1', payee: payeeHash(payee) }, claimant.seed) },
    { rewardId: 'w2' },
    { rewardId: 'w2', payeeSignature: signPayee('w2', payee, claimant.seed) },
    { claimant: null },
  ];
  for (const changes of wrong) expect([changes, await verdict(changes)]).toEqual([changes, 'badSignature']);
});

test('a key that no lead vouched for claims nothing', async () => {
  const own = signPayee('w1', payee, stranger.seed);
  const by = (memberId: string, seed: Uint8Array) => vouched(memberId, seed, stranger.publicKey);
  expect(await verdict({ payeeSignature: own, claimant: by('lead', lead.seed) })).toBe('no refusal');
  for (const forged of [
    by('lead', stranger.seed),
    by('nobody', stranger.seed),
    // Somebody who releases or pays may not say who claims.
    by('guardian', guardian.seed),
    by('lead', guardian.seed),
    { ...by('lead', lead.seed), key: claimant.publicKey },
    { ...by('lead', lead.seed), memberId: 'guardian' },
    { ...vouched('lead', lead.seed, claimant.publicKey), key: stranger.publicKey },
  ]) {
    expect(await verdict({ payeeSignature: own, claimant: forged })).toBe('badSignature');
  }
  const elsewhere = (kind: string, id = 'fire') => [{ ...list, units: [{ ...unit, id, kind }] }];
  expect(await verdict({}, elsewhere('town'))).toBe('no refusal');
  for (const lists of [elsewhere('department', 'mining'), elsewhere('committee'), elsewhere('new'), elsewhere('')]) {
    expect(await verdict({}, lists)).toBe('badSignature');
  }
  expect(isClaimant('w2', by('lead', lead.seed), lead.publicKey)).toBe(false);
});

test('the word of a lead counts who could open the report, for this reward and claimant only', async () => {
  const { publicKey } = reportProofKey(REPORT, 'claim');
  const proven = (changes: Partial<SignedClaim> = {}, key = publicKey) =>
    refusalOf(async () => requireClaimProof({ ...claim, ...changes }, key));
  expect(await proven()).toBe('no refusal');
  const blind = signClaimant(
    { rewardId: 'w1', key: claimant.publicKey, memberId: 'lead' },
    { signing: lead.seed, report: new Uint8Array(32) },
  );
  expect(await proven({ claimant: blind })).toBe('badSignature');
  expect(await proven({ rewardId: 'w2' })).toBe('badSignature');
  expect(await proven({ claimant: null })).toBe('badSignature');
  for (const changes of [{ key: stranger.publicKey }, { memberId: 'guardian' }, { proof: '' }]) {
    expect(await proven({ claimant: { ...vouched('lead', lead.seed, claimant.publicKey), ...changes } })).toBe(
      'badSignature',
    );
  }
  // Another key than the one for requests, so that nothing joins the two.
  expect(await proven({}, reportProofKey(REPORT, 'ask').publicKey)).toBe('badSignature');
});
