import { EnvelopeError } from '~/envelope/errors';
import { type KeyPair, newKeyPair } from '~/envelope/key-pair';
import type { UnitKeyRef } from '~/envelope/keys/directory';
import type { SeenLists } from '~/envelope/keys/seen-lists';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type ProofUse, reportProofKey } from '~/envelope/report/report-proof';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import type { PartKind } from '~/envelope/seal';
import { type IdentityPlain, sealIdentity } from './identity';
import type { KeyWrap, ReportIds, ReportKeyName } from './key-wraps';
import { type BoundKeys, bindKeys, type Narrative, openNarrative, sealNarrative } from './narrative';
import { sealReporterCard } from './reporter-card';
import { type SentKeys, sealSentKeys, wrapsOf } from './sent-keys';

export type { UnitKeyRef } from '~/envelope/keys/directory';
export type { IdentityPlain } from './identity';
export type { Narrative } from './narrative';

/** The keys of one report: for narrative and files, for messages, for casework, and for the identity. */
export type ReportKeys = Record<ReportKeyName, KeyPair>;

export type SealedPart = { kind: PartKind; key: ReportKeyName; sequence: number; bytes: Uint8Array };

export type ReportToSeal = ReportIds & {
  narrative: Narrative;
  identity: IdentityPlain | null;
  handling: UnitKeyRef;
  custodians: UnitKeyRef;
  guardians: UnitKeyRef;
  /** The key pair of the receipt code; only its public half leaves with the report. */
  reporter: Pick<KeyPair, 'seed' | 'recipient'>;
  /** Public key of the signed directory, and the lists by which all this is sealed, for the reporter's card. */
  countyKey: string;
  seen: SeenLists;
  keys: ReportKeys;
};

export type SealedReport = {
  reportRecipient: string;
  threadRecipient: string;
  caseRecipient: string;
  parts: SealedPart[];
  /** What the holders get, as it travels, and as it is stored: one wrap for each key and holder. */
  sent: SentKeys;
  wraps: KeyWrap[];
};

export async function newReportKeys(): Promise<ReportKeys> {
  const [report, thread, caseKey, identity] = [newKeyPair(), newKeyPair(), newKeyPair(), newKeyPair()];
  return { report: await report, thread: await thread, case: await caseKey, identity: await identity };
}

/**
 * Seals a whole report. The report key and the case key go whole to the handling unit and in two shares to custodians
 * and guardians; the thread key goes whole to the handling unit and to the reporter; the identity key only in two
 * shares. Named and anonymous reports, and reports that accuse a unit or none, give the same parts and wraps of the
 * same sizes, except for the narrative.
 */
export async function sealReport(report: ReportToSeal): Promise<SealedReport> {
  const { reportId, narrative, identity, keys } = report;
  const parts: SealedPart[] = [
    {
      kind: 'narrative',
      key: 'report',
      sequence: 0,
      bytes: await sealNarrative(reportId, narrative, boundTo(report), keys.report),
    },
    {
      kind: 'identity',
      key: 'identity',
      sequence: 0,
      bytes: await sealIdentity(reportId, identity, keys.identity.recipient),
    },
    await reporterCard(report),
  ];
  const sent = await sealSentKeys({ ...report, about: aboutReport(report, 'ask') });
  return {
    reportRecipient: keys.report.recipient,
    threadRecipient: keys.thread.recipient,
    caseRecipient: keys.case.recipient,
    parts,
    sent,
    wraps: wrapsOf(sent, report),
  };
}

/** What the report's shares and card say about it. */
const aboutReport = ({ caseId, narrative, handling, seen, keys }: ReportToSeal, use: ProofUse): ShareAbout => ({
  accused: narrative.accusedUnit === null ? [] : [narrative.accusedUnit],
  // What a payment's share says leads guardians to no case.
  caseId: use === 'ask' ? caseId : '',
  firstUnitId: handling.unitId,
  listVersion: seen.directory.version,
  proofKey: reportProofKey(keys.report.seed, use).publicKey,
});

/** The narrative, opened with the report key. Files have their own manifest (file-parts). */
export async function openReportParts(
  reportId: string,
  parts: readonly Pick<SealedPart, 'kind' | 'bytes'>[],
  reportKey: Pick<KeyPair, 'seed' | 'identity'>,
): Promise<{ narrative: Narrative; bound: BoundKeys }> {
  const part = parts.find(({ kind }) => kind === 'narrative');
  if (part === undefined) throw new EnvelopeError('damaged', 'narrative missing');
  return openNarrative(reportId, part.bytes, reportKey);
}

const boundTo = ({ keys, reporter, handling, seen }: ReportToSeal): BoundKeys =>
  bindKeys({
    firstUnitId: handling.unitId,
    listVersion: seen.directory.version,
    thread: keys.thread.recipient,
    case: keys.case.recipient,
    reporter: reporter.recipient,
    signing: reporterSigningKey(reporter.seed).publicKey,
  });

async function reporterCard(report: ReportToSeal): Promise<SealedPart> {
  const { reportId, reporter, countyKey, seen, keys } = report;
  const recipients = { reportRecipient: keys.report.recipient, reporterRecipient: reporter.recipient };
  const card = { ...recipients, countyKey, seen, about: aboutReport(report, 'claim') };
  return {
    kind: 'reporterCard',
    key: 'thread',
    sequence: 0,
    bytes: await sealReporterCard(reportId, card, keys.thread, reporter.seed),
  };
}
