import type { SealedCase, SealedCasePart } from '~/domain/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import type { DirectoryStatement } from '~/envelope/directory';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { type FileEntry, openManifest } from '~/envelope/file-parts';
import { fingerprint, type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { BoundKeys } from '~/envelope/narrative';
import { type KeyWrap, type Narrative, openReportKey, openReportParts } from '~/envelope/report-bundle';
import { openReporterCard } from '~/envelope/reporter-card';
import { openJson, type PartKind } from '~/envelope/seal';
import { openMessage } from '~/envelope/thread';
import { checkedDirectoryIfAny } from './checked-directory';
import { requireRenewed, vouchingLists } from './renewed-keys';

export type { SealedCase, SealedCasePart } from '~/domain/sealed-case';

/** What the desk needs of the keyring: who signs, and the opened unit keys. In tests and the demo made by hand. */
export type DeskKeyring = {
  member: () => { memberId: string; signing: { seed: Uint8Array } };
  /** The unit's age identity from a grant wrapped to the member. */
  unitIdentity: (grant: { unitKeyId: string; wrapped: string }) => Promise<string>;
};

export type OpenedFile = {
  reportId: string;
  entry: FileEntry /** Ids of the sealed parts in order. */;
  partIds: string[];
};

export type DeskMessage = {
  id: string;
  reportId: string;
  sequence: number;
  from: 'reporter' | 'staff';
  /** Null when the signature does not fit: what nobody certified wrote is not shown. */
  text: string | null;
  memberId: string | null;
  madeOn: string;
};

export type KeysByEpoch = ReadonlyMap<number, KeyPair>;

export type OpenedReport = {
  reportId: string;
  /** The thread key is the newest one, which later messages are sealed to. */
  keys: { report: KeyPair; thread: KeyPair };
  /** Every thread key that opened, by epoch. */
  threads: KeysByEpoch;
  /** The reporter's own key as the reporter named it, whatever the server says; null without a sound card. */
  reporterRecipient: string | null;
  /** Fingerprints of the keys that the report was sent with, from its narrative. */
  bound: BoundKeys | null;
  narrative: Narrative | null;
  files: OpenedFile[];
  messages: DeskMessage[];
  nextSequence: number;
};

/** A note, finding, evidence or penalty; `about` tells notes and evidence apart (note, visit, return, rectification, strikeOff). */
export type DeskNote = {
  id: string;
  kind: 'note' | 'finding' | 'evidence' | 'penalty';
  about: string;
  content: Record<string, string>;
  authorId: string | null;
  madeOn: string;
};

export type OpenedCase = {
  caseId: string;
  /** The newest case key, which later parts are sealed to. */
  caseKey: KeyPair;
  /** Every case key that opened, by epoch. */
  caseKeys: KeysByEpoch;
  /** Epoch of the newest thread and case keys. */
  keyEpoch: number;
  reports: OpenedReport[];
  notes: DeskNote[];
  directory: DirectoryStatement | null;
  /** Parts that do not open or do not fit their label. */
  unreadable: number;
};

type Opening = {
  sealed: SealedCase;
  directory: DirectoryStatement | null;
  /** Lists whose members may have renewed keys. */
  directories: readonly DirectoryStatement[];
  unreadable: number;
};

const asWraps = (sealed: SealedCase, wanted: (wrap: SealedCase['wraps'][number]) => boolean): KeyWrap[] =>
  sealed.wraps.filter(wanted).map(({ key, keyEpoch, unitKeyId, bytes }) => ({
    key,
    keyEpoch,
    share: 'whole',
    holder: 'unit',
    unitKeyId,
    bytes: fromBase64(bytes),
  }));

/**
 * Opens a case with the member's keys: unit grants → unit identity → report, thread and case seeds → parts. Throws
 * EnvelopeError `wrongKey` when no key of the member opens it, `badSignature` or `wrongPart` when a thread or case key is
 * not the one sent or not one that a certified member made after it; single parts that fail are counted in `unreadable`.
 */
export async function openCase(sealed: SealedCase, keyring: DeskKeyring): Promise<OpenedCase> {
  const directory = await checkedDirectoryIfAny(sealed.directory);
  const directories = vouchingLists(sealed, directory);
  const opening: Opening = { sealed, directory, directories, unreadable: 0 };
  const identities = await Promise.all(sealed.grants.map((grant) => keyring.unitIdentity(grant)));
  const caseKeys = await openKeys(sealed, { reportId: '', caseId: sealed.caseId }, 'case', identities);
  const { caseId } = sealed;
  await requireRenewed(sealed, { key: 'case', scope: caseId }, caseKeys, { directories, reporterRecipient: null });
  const reports: OpenedReport[] = [];
  for (const report of sealed.reports) reports.push(await openReport(opening, report, identities));
  requireBoundCase(reports, caseKeys);
  const notes = await openNotes(opening, caseKeys);
  return {
    caseId,
    caseKey: newest(caseKeys),
    caseKeys,
    keyEpoch: sealed.keyEpoch,
    reports,
    notes,
    directory,
    unreadable: opening.unreadable,
  };
}

/**
 * A key of every epoch that this member's unit keys open. Rejects with EnvelopeError `wrongKey` when the newest does not
 * open; earlier ones may be out of reach while they wait to be wrapped for the unit's present key.
 */
async function openKeys(
  sealed: SealedCase,
  ids: { reportId: string; caseId: string },
  key: 'thread' | 'case',
  identities: readonly string[],
): Promise<KeysByEpoch> {
  const opened = new Map<number, KeyPair>();
  for (let epoch = sealed.keyEpoch; epoch >= 0; epoch -= 1) {
    try {
      opened.set(epoch, await openKey(sealed, ids, key, identities, epoch));
    } catch (error) {
      const mayLack = epoch < sealed.keyEpoch || sealed.readsAlong === true;
      if (!mayLack || !isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
    }
  }
  return opened;
}

/** Maps keep the order of insertion, and the newest went in first. */
function newest(keys: KeysByEpoch): KeyPair {
  const [first] = keys.values();
  if (first === undefined) throw new EnvelopeError('wrongKey');
  return first;
}

async function openKey(
  sealed: SealedCase,
  ids: { reportId: string; caseId: string },
  key: 'report' | 'thread' | 'case',
  identities: readonly string[],
  keyEpoch = 0,
): Promise<KeyPair> {
  const wraps = asWraps(sealed, (wrap) => wrap.key === key && (key === 'case' || wrap.reportId === ids.reportId));
  let refused: unknown = new EnvelopeError('wrongKey', 'no unit key');
  for (const identity of identities) {
    try {
      return await openReportKey(ids, key, wraps, identity, keyEpoch);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
      refused = error;
    }
  }
  throw refused;
}

async function openReport(
  opening: Opening,
  report: SealedCase['reports'][number],
  identities: readonly string[],
): Promise<OpenedReport> {
  const { sealed } = opening;
  const { reportId, nextSequence } = report;
  const ids = { reportId, caseId: sealed.caseId };
  const threads = await openKeys(sealed, ids, 'thread', identities);
  // A unit that reads along for a review was given no thread: a key that opens nothing stands in.
  const thread = sealed.readsAlong ? await newKeyPair() : newest(threads);
  const keys = { report: await openKey(sealed, ids, 'report', identities), thread };
  const parts = sealed.parts.filter((part) => part.reportId === reportId);
  const told = await openNarrative(opening, reportId, parts, keys.report.identity);
  requireBound(told?.bound, threads);
  const reporterRecipient = await reporterOf(opening, reportId, parts, threads);
  const { directories } = opening;
  await requireRenewed(sealed, { key: 'thread', scope: reportId }, threads, { directories, reporterRecipient });
  return {
    reportId,
    keys,
    threads,
    bound: told?.bound ?? null,
    reporterRecipient,
    nextSequence,
    narrative: told?.narrative ?? null,
    files: await openFiles(opening, reportId, parts, keys.report.identity),
    messages: await openMessages(opening, reportId, parts, threads),
  };
}

/** A part that fails is counted and left out, so that one spoilt part does not hide the rest. */
async function attempt<T>(opening: Opening, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    opening.unreadable += 1;
    return null;
  }
}

async function reporterOf(
  opening: Opening,
  reportId: string,
  parts: readonly SealedCasePart[],
  threads: KeysByEpoch,
): Promise<string | null> {
  const part = parts.find(({ kind }) => kind === 'reporterCard');
  const first = threads.get(0);
  if (!part?.bytes || !first) return null;
  const bytes = fromBase64(part.bytes);
  return (
    (await attempt(opening, () => openReporterCard(reportId, bytes, first, { by: 'thread' })))?.reporterRecipient ??
    null
  );
}

function openNarrative(opening: Opening, reportId: string, parts: readonly SealedCasePart[], identity: string) {
  const part = parts.find(({ kind }) => kind === 'narrative');
  if (!part?.bytes) return null;
  const bytes = fromBase64(part.bytes);
  return attempt(opening, () => openReportParts(reportId, [{ kind: 'narrative', bytes }], identity));
}

/** The first case key must be the one that a report of the case was sent with. */
function requireBoundCase(reports: readonly OpenedReport[], caseKeys: KeysByEpoch): void {
  const first = caseKeys.get(0);
  const named = reports.flatMap(({ bound }) => (bound === null ? [] : [bound.case]));
  if (first !== undefined && named.length > 0 && !named.includes(fingerprint(first.recipient))) {
    throw new EnvelopeError('wrongPart', 'case key');
  }
}

/** A server may wrap thread and case keys of its own for a unit, but cannot write their fingerprints into a narrative. */
function requireBound(bound: BoundKeys | undefined, threads: KeysByEpoch): void {
  const first = threads.get(0);
  if (bound !== undefined && first !== undefined && bound.thread !== fingerprint(first.recipient)) {
    throw new EnvelopeError('wrongPart', 'thread key');
  }
}

async function openFiles(
  opening: Opening,
  reportId: string,
  parts: readonly SealedCasePart[],
  identity: string,
): Promise<OpenedFile[]> {
  const files: OpenedFile[] = [];
  for (const { bytes, sequence } of parts.filter(({ kind }) => kind === 'fileManifest')) {
    if (bytes === null) continue;
    const manifest = await attempt(opening, () => openManifest(reportId, fromBase64(bytes), identity, sequence));
    for (const entry of manifest?.files ?? []) {
      const partIds = parts
        .filter(({ kind, scope }) => kind === 'file' && scope === `${reportId}:${entry.fileIndex}`)
        .sort((a, b) => a.sequence - b.sequence)
        .map(({ id }) => id);
      files.push({ reportId, entry, partIds });
    }
  }
  return files;
}

async function openMessages(
  opening: Opening,
  reportId: string,
  parts: readonly SealedCasePart[],
  threads: KeysByEpoch,
): Promise<DeskMessage[]> {
  const directory = opening.directory ?? { members: [] };
  const messages: DeskMessage[] = [];
  for (const { id, kind, sequence, keyEpoch, bytes, madeOn } of parts) {
    if ((kind !== 'reporterMessage' && kind !== 'staffMessage') || bytes === null) continue;
    const from = kind === 'staffMessage' ? 'staff' : 'reporter';
    const place = { id, reportId, sequence, madeOn };
    try {
      const sealed = fromBase64(bytes);
      const threadIdentity = ofEpoch(threads, keyEpoch);
      const opened = await openMessage({ reportId, sequence, kind, sealed, threadIdentity, directory });
      messages.push({ ...place, from, text: opened.text, memberId: opened.memberId });
    } catch (error) {
      if (!isEnvelopeError(error)) throw error;
      if (error.code === 'badSignature') messages.push({ ...place, from, text: null, memberId: null });
      else opening.unreadable += 1;
    }
  }
  return messages.sort((a, b) => a.sequence - b.sequence);
}

const NOTE_KINDS = ['note', 'finding', 'evidence', 'penalty'] as const satisfies readonly PartKind[];

/** Throws EnvelopeError `wrongKey` for an epoch whose key did not open. */
function ofEpoch(keys: KeysByEpoch, keyEpoch: number): string {
  const key = keys.get(keyEpoch);
  if (key === undefined) throw new EnvelopeError('wrongKey', 'epoch');
  return key.identity;
}

async function openNotes(opening: Opening, caseKeys: KeysByEpoch): Promise<DeskNote[]> {
  const notes: DeskNote[] = [];
  for (const { id, kind: name, scope, sequence, keyEpoch, bytes, authorId, madeOn } of opening.sealed.parts) {
    const kind = NOTE_KINDS.find((known) => known === name);
    if (kind === undefined || bytes === null || scope !== opening.sealed.caseId) continue;
    const content = await attempt(opening, async () =>
      openJson<Record<string, string>>(fromBase64(bytes), ofEpoch(caseKeys, keyEpoch), { kind, scope, sequence }),
    );
    if (content !== null) notes.push({ id, kind, about: content.about ?? kind, content, authorId, madeOn });
  }
  return notes;
}
