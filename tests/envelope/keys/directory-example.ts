import { newKeyPair } from '~/envelope/key-pair';
import { type Attestation, attestDirectory } from '~/envelope/keys/attestation';
import { openDirectory, type SeenDirectory, type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { historyAfter } from '~/envelope/keys/directory-history';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { textHashOf } from '~/envelope/keys/memory';
import { newSigningKey, type SigningKey } from '~/envelope/signing';

export const directoryKey = newSigningKey();

/** Three guardians, by member id. */
export const guards: Record<string, SigningKey> = { g1: newSigningKey(), g2: newSigningKey(), g3: newSigningKey() };

export const recipients = await Promise.all([1, 2, 3, 4].map(async () => (await newKeyPair()).recipient));

const [a = '', b = '', c = '', d = ''] = recipients;
const signingKey = newSigningKey().publicKey;
const unit = (id: string, kind: string, parentUnitId: string | null = null) => {
  const names = { zh: id, en: id };
  return { id, kind, code: id, names, parentUnitId, successorIds: [], closedOn: null };
};
export const statement: DirectoryStatement = {
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

export function guardian(id: string, recipient: string) {
  const place = { unitIds: ['guardians'], officeIds: ['guardians'] };
  return { id, ...place, recipient, signingKey: guards[id]?.publicKey ?? '' };
}

export const attested = (text: string, by: readonly string[], countyKey = directoryKey.publicKey): Attestation[] =>
  by.map((memberId) => ({
    memberId,
    signature: attestDirectory(text, countyKey, guards[memberId]?.seed ?? new Uint8Array(32)),
  }));

/** A text with the signatures of the county key and of these guardians. */
export function signedText(text: string, by: readonly string[] = ['g1', 'g2']): SignedDirectory {
  const { publicKey, seed } = directoryKey;
  return { statement: text, signature: signDirectory(text, seed), publicKey, attestations: attested(text, by) };
}

export const signed = (what: DirectoryStatement, by?: readonly string[]) => signedText(canonicalDirectory(what), by);

/** The version that follows another one, with these changes. */
export const after = (before: DirectoryStatement, changes: Partial<DirectoryStatement> = {}): DirectoryStatement => ({
  ...before,
  version: before.version + 1,
  history: historyAfter(before),
  ...changes,
});

export const opening = (list: SignedDirectory, seen: SeenDirectory = {}) => openDirectory(list, seen);
