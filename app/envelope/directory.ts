import { type Attestation, verifyAttestation } from './attestation';
import { fromBase64 } from './bytes';
import { EnvelopeError } from './errors';
import { assertHybrid, fingerprintOf } from './key-pair';
import { textHashOf } from './memory';
import { signText, verifyText } from './signing';

/**
 * A unit's key with what the unit is: its kind decides what is sealed to it, its names what people pick it by, the unit
 * above it which cases it may have.
 */
export type CertifiedUnit = {
  id: string;
  kind: string;
  code: string;
  nameZh: string;
  nameEn: string;
  parentUnitId: string | null;
  unitKeyId: string;
  epoch: number;
  recipient: string;
};
export type CertifiedMember = { id: string; unitId: string; recipient: string; signingKey: string };

/**
 * The county's list of certified keys. `version` begins at 1 and only grows; `madeOn` is YYYY-MM-DD. `history` has the
 * SHA-256 (hex) of the text of every version before this one, the first one first.
 */
export type DirectoryStatement = {
  version: number;
  madeOn: string;
  history: string[];
  units: CertifiedUnit[];
  members: CertifiedMember[];
};

/** The list as it is kept and sent: its text exactly as signed, the county key's signature, two guardians' own. */
export type SignedDirectory = {
  statement: string;
  signature: string;
  publicKey: string;
  attestations: readonly Attestation[];
};

/** What a verifier knows from earlier: the version it saw last, or at least that version's number. */
export type SeenDirectory = { leastVersion?: number; before?: DirectoryStatement | null };

/** A unit's key as what is sealed for it must name it. */
export type UnitKeyRef = { unitId: string; unitKeyId: string; recipient: string };

const KIND = 'directory';

/** JSON with members and lists in one fixed order. This text is what is signed, stored and verified. */
export function canonicalDirectory(statement: DirectoryStatement): string {
  const { version, madeOn, history } = statement;
  const units = [...statement.units].sort((a, b) => order(a.id, b.id) || a.epoch - b.epoch).map(certifiedUnit);
  const members = [...statement.members]
    .sort((a, b) => order(a.id, b.id))
    .map(({ id, unitId, recipient, signingKey }) => ({ id, unitId, recipient, signingKey }));
  return JSON.stringify({ version, madeOn, history: [...history], units, members });
}

/** Only the fields of an entry, in the order of the signed text. */
export function certifiedUnit(unit: CertifiedUnit): CertifiedUnit {
  const { id, kind, code, nameZh, nameEn, parentUnitId, unitKeyId, epoch, recipient } = unit;
  return { id, kind, code, nameZh, nameEn, parentUnitId, unitKeyId, epoch, recipient };
}

/** Do two entries say the same of the unit and its key? */
export function sameUnit(one: CertifiedUnit, other: CertifiedUnit): boolean {
  return JSON.stringify(certifiedUnit(one)) === JSON.stringify(certifiedUnit(other));
}

export const signDirectory = (text: string, directorySeed: Uint8Array): string => signText(KIND, text, directorySeed);

/**
 * The statement of a signed list. The county key must have signed it and two different guardians vouched for it: members
 * whom the list itself names in a unit of kind guardians and who stood so, with the same signing key, in the version
 * `seen.before`, where there is one. So nobody who holds the county key alone brings a list of their own into force.
 * Throws EnvelopeError: badSignature (also for a version older than one seen, another text of the same version, or a
 * later one that does not come from the one seen), damaged (signed, but no sound directory), weakRecipient.
 */
export function openDirectory(signed: SignedDirectory, seen: SeenDirectory = {}): DirectoryStatement {
  const statement = openSigned(signed);
  const before = seen.before ?? null;
  if (statement.version < Math.max(seen.leastVersion ?? 0, before?.version ?? 0)) {
    throw new EnvelopeError('badSignature', 'directory older than one seen');
  }
  if (before?.version === statement.version && canonicalDirectory(before) !== signed.statement) {
    throw new EnvelopeError('badSignature', 'two directories of one version');
  }
  if (before !== null && before.version < statement.version && !comesFrom(statement, before)) {
    throw new EnvelopeError('badSignature', 'directory of another history');
  }
  requireAttested(signed, before === null ? [statement] : [statement, before]);
  return statement;
}

/** Does the later list name the earlier one, at its place? */
export const comesFrom = (later: DirectoryStatement, earlier: DirectoryStatement): boolean =>
  later.history[earlier.version - 1] === textHashOf(canonicalDirectory(earlier));

