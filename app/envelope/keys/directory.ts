import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprintOf } from '~/envelope/key-pair';
import { holdingKinds } from '~/envelope/keys/holding-kinds';
import { forgets } from './directory-memory';
import { type CertifiedMember, type CertifiedUnitKey, DIRECTORY, type DirectoryStatement } from './directory-statement';
import { RESERVE_ID } from './reserve-id';
import {
  type GuardianKey,
  openUnattested,
  requireAttested,
  requireFollows,
  type SignedStatement,
  seenOf,
  signStatementText,
} from './signed-statement';
import { textOrder } from './statement-shape';

export type SignedDirectory = SignedStatement;

/** What a verifier knows from earlier: the version it saw last, or at least that version's number. */
export type SeenDirectory = { leastVersion?: number; before?: DirectoryStatement | null };

/** A unit's key, with the names by which whatever is sealed to it refers to it. */
export type UnitKeyRef = { unitId: string; unitKeyId: string; recipient: string };

type Units = Pick<DirectoryStatement, 'units' | 'keys'>;

export const signDirectory = (text: string, directorySeed: Uint8Array): string =>
  signStatementText('directory', text, directorySeed);

/**
 * The statement of a signed list. The county key must have signed it and two different guardians must have vouched for
 * it: members whom the list itself names in a unit of kind guardians, and who were named so, with the same signing key,
 * in the version `seen.before`, where there is one. The reserve key of both versions may stand in for one of the two.
 * So nobody who holds the county key alone can bring a list of their own into force. Throws EnvelopeError: badSignature
 * (also for a version older than one seen, another text of the same version, or a later one that does not come from the
 * one seen or forgets what that says), damaged (signed, but not a valid directory), weakRecipient.
 */
export function openDirectory(signed: SignedDirectory, seen: SeenDirectory = {}): DirectoryStatement {
  const statement = openUnattested(DIRECTORY, signed);
  const before = seen.before ?? null;
  if (statement.version < (seen.leastVersion ?? 0)) {
    throw new EnvelopeError('badSignature', 'directory older than one seen');
  }
  requireFollows(DIRECTORY, statement, before === null ? null : seenOf(DIRECTORY, before));
  if (before !== null && forgets(statement, before)) throw new EnvelopeError('badSignature', 'directory forgets');
  requireAttested('directory', signed, [statement, ...(before === null ? [] : [before])].map(guardianKeys));
  return statement;
}

/** The signing keys of a list's guardians, and of the printed reserve that stands in for one of them. */
export const guardianKeys =
  (directory: DirectoryStatement): GuardianKey =>
  (memberId) =>
    memberId === RESERVE_ID ? directory.reserve?.signingKey : guardianIn(directory, memberId)?.signingKey;

/** The member as a guardian of this list, or null. */
export function guardianIn(directory: DirectoryStatement, memberId: string): CertifiedMember | null {
  const member = directory.members.find((entry) => entry.id === memberId);
  return member !== undefined && worksIn(directory, member, 'guardians') ? member : null;
}

/** Does the member work in a unit of this kind? */
export const worksIn = (
  { units }: Pick<DirectoryStatement, 'units'>,
  { unitIds }: Pick<CertifiedMember, 'unitIds'>,
  kind: string,
): boolean => units.some((unit) => unitIds.includes(unit.id) && unit.kind === kind);

/** Where the member mainly works. */
export const mainUnitOf = ({ unitIds }: Pick<CertifiedMember, 'unitIds'>): string => {
  const [unitId] = unitIds;
  if (unitId === undefined) throw new EnvelopeError('badSignature', 'member of no unit');
  return unitId;
};

/** For people to compare: the first 16 bytes of SHA-256 of the directory's public key, as 8 groups of 4 hex digits. */
export const directoryFingerprint = (publicKey: string): string => fingerprintOf(fromBase64(publicKey));

/** The unit's newest certified key. Throws EnvelopeError `badSignature` if nobody certified one. */
export function requireCertifiedUnit({ keys }: Pick<DirectoryStatement, 'keys'>, unitId: string): UnitKeyRef {
  const newest = keys.filter((key) => key.unitId === unitId).sort((a, b) => b.epoch - a.epoch)[0];
  if (newest === undefined) throw new EnvelopeError('badSignature', 'unit not certified');
  return { unitId, unitKeyId: newest.unitKeyId, recipient: newest.recipient };
}

/**
 * The newest key of the one unit of a kind in the list, or of the first by code, so that everybody chooses the same;
 * where no unit of the kind has a key, of the kind that holds it instead.
 */
export function requireUnitOfKind({ units, keys }: Units, kind: string): UnitKeyRef {
  const keyed = units
    .filter(({ id }) => keys.some((key) => key.unitId === id))
    .sort((a, b) => textOrder(a.code, b.code));
  const first = holdingKinds(kind)
    .flatMap((one) => keyed.filter((unit) => unit.kind === one))
    .at(0);
  if (first === undefined) throw new EnvelopeError('badSignature', `${kind} not certified`);
  return requireCertifiedUnit({ keys }, first.id);
}

/** A certified key by its id, of any epoch, or null. */
export const keyIn = ({ keys }: Pick<DirectoryStatement, 'keys'>, unitKeyId: string): CertifiedUnitKey | null =>
  keys.find((key) => key.unitKeyId === unitKeyId) ?? null;

/**
 * A certified key of a unit of this kind, or of one that holds, or held, its part instead; of any epoch. Throws
 * EnvelopeError `badSignature`.
 */
export function requireKeyOfKind(list: Units, unitKeyId: string, kind: string): CertifiedUnitKey {
  const key = keyIn(list, unitKeyId);
  if (key === null || !list.units.some((unit) => unit.id === key.unitId && holdingKinds(kind).includes(unit.kind))) {
    throw new EnvelopeError('badSignature', `${kind} key not certified`);
  }
  return key;
}

/** The certified member. Throws EnvelopeError `badSignature` if nobody certified the member. */
export function requireCertifiedMember(
  directory: Pick<DirectoryStatement, 'members'>,
  memberId: string,
): CertifiedMember {
  const member = directory.members.find((entry) => entry.id === memberId);
  if (member === undefined) throw new EnvelopeError('badSignature', 'member not certified');
  return member;
}
