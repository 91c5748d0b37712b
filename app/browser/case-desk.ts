import type { SealedCase, SealedCasePart } from '~/domain/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import type { DirectoryStatement } from '~/envelope/directory';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { BoundKeys } from '~/envelope/narrative';
import { type KeyWrap, type Narrative, openReportKey, openReportParts } from '~/envelope/report-bundle';
import { openReporterCard, type ReporterCard } from '~/envelope/reporter-card';
import { openJson, type PartKind } from '~/envelope/seal';
import { attempt, type KeysByEpoch, type Opening, ofEpoch } from './case-opening';
import {
  type DeskMessage,
  type OpenedFile,
  openFiles,
  openMessages,
  openWithdrawal,
  type Withdrawal,
} from './case-said';
import { checkedDirectoryIfAny } from './checked-directory';
import { requireRenewed, vouchingLists } from './renewed-keys';

export type { SealedCase, SealedCasePart } from '~/domain/sealed-case';
export type { KeysByEpoch } from './case-opening';
export type { DeskMessage, OpenedFile } from './case-said';

/** What the desk needs of the keyring: who signs, and the opened unit keys. In tests and the demo made by hand. */
export type DeskKeyring = {
  member: () => { memberId: string; signing: { seed: Uint8Array } };
  /** The unit's age identity from a grant wrapped to the member. */
  unitIdentity: (grant: { unitKeyId: string; wrapped: string }) => Promise<string>;
};

export type OpenedReport = {
  reportId: string;
  /** The thread key is the newest one, which later messages are sealed to. */
  keys: { report: KeyPair; thread: KeyPair };
  /** Every thread key that opened, by epoch. */
  threads: KeysByEpoch;
  /** The reporter's own key as the reporter named it, whatever the server says; null without a sound card. */
  reporterRecipient: string | null;
  /** The keys that the report was sent with, from its narrative. */
  bound: BoundKeys | null;
  narrative: Narrative | null;
  files: OpenedFile[];
  /** Days of deliveries of files that the reporter did not sign. */
  forgedFiles: string[];
  withdrawal: Withdrawal;
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
  await requireRenewed(sealed, { key: 'case', scope: caseId }, caseKeys, { directories, reporter: NOBODY });
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
  const { reportId, nextSequence, withdrawn } = report;
  const ids = { reportId, caseId: sealed.caseId };
  const threads = await openKeys(sealed, ids, 'thread', identities);
  // A unit that reads along for a review was given no thread: a key that opens nothing stands in.
  const thread = sealed.readsAlong ? await newKeyPair() : newest(threads);
  const keys = { report: await openKey(sealed, ids, 'report', identities), thread };
  const parts = sealed.parts.filter((part) => part.reportId === reportId);
  const told = await openNarrative(opening, reportId, parts, keys.report);
  const bound = told?.bound ?? null;
  const card = await cardOf(opening, reportId, parts, threads);
  requireBound(bound, { threads, card, reportRecipient: keys.report.recipient });
  const { directories } = opening;
  const named = card && fingerprint(card.reporterRecipient);
  const reporter = { reporter: bound?.reporter ?? named, signing: bound?.signing ?? null };
  await requireRenewed(sealed, { key: 'thread', scope: reportId }, threads, { directories, reporter });
  // Without its card a report whose thread began here may be another one than was sent: nobody's word is taken for it.
  const signingKey = card !== null || !threads.has(0) ? reporter.signing : null;
  const said = { reportId, parts, signingKey };
  return {
    reportId,
    keys,
    threads,
    bound,
    reporterRecipient: card?.reporterRecipient ?? null,
    nextSequence,
    narrative: told?.narrative ?? null,
    ...(await openFiles(opening, said, keys.report.identity)),
    messages: await openMessages(opening, said, threads),
    withdrawal: await openWithdrawal(opening, said, withdrawn, keys.report.identity),
  };
}

/** A case key is renewed for no reporter. */
const NOBODY = { reporter: null, signing: null };

async function cardOf(
  opening: Opening,
  reportId: string,
  parts: readonly SealedCasePart[],
  threads: KeysByEpoch,
): Promise<ReporterCard | null> {
  const part = parts.find(({ kind }) => kind === 'reporterCard');
  const first = threads.get(0);
  if (!part?.bytes || !first) return null;
  const bytes = fromBase64(part.bytes);
  return attempt(opening, () => openReporterCard(reportId, bytes, first, { by: 'thread' }));
}

function openNarrative(opening: Opening, reportId: string, parts: readonly SealedCasePart[], reportKey: KeyPair) {
  const part = parts.find(({ kind }) => kind === 'narrative');
  if (!part?.bytes) return null;
  const bytes = fromBase64(part.bytes);
  return attempt(opening, () => openReportParts(reportId, [{ kind: 'narrative', bytes }], reportKey));
}

/** The first case key must be the one that a report of the case was sent with. */
function requireBoundCase(reports: readonly OpenedReport[], caseKeys: KeysByEpoch): void {
  const first = caseKeys.get(0);
  const named = reports.flatMap(({ bound }) => (bound === null ? [] : [bound.case]));
  if (first !== undefined && named.length > 0 && !named.includes(fingerprint(first.recipient))) {
    throw new EnvelopeError('wrongPart', 'case key');
  }
}

/**
 * Narrative, first thread key and card must tell of one report: a server may wrap keys of its own for a unit, but neither
 * write into a narrative nor into a card.
 */
function requireBound(
  bound: BoundKeys | null,
  { threads, card, reportRecipient }: { threads: KeysByEpoch; card: ReporterCard | null; reportRecipient: string },
): void {
  const first = threads.get(0);
  if (bound !== null && first !== undefined && bound.thread !== fingerprint(first.recipient)) {
    throw new EnvelopeError('wrongPart', 'thread key');
  }
  if (card === null) return;
  const named = bound === null || bound.reporter === fingerprint(card.reporterRecipient);
  if (!named || card.reportRecipient !== reportRecipient) throw new EnvelopeError('wrongPart', 'card');
}

const NOTE_KINDS = ['note', 'finding', 'evidence', 'penalty'] as const satisfies readonly PartKind[];

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