/** The statement of a list that the county key signed, vouched for or not: only for proposing and confirming one. */
export function openSigned({ statement: text, signature, publicKey }: Omit<SignedDirectory, 'attestations'>) {
  if (!verifyText(KIND, text, signature, publicKey)) throw new EnvelopeError('badSignature', 'directory');
  const statement = parse(text);
  for (const { recipient } of [...statement.units, ...statement.members]) assertHybrid(recipient);
  assertUnique(statement.units.map((unit) => unit.unitKeyId));
  assertUnique(statement.units.map((unit) => `${unit.id}:${unit.epoch}`));
  assertUnique(statement.members.map((member) => member.id));
  return statement;
}

/** The member as a guardian of this list, or null. */
export function guardianIn(directory: DirectoryStatement, memberId: string): CertifiedMember | null {
  const member = directory.members.find((entry) => entry.id === memberId);
  const guards = directory.units.some((unit) => unit.id === member?.unitId && unit.kind === 'guardians');
  return member !== undefined && guards ? member : null;
}

function requireAttested(signed: SignedDirectory, electorates: readonly DirectoryStatement[]): void {
  const signers = new Set<string>();
  const people = new Set<string>();
  for (const { memberId, signature } of signed.attestations) {
    const keys = electorates.map((directory) => guardianIn(directory, memberId)?.signingKey);
    const [key] = keys;
    const known = key !== undefined && keys.every((one) => one === key);
    if (!known || !verifyAttestation(signed.statement, signed.publicKey, signature, key)) {
      throw new EnvelopeError('badSignature', 'attestation');
    }
    people.add(memberId);
    signers.add(key);
  }
  if (people.size < 2 || signers.size < 2) throw new EnvelopeError('badSignature', 'two guardians must vouch');
}

/** For people to compare: SHA-256 of the directory's public key, first 16 bytes as 8 groups of 4 hex digits. */
export const directoryFingerprint = (publicKey: string): string => fingerprintOf(fromBase64(publicKey));

/** The unit's newest certified key. Throws EnvelopeError `badSignature` if nobody certified one. */
export function requireCertifiedUnit(directory: Pick<DirectoryStatement, 'units'>, unitId: string): UnitKeyRef {
  const keys = directory.units.filter((unit) => unit.id === unitId).sort((a, b) => b.epoch - a.epoch);
  const newest = keys[0];
  if (newest === undefined) throw new EnvelopeError('badSignature', 'unit not certified');
  return { unitId, unitKeyId: newest.unitKeyId, recipient: newest.recipient };
}

/** Throws EnvelopeError `badSignature` if nobody certified the member. */
export function requireCertifiedMember(
  directory: Pick<DirectoryStatement, 'members'>,
  memberId: string,
): CertifiedMember {
  const member = directory.members.find((entry) => entry.id === memberId);
  if (member === undefined) throw new EnvelopeError('badSignature', 'member not certified');
  return member;
}

/** Only the canonical text of a sound statement is accepted. */
function parse(text: string): DirectoryStatement {
  let statement: DirectoryStatement;
  try {
    statement = JSON.parse(text) as DirectoryStatement;
    if (canonicalDirectory(statement) !== text) throw new Error('not canonical');
  } catch {
    throw new EnvelopeError('damaged', 'directory');
  }
  const { version, madeOn, history, units, members } = statement;
  const sound =
    Number.isSafeInteger(version) &&
    version >= 1 &&
    history.length === version - 1 &&
    history.every((hash) => texts(hash) && /^[0-9a-f]{64}$/.test(hash)) &&
    /^\d{4}-\d{2}-\d{2}$/.test(madeOn) &&
    units.every(isUnit) &&
    members.every(({ id, unitId, recipient, signingKey }) => texts(id, unitId, recipient, signingKey));
  if (!sound) throw new EnvelopeError('damaged', 'directory');
  return statement;
}

const isUnit = ({ epoch, ...unit }: CertifiedUnit): boolean =>
  Number.isSafeInteger(epoch) &&
  (unit.parentUnitId === null || texts(unit.parentUnitId)) &&
  texts(unit.id, unit.kind, unit.code, unit.nameZh, unit.nameEn, unit.unitKeyId, unit.recipient);

const texts = (...values: unknown[]): boolean => values.every((value) => typeof value === 'string' && value !== '');

/** By code unit, the same everywhere; never by locale. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function assertUnique(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new EnvelopeError('damaged', 'directory repeats an entry');
}
