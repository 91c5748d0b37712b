import { requireBound, requireBoundCase } from '~/browser/keys/bound-keys';
import { checkedDirectoryIfAny } from '~/browser/keys/checked-directory';
import { requireRenewed, vouchingLists } from '~/browser/keys/renewed-keys';
import { type CaseNoteKind, caseNoteContents } from '~/contract/sealed/case-notes';
import { openContent } from '~/contract/sealed/content';
import type { BoundKeys } from '~/contract/sealed/narrative';
import { type Narrative, openReportParts } from '~/contract/sealed/report-bundle';
import { openReporterCard, type ReporterCard } from '~/contract/sealed/reporter-card';
import type { SealedCase, SealedCasePart } from '~/domain/case/sealed-case';
import { fromBase64 } from '~/envelope/bytes';
import { fingerprint, type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { reportProofKey } from '~/envelope/report/report-proof';
import { newest, openKey, openKeys } from './case-keys';
import { attempt, type KeysByEpoch, type Opening, ofEpoch } from './case-opening';
import {
  type OpenedFile,
  objectionIn,
  openFiles,
  openMessages,
  openWithdrawal,
  type Withdrawal,
  type WorkspaceMessage,
} from './case-said';
import { checkedMarks, markedUnits } from './mark-check';

/**
 * What the workspace needs of the keyring: who signs, and the opened unit keys. In tests and the demo it is made by
 * hand.
 */
export type WorkspaceKeyring = {
  member: () => { memberId: string; signing: { seed: Uint8Array } };
  /** The unit's age identity from a grant wrapped to the member. */
  unitIdentity: (grant: { unitKeyId: string; wrapped: string }) => Promise<string>;
};

export type OpenedReport = {
  reportId: string;
  /** The thread key is the newest one, to which later messages are sealed. */
  keys: { report: KeyPair; thread: KeyPair };
  /** Every thread key that opened, by epoch. */
  threads: KeysByEpoch;
  /**
   * The reporter's own key as the reporter named it, whatever the server says: by the card, or, where a takeover left
   * the card's key out of reach, by the narrative that the renewal vouches for. Else null.
   */
  reporterRecipient: string | null;
  /**
   * The key with which the reporter signs, where card or renewal vouches for the narrative that names it; else null.
   */
  signingKey: string | null;
  /** The keys with which the report was sent, from its narrative. */
  bound: BoundKeys | null;
  narrative: Narrative | null;
  files: OpenedFile[];
  /** Days of deliveries of files that the reporter did not sign. */
  forgedFiles: string[];
  withdrawal: Withdrawal;
  objection: Withdrawal;
  messages: WorkspaceMessage[];
  nextSequence: number;
};

/** A note, finding, evidence or penalty; `about` tells notes and evidence apart (note, visit, return, rectification, strikeOff). */
export type WorkspaceNote = {
  id: string;
  kind: CaseNoteKind;
  about: string;
  content: Record<string, string>;
  authorId: string | null;
  madeOn: string;
};

export type OpenedCase = {
  caseId: string;
  /** The newest case key, to which later parts are sealed. */
  caseKey: KeyPair;
  /** Every case key that opened, by epoch. */
  caseKeys: KeysByEpoch;
  /** Epoch of the newest thread and case keys. */
  keyEpoch: number;
  reports: OpenedReport[];
  notes: WorkspaceNote[];
  directory: DirectoryStatement | null;
  /** The county key that signed the list; '' before there is one. */
  countyKey: string;
  /** The checked list, then older ones that it names. */
  directories: readonly DirectoryStatement[];
  /** How the case went from unit to unit, as the giving units signed it. */
  steps: SealedCase['steps'];
  /** Units that marks name for one of its reports, beside those that the narratives name. */
  marked: readonly string[];
  /** Parts that do not open or do not fit their label. */
  unreadable: number;
  /** Parts that a later version of the program made. */
  newer: number;
};

/**
 * Opens a case with the member's keys: unit grants → unit identity → report, thread and case seeds → parts. Throws
 * EnvelopeError `wrongKey` when no key of the member opens it, and `badSignature` or `wrongPart` when a thread or case
 * key is neither the one sent nor one that a certified member made after it. Single parts that fail are counted in
 * `unreadable`.
 */
export async function openCase(sealed: SealedCase, keyring: WorkspaceKeyring): Promise<OpenedCase> {
  const directory = await checkedDirectoryIfAny(sealed.directory);
  const directories = vouchingLists(sealed, directory);
  const opening: Opening = { sealed, directory, directories, unreadable: 0, newer: 0 };
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
    countyKey: sealed.directory?.publicKey ?? '',
    directories,
    steps: sealed.steps,
    marked: await markedFor(sealed, reports, directories),
    unreadable: opening.unreadable,
    newer: opening.newer,
  };
}

