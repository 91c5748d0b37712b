import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import type { PartLabel } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { content, openContent, sealContent, signatureText } from './content';

const KIND = 'withdrawal';
export const withdrawalContent = content(KIND, z.object({ signature: signatureText }));

/** The reporter's signed statement that the report is withdrawn, sealed to the report key. */
export function sealWithdrawal(
  reportId: string,
  reportRecipient: string,
  signingSeed: Uint8Array,
): Promise<Uint8Array> {
  const signature = signStatement(KIND, { reportId }, signingSeed);
  return sealContent(withdrawalContent, labelOf(reportId), { signature }, [reportRecipient]);
}

/**
 * Opens a withdrawal. Throws EnvelopeError: badSignature (not signed by the reporter), wrongKey, wrongPart, damaged.
 */
export async function requireWithdrawal(
  reportId: string,
  sealed: Uint8Array,
  reportIdentity: string,
  signingKey: string,
): Promise<void> {
  const { signature } = await openContent(withdrawalContent, sealed, reportIdentity, labelOf(reportId));
  if (!verifyStatement(KIND, { reportId }, signature, signingKey)) {
    throw new EnvelopeError('badSignature', KIND);
  }
}

const labelOf = (reportId: string): PartLabel => ({ kind: KIND, scope: reportId, sequence: 0 });
