import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '~/envelope/bytes';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { reportProofKey } from './report-proof';

/**
 * How a holder proves that they opened a test report. Of the handling unit: a signature by a key that is derived from the report's own key.
 * Of custodians and guardians: the public key that lies in each of their shares, of which a row has only the hash. A true report
 * has neither in any row (report-proof.ts); a test report has nobody to give away.
 */
export type RehearsalChecks = { signingKey: string; shareHash: string };
export type RehearsalSeen = { reportId: string; memberId: string };

const KIND = 'rehearsal.seen';

export const rehearsalChecks = (reportSeed: Uint8Array): RehearsalChecks => ({
  signingKey: reportProofKey(reportSeed, 'claim').publicKey,
  shareHash: shareHashOf(reportProofKey(reportSeed, 'ask').publicKey),
});

export const shareHashOf = (proofKey: string): string =>
  toBase64(sha256(utf8(`anshao/rehearsal-share/v1\n${proofKey}`)));

export const signSeen = (seen: RehearsalSeen, reportSeed: Uint8Array): string =>
  signStatement(KIND, seen, reportProofKey(reportSeed, 'claim').seed);

export const verifySeen = (seen: RehearsalSeen, signature: string, { signingKey }: RehearsalChecks): boolean =>
  verifyStatement(KIND, seen, signature, signingKey);
