import type { UnitKeyRef } from '~/envelope/directory';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { type KeyPair, newKeyPair } from '~/envelope/key-pair';
import { type ProofUse, reportProofKey } from '~/envelope/report-proof';
import { reporterSigningKey } from '~/envelope/reporter-signing';
import type { PartKind } from '~/envelope/seal';
import type { SeenLists } from '~/envelope/seen-lists';
import type { ShareAbout } from '~/envelope/share-about';
import { unwrapKeyPair, wrapSeed } from '~/envelope/wrap';
import { type IdentityPlain, identityScope, sealIdentity } from './identity';
import { type BoundKeys, bindKeys, type Narrative, openNarrative, sealNarrative } from './narrative';
import { sealReporterCard } from './reporter-card';
import { splitForTwo } from './two-share-key';

export type { UnitKeyRef } from '~/envelope/directory';
export type { IdentityPlain } from './identity';
export type { Narrative } from './narrative';

export type ReportKeyName = 'report' | 'thread' | 'case' | 'identity';
export type ReportIds = { reportId: string; caseId: string };

/** The keys of one report: narrative and files, messages, casework, and the identity's own. */
export type ReportKeys = Record<ReportKeyName, KeyPair>;

export type SealedPart = { kind: PartKind; key: ReportKeyName; sequence: number; bytes: Uint8Array };

/** A key of a report wrapped for a holder: whole, or one of two shares. */
export type KeyWrap = {
  key: ReportKeyName;
  share: 'whole' | 'custodians' | 'guardians';
  holder: 'unit' | 'reporter';
  unitKeyId: string | null;
  bytes: Uint8Array;
  /** Generation of the key (key-renewal); 0, as when left out, from the sending. */
  keyEpoch?: number;
};

export type ReportToSeal = ReportIds & {
  narrative: Narrative;
  identity: IdentityPlain | null;
  handling: UnitKeyRef;
  custodians: UnitKeyRef;
  guardians: UnitKeyRef;
  /** The key pair of the receipt code; only its public half leaves with the report. */
  reporter: Pick<KeyPair, 'seed' | 'recipient'>;
  /** Public key of the signed directory and the lists that all this is sealed by, for the reporter's card. */
  countyKey: string;
  seen: SeenLists;
  keys: ReportKeys;
};

export type SealedReport = {
  reportRecipient: string;
  threadRecipient: string;
  caseRecipient: string;
  parts: SealedPart[];
  wraps: KeyWrap[];
};

export async function newReportKeys(): Promise<ReportKeys> {
  const [report, thread, caseKey, identity] = [newKeyPair(), newKeyPair(), newKeyPair(), newKeyPair()];
  return { report: await report, thread: await thread, case: await caseKey, identity: await identity };
}

/**
 * Seals a whole report. Report and case key go whole to the handling unit and in two shares to custodians and
 * guardians; the thread key whole to the handling unit and to the reporter; the identity key in two shares only.
 * Named and anonymous reports, and such as accuse a unit or none, give the same parts and wraps of the same sizes, but
 * for the narrative's.
 */
export async function sealReport(report: ReportToSeal): Promise<SealedReport> {
  const { reportId, narrative, identity, handling, keys } = report;
  const shared = { ...report, about: aboutReport(report, 'ask') };
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
  const wraps = [
    ...(await rewrapForUnit(report, keys, handling)),
    await wrapForReporter({ ...report, reporterRecipient: report.reporter.recipient }, keys.thread),
    ...(await wrapShares(shared, 'report', keys.report)),
    ...(await wrapShares(shared, 'case', keys.case)),
    ...(await wrapShares(shared, 'identity', keys.identity)),
  ];
  return {
    reportRecipient: keys.report.recipient,
    threadRecipient: keys.thread.recipient,
    caseRecipient: keys.case.recipient,
    parts,
    wraps,
  };
}

/** What the report's shares and card say of it. */
const aboutReport = ({ narrative, handling, seen, keys }: ReportToSeal, use: ProofUse): ShareAbout => ({
  accused: narrative.accusedUnit === null ? [] : [narrative.accusedUnit],
  firstUnitId: handling.unitId,
  listVersion: seen.directory.version,
  proofKey: reportProofKey(keys.report.seed, use).publicKey,
});

/**
 * Wraps opened keys whole for a unit: the handling unit at first, the next one at a transfer. Only the keys given are
 * wrapped; the identity key never is.
 */
