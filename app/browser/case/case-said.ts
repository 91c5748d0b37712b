import { openManifest } from '~/contract/sealed/file-manifest';
import { type OpenedMessage, openMessage, type ReporterWords } from '~/contract/sealed/thread';
import { requireWithdrawal } from '~/contract/sealed/withdrawal';
import type { SealedCasePart } from '~/domain/case/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { FileEntry } from '~/envelope/report/file-parts';
import { attempt, type KeysByEpoch, type Opening, ofEpoch } from './case-opening';

export type OpenedFile = {
  reportId: string;
  entry: FileEntry;
  /** Ids of the sealed parts in order. */
  partIds: string[];
};

export type WorkspaceMessage = {
  id: string;
  reportId: string;
  sequence: number;
  from: 'reporter' | 'staff';
  /** Null when the signature does not fit: what neither the reporter nor a certified member wrote is not shown. */
  text: string | null;
  memberId: string | null;
  /** What the reporter's signature says that it is. */
  about: ReporterWords;
  /** Signed by a member whom only an older list names. */
  former: boolean;
  madeOn: string;
};

/** Was the report withdrawn, or the reply objected to, and is the statement the reporter's own? */
export type Withdrawal = 'none' | 'signed' | 'forged';

/**
 * A report's parts with the keys that open them. `signingKey` is the reporter's, from the narrative; null where it is
 * not known.
 */
export type Said = {
  reportId: string;
  parts: readonly SealedCasePart[];
  signingKey: string | null;
};

/** Files whose manifest the reporter signed, and the days of deliveries that somebody else put there. */
export async function openFiles(
  opening: Opening,
  { reportId, parts, signingKey }: Said,
  reportIdentity: string,
): Promise<{ files: OpenedFile[]; forgedFiles: string[] }> {
  const files: OpenedFile[] = [];
  const forgedFiles: string[] = [];
  for (const { bytes, sequence, madeOn } of parts.filter(({ kind }) => kind === 'fileManifest')) {
    if (bytes === null) continue;
    const place = { reportId, sequence };
    const manifest = await attempt(opening, () =>
      ifSigned(() => openManifest(place, fromBase64(bytes), reportIdentity, signingKey)),
    );
    if (manifest === 'forged') forgedFiles.push(madeOn);
    else
      for (const entry of manifest?.files ?? [])
        files.push({ reportId, entry, partIds: partsOf(parts, reportId, entry) });
  }
  return { files, forgedFiles };
}

const partsOf = (parts: readonly SealedCasePart[], reportId: string, { fileIndex }: FileEntry): string[] =>
  parts
    .filter(({ kind, scope }) => kind === 'file' && scope === `${reportId}:${fileIndex}`)
    .sort((a, b) => a.sequence - b.sequence)
    .map(({ id }) => id);

async function ifSigned<T>(work: () => Promise<T>): Promise<T | 'forged'> {
  try {
    return await work();
  } catch (error) {
    if (!isEnvelopeError(error) || error.code !== 'badSignature') throw error;
    return 'forged';
  }
}

/** Messages both ways in order; those without a valid signature come without their text. */
export async function openMessages(
  opening: Opening,
  { reportId, parts, signingKey }: Said,
  threads: KeysByEpoch,
): Promise<WorkspaceMessage[]> {
  const messages: WorkspaceMessage[] = [];
  for (const part of parts) {
    const { id, kind, sequence, keyEpoch, bytes, madeOn } = part;
    if ((kind !== 'reporterMessage' && kind !== 'staffMessage') || bytes === null) continue;
    const opened = await attempt(opening, async () => {
      const sealed = fromBase64(bytes);
      const threadIdentity = ofEpoch(threads, keyEpoch);
      return openSigned(opening, { reportId, sequence, kind, sealed, threadIdentity, reporterKey: signingKey });
    });
    const from = kind === 'staffMessage' ? 'staff' : 'reporter';
    if (opened) messages.push({ id, reportId, sequence, from, madeOn, ...opened });
  }
  return messages.sort((a, b) => a.sequence - b.sequence);
}

type ToOpen = Omit<Parameters<typeof openMessage>[0], 'directory'>;

/** Checks a signature by the list in force, then by older ones that name members who have left. */
async function openSigned(
  { directories }: Opening,
  message: ToOpen,
): Promise<Pick<WorkspaceMessage, 'text' | 'memberId' | 'about' | 'former'>> {
  for (const [index, directory] of (directories.length > 0 ? directories : [{ members: [] }]).entries()) {
    const opened: OpenedMessage | 'forged' = await ifSigned(() => openMessage({ ...message, directory }));
    if (opened === 'forged') continue;
    const { text, memberId, about } = opened;
    return { text, memberId, about, former: index > 0 };
  }
  return { text: null, memberId: null, about: 'message', former: false };
}

/** Did the reporter object to the reply, and does one of the opened messages say so by its signature? */
export function objectionIn(messages: readonly WorkspaceMessage[], objected: boolean): Withdrawal {
  if (!objected) return 'none';
  return messages.some(({ about, text }) => about === 'objection' && text !== null) ? 'signed' : 'forged';
}

/** A report counts as withdrawn by its row or by the reporter's statement; without that statement it is `forged`. */
export async function openWithdrawal(
  opening: Opening,
  { reportId, parts, signingKey }: Said,
  withdrawn: boolean,
  reportIdentity: string,
): Promise<Withdrawal> {
  for (const { kind, bytes } of parts) {
    if (kind !== 'withdrawal' || bytes === null) continue;
    const signed = await attempt(opening, async () => {
      if (signingKey === null) throw new EnvelopeError('badSignature', 'withdrawal');
      await requireWithdrawal(reportId, fromBase64(bytes), reportIdentity, signingKey);
      return true;
    });
    if (signed) return 'signed';
  }
  return withdrawn ? 'forged' : 'none';
}
