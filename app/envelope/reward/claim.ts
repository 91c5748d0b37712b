import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { handlesReports } from '~/envelope/keys/handling-kinds';
import { reportProofKey } from '~/envelope/report/report-proof';
import { signStatement, verifyStatement } from '~/envelope/signing';

/**
 * Who may claim a reward: the reporter's signing key, and the approving lead's signature for it. `proof` is over the
 * same statement with the report's key for claims (report-proof), which only somebody who opened the report has.
 */
export type Claimant = { key: string; memberId: string; signature: string; proof: string };

const CLAIMANT = 'rewardClaimant';
const PROOF = 'rewardClaimantProof';
const PAYEE = 'payee';

/**
 * Signed by the lead who approves a reward, whose browser read the key in the report's narrative. So finance and
 * guardians know who must have signed a payee, and learn nothing about the report.
 */
export function signClaimant(
  { rewardId, key, memberId }: { rewardId: string; key: string; memberId: string },
  { signing, report }: { signing: Uint8Array; report: Uint8Array },
): Claimant {
  const fields = { rewardId, key, memberId };
  const proof = signStatement(PROOF, fields, reportProofKey(report, 'claim').seed);
  return { key, memberId, signature: signStatement(CLAIMANT, fields, signing), proof };
}

export const isClaimant = (rewardId: string, { key, memberId, signature }: Claimant, signingKey: string): boolean =>
  verifyStatement(CLAIMANT, { rewardId, key, memberId }, signature, signingKey);

/**
 * Checks that the lead who signed could open the report, as the guardians' share tells. Throws EnvelopeError
 * `badSignature`.
 */
export function requireClaimProof({ rewardId, claimant }: SignedClaim, proofKey: string): void {
  const { key = '', memberId = '', proof = '' } = claimant ?? {};
  if (!verifyStatement(PROOF, { rewardId, key, memberId }, proof, proofKey)) {
    throw new EnvelopeError('badSignature', 'approved by nobody who can open the report');
  }
}

/** What represents a sealed payee in its claimant's signature: SHA-256 of the age file, hex. */
export const payeeHash = (payee: Uint8Array): string => bytesToHex(sha256(payee));

/** The claimant's signature over a sealed payee, which guardians check without opening it. */
export const signPayee = (rewardId: string, payee: Uint8Array, signingSeed: Uint8Array): string =>
  signStatement(PAYEE, { rewardId, payee: payeeHash(payee) }, signingSeed);

/** A claim to an account as it lies in the row; null where the row has none. */
export type SignedClaim = {
  rewardId: string;
  /** The `payeeHash` of the sealed payee. */
  payee: string | null;
  payeeSignature: string | null;
  claimant: Claimant | null;
};

type List = Pick<DirectoryStatement, 'members' | 'units'>;

/**
 * Checks that the payee is the one that the rewarded reporter named, by the signature of somebody whom one of the lists
 * certifies in a unit that handles reports. Throws EnvelopeError `badSignature`.
 */
export function requireClaim({ rewardId, payee, payeeSignature, claimant }: SignedClaim, lists: readonly List[]): void {
  const vouched = claimant !== null && lists.some((list) => mayVouch(list, rewardId, claimant));
  const named =
    vouched &&
    payee !== null &&
    payeeSignature !== null &&
    verifyStatement(PAYEE, { rewardId, payee }, payeeSignature, claimant.key);
  if (!named) throw new EnvelopeError('badSignature', 'claim');
}

/** Whether a claim holds, for an auditor, to whom a false one is a finding and no error. */
export function isClaimed(claim: SignedClaim, lists: readonly List[]): boolean {
  try {
    requireClaim(claim, lists);
    return true;
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return false;
  }
}

function mayVouch({ members, units }: List, rewardId: string, claimant: Claimant): boolean {
  const lead = members.find(({ id }) => id === claimant.memberId);
  const own = units.filter(({ id }) => lead?.unitIds.includes(id));
  const handles = own.length > 0 && own.every(({ kind }) => handlesReports(kind));
  return lead !== undefined && handles && isClaimant(rewardId, claimant, lead.signingKey);
}