export async function rewrapForUnit(
  ids: ReportIds,
  keys: Partial<Record<'report' | 'thread' | 'case', Pick<KeyPair, 'seed'>>>,
  unit: UnitKeyRef,
  keyEpoch = 0,
): Promise<KeyWrap[]> {
  const wraps: KeyWrap[] = [];
  for (const key of ['report', 'thread', 'case'] as const) {
    const opened = keys[key];
    if (opened === undefined) continue;
    const bytes = await wrapSeed(opened.seed, keyScope(ids, key, keyEpoch), [unit.recipient]);
    wraps.push({ key, share: 'whole', holder: 'unit', unitKeyId: unit.unitKeyId, bytes, keyEpoch });
  }
  return wraps;
}

/**
 * One of a report's keys, opened with the handling unit's identity. Throws EnvelopeError: wrongKey (no wrap is for
 * this unit), wrongPart (a wrap of another report or key was put here), damaged.
 */
export async function openReportKey(
  ids: ReportIds,
  key: 'report' | 'thread' | 'case',
  wraps: readonly KeyWrap[],
  unitIdentity: string,
  keyEpoch = 0,
): Promise<KeyPair> {
  const whole = wraps.filter(
    (wrap) => wrap.key === key && wrap.share === 'whole' && wrap.holder === 'unit' && (wrap.keyEpoch ?? 0) === keyEpoch,
  );
  return firstThatOpens(whole, unitIdentity, keyScope(ids, key, keyEpoch));
}

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

/** The thread key of an epoch, opened with the key pair of the receipt code. It opens nothing else of the report. */
export async function openThreadAsReporter(
  reportId: string,
  wraps: readonly KeyWrap[],
  reporterIdentity: string,
  keyEpoch = 0,
): Promise<KeyPair> {
  const own = wraps.filter(
    (wrap) =>
      wrap.key === 'thread' &&
      wrap.share === 'whole' &&
      wrap.holder === 'reporter' &&
      (wrap.keyEpoch ?? 0) === keyEpoch,
  );
  return firstThatOpens(own, reporterIdentity, keyScope({ reportId, caseId: '' }, 'thread', keyEpoch));
}

/**
 * Names a key in its wraps and shares. The case key belongs to the case, which several reports may join. Only thread and
 * case keys have later epochs.
 */
export function keyScope(ids: ReportIds, key: ReportKeyName, keyEpoch = 0): string {
  if (key === 'identity') return identityScope(ids.reportId);
  const name = key === 'case' ? `${ids.caseId}:case` : `${ids.reportId}:${key}`;
  return keyEpoch === 0 ? name : `${name}#${keyEpoch}`;
}

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

/** The thread key of an epoch, whole for the reporter. */
export async function wrapForReporter(
  report: ReportIds & { reporterRecipient: string },
  thread: Pick<KeyPair, 'seed'>,
  keyEpoch = 0,
): Promise<KeyWrap> {
  const bytes = await wrapSeed(thread.seed, keyScope(report, 'thread', keyEpoch), [report.reporterRecipient]);
  return { key: 'thread', share: 'whole', holder: 'reporter', unitKeyId: null, bytes, keyEpoch };
}

/** A key in two shares, one for the custodians, one for the guardians, each with what the report or case is about. */
export async function wrapShares(
  report: ReportIds & { custodians: UnitKeyRef; guardians: UnitKeyRef; about: ShareAbout },
  key: 'report' | 'case' | 'identity',
  { seed }: Pick<KeyPair, 'seed'>,
  keyEpoch = 0,
): Promise<KeyWrap[]> {
  const { custodians, guardians } = report;
  const holders = [
    { holder: 'custodians', recipient: custodians.recipient },
    { holder: 'guardians', recipient: guardians.recipient },
  ] as const;
  const [first, second] = await splitForTwo(seed, keyScope(report, key, keyEpoch), holders, report.about);
  return [
    { key, share: 'custodians', holder: 'unit', unitKeyId: custodians.unitKeyId, bytes: first, keyEpoch },
    { key, share: 'guardians', holder: 'unit', unitKeyId: guardians.unitKeyId, bytes: second, keyEpoch },
  ];
}

async function firstThatOpens(wraps: readonly KeyWrap[], identity: string, scope: string): Promise<KeyPair> {
  for (const wrap of wraps) {
    try {
      return await unwrapKeyPair(wrap.bytes, identity, scope);
    } catch (error) {
      if (!isEnvelopeError(error) || error.code !== 'wrongKey') throw error;
    }
  }
  throw new EnvelopeError('wrongKey');
}
