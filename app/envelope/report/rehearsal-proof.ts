import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '~/envelope/bytes';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { reportProofKey } from './report-proof';

/**
 * How a holder proves that they opened a test report. Of the handling unit: a signature by a key that is derived from the report's own key.
 * Of custodians and guardians: a hash of the public key that lies in each of their shares, of which a row has the hash once more. Whoever
 * was handed a true report's share in place of a test's has told nothing by it.
 */
export type RehearsalChecks = { signingKey: string; shareHash: string };
export type RehearsalSeen = { reportId: string; memberId: string };

const KIND = 'rehearsal.seen';

export const rehearsalChecks = (reportSeed: Uint8Array): RehearsalChecks => ({
  signingKey: reportProofKey(reportSeed, 'claim').publicKey,
  shareHash: shareHashOf(shareProofOf(reportProofKey(reportSeed, 'ask').publicKey)),
});

const hashOf = (kind: string, of: string) => toBase64(sha256(utf8(`anshao/rehearsal.${kind}/v1\n${of}`)));

/** What custodians and guardians tell, and what of it stands in the row. */
export const shareProofOf = (proofKey: string): string => hashOf('share', proofKey);
export const shareHashOf = (shareProof: string): string => hashOf('shown', shareProof);

export const signSeen = (seen: RehearsalSeen, reportSeed: Uint8Array): string =>
  signStatement(KIND, seen, reportProofKey(reportSeed, 'claim').seed);

export const verifySeen = (seen: RehearsalSeen, signature: string, { signingKey }: RehearsalChecks): boolean =>
  verifyStatement(KIND, seen, signature, signingKey);
