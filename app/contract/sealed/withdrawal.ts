import { EnvelopeError } from '~/envelope/errors';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';

const KIND = 'withdrawal';

/** The reporter's signed word that the report is taken back, sealed to the report key. */
export function sealWithdrawal(
  reportId: string,
  reportRecipient: string,
  signingSeed: Uint8Array,
): Promise<Uint8Array> {
  const signature = signStatement(KIND, { reportId }, signingSeed);
  return sealJson(labelOf(reportId), { signature }, [reportRecipient]);
}

/** Throws EnvelopeError: badSignature (not the reporter's word), wrongKey, wrongPart, damaged. */
export async function requireWithdrawal(
  reportId: string,
  sealed: Uint8Array,
  reportIdentity: string,
  signingKey: string,
): Promise<void> {
  const content = await openJson<{ signature?: unknown } | null>(sealed, reportIdentity, labelOf(reportId));
  const signature = content?.signature;
  if (typeof signature !== 'string' || !verifyStatement(KIND, { reportId }, signature, signingKey)) {
    throw new EnvelopeError('badSignature', KIND);
  }
}

const labelOf = (reportId: string): PartLabel => ({ kind: KIND, scope: reportId, sequence: 0 });
