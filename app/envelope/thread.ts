import { type DirectoryStatement, requireCertifiedMember } from './directory';
import { EnvelopeError } from './errors';
import { openJson, type PartLabel, sealJson } from './seal';
import { signStatement, verifyStatement } from './signing';

export type MessagePlace = { reportId: string; sequence: number };
export type MessageToSeal = MessagePlace & { text: string; threadRecipient: string };
export type OpenedMessage = { from: 'reporter' | 'staff'; text: string; memberId: string | null };

type StaffContent = { text: string; memberId: string; signature: string };

/** A reporter's message, sealed to the thread key. */
export const sealReporterMessage = ({
  reportId,
  sequence,
  text,
  threadRecipient,
}: MessageToSeal): Promise<Uint8Array> =>
  sealJson(labelOf('reporterMessage', { reportId, sequence }), { text }, [threadRecipient]);

/** A staff member's message: signed over report, sequence, text and member, the signature sealed with it. */
export async function sealStaffMessage(
  message: MessageToSeal & { memberId: string; signingSeed: Uint8Array },
): Promise<Uint8Array> {
  const { reportId, sequence, text, memberId } = message;
  const signature = signStatement('staffMessage', { reportId, sequence, text, memberId }, message.signingSeed);
  const content: StaffContent = { text, memberId, signature };
  return sealJson(labelOf('staffMessage', message), content, [message.threadRecipient]);
}

/**
 * Opens a message of either side with the thread key. A staff message counts only if a member certified in the
 * directory signed it; for messages of members who have left, give a directory that still has them.
 * Throws EnvelopeError: badSignature, wrongKey, wrongPart, damaged.
 */
export async function openMessage(
  message: MessagePlace & {
    kind: 'reporterMessage' | 'staffMessage';
    sealed: Uint8Array;
    threadIdentity: string;
    directory: Pick<DirectoryStatement, 'members'>;
  },
): Promise<OpenedMessage> {
  const { reportId, sequence, kind, sealed, threadIdentity, directory } = message;
  const content = await openJson<Partial<StaffContent>>(sealed, threadIdentity, labelOf(kind, message));
  const { text, memberId, signature } = content;
  if (typeof text !== 'string') throw new EnvelopeError('damaged', 'message');
  if (kind === 'reporterMessage') return { from: 'reporter', text, memberId: null };
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