async function markedFor(
  { marks }: SealedCase,
  reports: readonly OpenedReport[],
  lists: readonly DirectoryStatement[],
): Promise<string[]> {
  const checked = await checkedMarks(marks, lists);
  const keys = reports.map((report) => reportProofKey(report.keys.report.seed, 'ask').publicKey);
  return [...new Set(keys.flatMap((key) => markedUnits(checked, key, lists)))];
}

async function openReport(
  opening: Opening,
  report: SealedCase['reports'][number],
  identities: readonly string[],
): Promise<OpenedReport> {
  const { sealed } = opening;
  const { reportId, nextSequence, withdrawn, objected } = report;
  const ids = { reportId, caseId: sealed.caseId };
  const threads = await openKeys(sealed, ids, 'thread', identities);
  // A unit that only reads for a review was given no thread, so a key that opens nothing stands in.
  const thread = sealed.readsAlong ? await newKeyPair() : newest(threads);
  const keys = { report: await openKey(sealed, ids, 'report', identities), thread };
  const parts = sealed.parts.filter((part) => part.reportId === reportId);
  const told = await openNarrative(opening, reportId, parts, keys.report);
  const bound = told?.bound ?? null;
  const card = await cardOf(opening, reportId, parts, threads);
  requireBound(bound, { threads, card, reportRecipient: keys.report.recipient });
  const { directories } = opening;
  const reporter = { reporter: bound?.reporter ?? card?.reporterKey ?? null, signing: bound?.signing ?? null };
  await requireRenewed(sealed, { key: 'thread', scope: reportId }, threads, { directories, reporter });
  // Without its card, a report whose thread began here may not be the one that was sent, so nobody's statement is
  // trusted for it.
  const signingKey = card !== null || !threads.has(0) ? reporter.signing : null;
  // A review is given no thread: it reads, but vouches for nobody.
  const vouched = card !== null || (!threads.has(0) && threads.size > 0);
  const said = { reportId, parts, signingKey };
  const messages = await openMessages(opening, said, threads);
  return {
    reportId,
    keys,
    threads,
    bound,
    signingKey: vouched ? (bound?.signing ?? null) : null,
    reporterRecipient: vouched ? ownKeyIn(report, reporter.reporter) : null,
    nextSequence,
    narrative: told?.narrative ?? null,
    ...(await openFiles(opening, said, keys.report.identity)),
    messages,
    objection: objectionIn(messages, objected),
    withdrawal: await openWithdrawal(opening, said, withdrawn, keys.report.identity),
  };
}

/** The row's word for the reporter's own key, where it is the very key that narrative or card names. */
const ownKeyIn = ({ reporterRecipient }: SealedCase['reports'][number], named: string | null): string | null =>
  reporterRecipient !== null && named === fingerprint(reporterRecipient) ? reporterRecipient : null;

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

const NOTE_KINDS = Object.keys(caseNoteContents) as CaseNoteKind[];

async function openNotes(opening: Opening, caseKeys: KeysByEpoch): Promise<WorkspaceNote[]> {
  const notes: WorkspaceNote[] = [];
  for (const { id, kind: name, scope, sequence, keyEpoch, bytes, authorId, madeOn } of opening.sealed.parts) {
    const kind = NOTE_KINDS.find((known) => known === name);
    if (kind === undefined || bytes === null || scope !== opening.sealed.caseId) continue;
    const content = await attempt(opening, async () =>
      openContent(caseNoteContents[kind], fromBase64(bytes), ofEpoch(caseKeys, keyEpoch), { kind, scope, sequence }),
    );
    if (content !== null) notes.push({ id, kind, about: content.about ?? kind, content, authorId, madeOn });
  }
  return notes;
}

/** The finding on which a verdict rests, as it opened here; null where it does not open. */
export const newestFinding = ({ notes }: Pick<OpenedCase, 'notes'>) =>
  notes.filter(({ kind }) => kind === 'finding').at(-1) ?? null;
