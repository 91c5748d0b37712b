import * as z from 'zod/mini';
import { EnvelopeError } from '~/envelope/errors';
import { requireCertifiedMember } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { PartLabel } from '~/envelope/seal';
import { signStatement, verifyStatement } from '~/envelope/signing';
import { content, openContent, sealContent, signatureText } from './content';

export type MessagePlace = { reportId: string; sequence: number };
/** What the reporter writes is a message, or the objection to a reply (异议), of which the signature says which. */
export type ReporterWords = 'message' | 'objection';
export type MessageToSeal = MessagePlace & { text: string; threadRecipient: string };
export type OpenedMessage = {
  from: 'reporter' | 'staff';
  text: string;
  memberId: string | null;
  about: ReporterWords;
};

export const reporterMessageContent = content(
  'reporterMessage',
  z.object({
    text: z.string(),
    about: z.catch(z.enum(['message', 'objection']), 'message'),
    signature: signatureText,
  }),
);
export const staffMessageContent = content(
  'staffMessage',
  z.object({ text: z.string(), memberId: z.catch(z.string(), ''), signature: signatureText }),
);

/** By these names the two are signed, so that neither can be shown as the other. */
const STATEMENTS = { message: 'reporterMessage', objection: 'reporterObjection' } as const;

/** A reporter's message: signed with the receipt code's key over report, sequence and text, sealed to the thread key. */
export function sealReporterMessage(
  message: MessageToSeal & { signingSeed: Uint8Array; about?: ReporterWords },
): Promise<Uint8Array> {
  const { reportId, sequence, text, about = 'message' } = message;
  const signature = signStatement(STATEMENTS[about], { reportId, sequence, text }, message.signingSeed);
  const said = { text, about, signature };
  return sealContent(reporterMessageContent, labelOf('reporterMessage', message), said, [message.threadRecipient]);
}

/** A staff member's message: signed over report, sequence, text and member, with the signature sealed inside. */
export async function sealStaffMessage(
  message: MessageToSeal & { memberId: string; signingSeed: Uint8Array },
): Promise<Uint8Array> {
  const { reportId, sequence, text, memberId } = message;
  const signature = signStatement('staffMessage', { reportId, sequence, text, memberId }, message.signingSeed);
  const said = { text, memberId, signature };
  return sealContent(staffMessageContent, labelOf('staffMessage', message), said, [message.threadRecipient]);
}

/**
 * Opens a message of either side with the thread key. A staff message counts only if a member certified in the
 * directory signed it; for messages of members who have left, pass a directory that still has them. A reporter's
 * message counts only if `reporterKey` signed it: the key that the narrative names, or the reporter's own. Throws
 * EnvelopeError: badSignature, wrongKey, wrongPart, damaged, newerVersion.
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
  if (kind === 'reporterMessage') {
    const { text, about, signature } = await openContent(
      reporterMessageContent,
      sealed,
      threadIdentity,
      labelOf(kind, message),
    );
    if (
      reporterKey === null ||
      !verifyStatement(STATEMENTS[about], { reportId, sequence, text }, signature, reporterKey)
    ) {
      throw new EnvelopeError('badSignature', 'message');
    }
    return { from: 'reporter', text, memberId: null, about };
  }
  const { text, memberId, signature } = await openContent(
    staffMessageContent,
    sealed,
    threadIdentity,
    labelOf(kind, message),
  );
  const member = requireCertifiedMember(directory, memberId);
  if (!verifyStatement('staffMessage', { reportId, sequence, text, memberId }, signature, member.signingKey)) {
    throw new EnvelopeError('badSignature', 'message');
  }
  return { from: 'staff', text, memberId, about: 'message' };
}

const labelOf = (kind: 'reporterMessage' | 'staffMessage', { reportId, sequence }: MessagePlace): PartLabel => ({
  kind,
  scope: reportId,
  sequence,
});
