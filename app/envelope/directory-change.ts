import { verifyAttestation } from './attestation';
import {
  type CertifiedMember,
  type CertifiedUnit,
  type DirectoryStatement,
  guardianIn,
  openSigned,
  type SignedDirectory,
  sameUnit,
} from './directory';
import { historyAfter } from './directory-history';
import { EnvelopeError } from './errors';

type Sort = 'added' | 'removed' | 'changed';
type OfMember = { of: 'member'; change: Sort; before: CertifiedMember | null; after: CertifiedMember | null };
type OfUnit = { of: 'unit'; change: Sort; before: CertifiedUnit | null; after: CertifiedUnit | null };
/** One entry that a next version adds, removes or changes. */
export type DirectoryChange = OfMember | OfUnit;

/** What differs between two versions: members by id, units by unit key. */
export function directoryChanges(before: DirectoryStatement | null, after: DirectoryStatement): DirectoryChange[] {
  const members = pairs(before?.members ?? [], after.members, ({ id }) => id)
    .filter(([one, other]) => one === null || other === null || !sameMember(one, other))
    .map(([one, other]): OfMember => ({ of: 'member', change: sortOf(one, other), before: one, after: other }));
  const units = pairs(before?.units ?? [], after.units, ({ unitKeyId }) => unitKeyId)
    .filter(([one, other]) => one === null || other === null || !sameUnit(one, other))
    .map(([one, other]): OfUnit => ({ of: 'unit', change: sortOf(one, other), before: one, after: other }));
  return [...members, ...units];
}

/** Do two entries say the same of a member? */
export const sameMember = (one: CertifiedMember, other: CertifiedMember): boolean =>
  one.id === other.id &&
  one.unitId === other.unitId &&
  one.recipient === other.recipient &&
  one.signingKey === other.signingKey;

export type Proposal = Omit<SignedDirectory, 'attestations'> & { attestation: string; proposedBy: string };

/**
 * The statement of a version that waits for its second guardian: signed by the county key and by a guardian of the
 * version in force (of itself where there is none), the very next one, and with no other history than the lists that were
 * in force. Throws EnvelopeError `badSignature`.
 */
export function openProposal(proposal: Proposal, before: DirectoryStatement | null): DirectoryStatement {
  const statement = openSigned(proposal);
  const history = historyAfter(before);
  // With this length it is the very next version, too.
  if (statement.history.length !== history.length || statement.history.some((hash, i) => hash !== history[i])) {
    throw new EnvelopeError('badSignature', 'not the next version');
  }
  const keys = [statement, ...(before === null ? [] : [before])].map(
    (directory) => guardianIn(directory, proposal.proposedBy)?.signingKey,
  );
  const [key] = keys;
  const signed =
    key !== undefined &&
    keys.every((one) => one === key) &&
    verifyAttestation(proposal.statement, proposal.publicKey, proposal.attestation, key);
  if (!signed) throw new EnvelopeError('badSignature', 'proposal');
  return statement;
}

function pairs<T>(before: readonly T[], after: readonly T[], idOf: (one: T) => string): [T | null, T | null][] {
  const old = new Map(before.map((one) => [idOf(one), one]));
  const now = new Map(after.map((one) => [idOf(one), one]));
  return [...new Set([...old.keys(), ...now.keys()])].map((id) => [old.get(id) ?? null, now.get(id) ?? null]);
}

const sortOf = (before: unknown, after: unknown): Sort =>
  before === null ? 'added' : after === null ? 'removed' : 'changed';
