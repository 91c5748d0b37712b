import { requireCertifiedMember } from '~/envelope/directory';
import type { DirectoryStatement } from '~/envelope/directory-statement';
import { EnvelopeError } from '~/envelope/errors';
import { openJson, type PartLabel, sealJson } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';

export type MessagePlace = { reportId: string; sequence: number };
export type MessageToSeal = MessagePlace & { text: string; threadRecipient: string };
export type OpenedMessage = { from: 'reporter' | 'staff'; text: string; memberId: string | null };

type Content = { text: string; memberId: string; signature: string };

/** A reporter's message: signed with the receipt code's key over report, sequence and text, sealed to the thread key. */
export function sealReporterMessage(message: MessageToSeal & { signingSeed: Uint8Array }): Promise<Uint8Array> {
  const { reportId, sequence, text } = message;
  const signature = signStatement('reporterMessage', { reportId, sequence, text }, message.signingSeed);
  const content: Omit<Content, 'memberId'> = { text, signature };
  return sealJson(labelOf('reporterMessage', message), content, [message.threadRecipient]);
}

/** A staff member's message: signed over report, sequence, text and member, the signature sealed with it. */
export async function sealStaffMessage(
  message: MessageToSeal & { memberId: string; signingSeed: Uint8Array },
): Promise<Uint8Array> {
  const { reportId, sequence, text, memberId } = message;
  const signature = signStatement('staffMessage', { reportId, sequence, text, memberId }, message.signingSeed);
  const content: Content = { text, memberId, signature };
  return sealJson(labelOf('staffMessage', message), content, [message.threadRecipient]);
}

/**
 * Opens a message of either side with the thread key. A staff message counts only if a member certified in the
 * directory signed it; for messages of members who have left, give a directory that still has them. A reporter's counts
 * only if `reporterKey` signed it: the key that the narrative names, or the reporter's own.
 * Throws EnvelopeError: badSignature, wrongKey, wrongPart, damaged.
 */
export async function openMessage(
  message: MessagePlace & {
    kind: 'reporterMessage' | 'staffMessage';
    sealed: Uint8Array;
    threadIdentity: string;
    directory: Pick<DirectoryStatement, 'members'>;
    /** Null where it is not known. */
    reporterKey: string | null;
  },
): Promise<OpenedMessage> {
  const { reportId, sequence, kind, sealed, threadIdentity, directory, reporterKey } = message;
  const content = await openJson<Partial<Content>>(sealed, threadIdentity, labelOf(kind, message));
  const { text, memberId, signature } = content;
  if (typeof text !== 'string') throw new EnvelopeError('damaged', 'message');
  if (kind === 'reporterMessage') {
    const known = typeof signature === 'string' && reporterKey !== null;
    if (!known || !verifyStatement('reporterMessage', { reportId, sequence, text }, signature, reporterKey)) {
      throw new EnvelopeError('badSignature', 'message');
    }
    return { from: 'reporter', text, memberId: null };
  }
  if (typeof memberId !== 'string' || typeof signature !== 'string') throw new EnvelopeError('badSignature', 'message');
  const member = requireCertifiedMember(directory, memberId);
  if (!verifyStatement('staffMessage', { reportId, sequence, text, memberId }, signature, member.signingKey)) {
    throw new EnvelopeError('badSignature', 'message');
  }
  return { from: 'staff', text, memberId };
}

const labelOf = (kind: 'reporterMessage' | 'staffMessage', { reportId, sequence }: MessagePlace): PartLabel => ({
  kind,
  scope: reportId,
  sequence,
});
