import { laterDay } from '~/browser/own-day';
import type { EscrowToTake, PostedShare } from '~/contract/answers/ceremony';
import type { CeremonyFacts } from '~/contract/sealed/ceremony';
import { renewCaseKey, renewThreadKey } from '~/contract/sealed/key-renewal';
import { type KeyWrap, rewrapForUnit } from '~/contract/sealed/key-wraps';
import { openReportParts } from '~/contract/sealed/report-bundle';
import { joinBothReleased } from '~/contract/sealed/two-share-key';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { type SignedStep, signStep } from '~/envelope/case/case-transfer';
import { nextPlace } from '~/envelope/case/transfer-chain';
import { EnvelopeError } from '~/envelope/errors';
import { fingerprint, type KeyPair } from '~/envelope/key-pair';
import {
  mainUnitOf,
  requireCertifiedMember,
  requireCertifiedUnit,
  requireUnitOfKind,
  type UnitKeyRef,
} from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { ShareAbout } from '~/envelope/opening/share-about';
import {
  type CheckedLists,
  checkedLists,
  requireAbove,
  requireChain,
  requireFreePeople,
  responsibleUnit,
} from './accused-check';
import type { Workspace } from './ceremony-asker';
import { requireApproval, requireScope } from './ceremony-consent';

type ReportToRenew = EscrowToTake['reports'][number];

/** A wrap as posted; `reportId` is null for the case key. */
export type PostedWrap = Omit<KeyWrap, 'bytes' | 'keyEpoch'> & {
  reportId: string | null;
  keyEpoch: number;
  bytes: string;
};
export type PostedTake = {
  wraps: PostedWrap[];
  renewal: {
    wraps: PostedWrap[];
    caseRecipient: string;
    threads: { reportId: string; threadRecipient: string }[];
    /** The lead's signed statement for each new key, sealed to that key. */
    proofs: { reportId: string | null; bytes: string }[];
    /** The lead's signed statement that the case goes to the lead's own unit. */
    step: SignedStep;
  } | null;
};

/**
 * In the browser of the lead who asked: joins both released shares of every key and wraps the keys whole for the own
 * unit's certified key; for a takeover it also makes the next generation of case and thread keys. Rejects with
 * EnvelopeError: badSignature, wrongPart (another ceremony's share, a joined key that is not the case's, past its day),
 * accusedUnit (guardian and custodian gave it although a report is about the own unit), notAbove.
 */
export async function takeHere(
  facts: CeremonyFacts,
  given: EscrowToTake,
  unitId: string,
  today: string,
  workspace: Workspace,
): Promise<PostedTake> {
  if (given.caseId !== facts.caseId) throw new EnvelopeError('wrongPart', 'another case');
  const lists = await checkedLists(workspace);
  const directory = lists.now;
  const day = laterDay(today, workspace.day);
  requireApproval(directory, facts, given.approval, day);
  // The own unit as the county's list has it, whatever the page says.
  if (mainUnitOf(requireCertifiedMember(directory, workspace.keyring.member().memberId)) !== unitId) {
    throw new EnvelopeError('wrongPart', 'unit');
  }
  const unit = requireCertifiedUnit(directory, unitId);
  const wraps: PostedWrap[] = [];
  const abouts: ShareAbout[] = [];
  let newest: KeyPair | null = null;
  const reportKeys = new Map<string, KeyPair>();
  for (const wanted of given.keys) {
    const { reportId, key, keyEpoch, recipient, scope } = wanted;
    requireScope(facts, scope);
    const { pair, about } = await joinFor(facts, given, scope, day, workspace);
    requireFreePeople(lists, about, [facts.askedBy]);
    requireAbove(lists, about, { ...facts, steps: workspace.steps });
    if (key === 'report') abouts.push(about);
    if (recipient !== null && recipient !== pair.recipient) throw new EnvelopeError('wrongPart', 'joined another key');
    if (key === 'case' && keyEpoch === given.nextEpoch - 1) newest = pair;
    if (key === 'report' && reportId !== null) reportKeys.set(reportId, pair);
    const ids = { reportId: reportId ?? '', caseId: given.caseId };
    wraps.push(...(await rewrapForUnit(ids, { [key]: pair }, unit, keyEpoch)).map((wrap) => asPosted(wrap, reportId)));
  }
  if (facts.purpose !== 'takeover') return { wraps, renewal: null };
  const [first] = abouts;
  if (newest === null || first === undefined) throw new EnvelopeError('wrongPart', 'case key missing');
  const about = { ...first, accused: [...new Set(abouts.flatMap(({ accused }) => accused))] };
  const step = stepOf(facts, { about, today, reportKeys, unitId }, lists, workspace);
  return {
    wraps,
    renewal: { ...(await renewHere(given, unit, directory, { newest, reportKeys, workspace, about })), step },
  };
}

type Stepping = { about: ShareAbout; today: string; reportKeys: ReadonlyMap<string, KeyPair>; unitId: string };

/** The taking lead's statement that the case goes to their own unit, after the steps that brought it to where it is. */
function stepOf({ caseId }: CeremonyFacts, stepping: Stepping, lists: CheckedLists, workspace: Workspace): SignedStep {
  const { about, today, reportKeys, unitId } = stepping;
  const { memberId, signing } = workspace.keyring.member();
  const step = {
    caseId,
    sequence: workspace.steps.length + 1,
    kind: 'takeover',
    fromUnitId: responsibleUnit(lists, about, caseId, workspace.steps),
    toUnitId: unitId,
    onDay: today,
    listVersion: lists.now.version,
    ...nextPlace(requireChain(lists)),
  } as const;
  const reportSeeds = [...reportKeys.values()].map(({ seed }) => seed);
  return signStep(step, { memberId, signingSeed: signing.seed, reportSeeds });
}

async function joinFor(
  { ceremonyId }: CeremonyFacts,
  given: EscrowToTake,
  scope: string,
  today: string,
  workspace: Workspace,
): Promise<{ pair: KeyPair; about: ShareAbout }> {
  const { identity } = workspace.keyring.member().age;
  const of = (all: readonly PostedShare[]) => {
    const found = all.find((one) => one.scope === scope);
    if (found === undefined) throw new EnvelopeError('wrongPart', 'share missing');
    return fromBase64(found.bytes);
  };
  const { pair, about } = await joinBothReleased({
    scope,
    ceremonyId,
    today,
    first: { holder: 'guardians', share: of(given.approval.shares), identity },
    second: { holder: 'custodians', share: of(given.custodians), identity },
  });
  if (about === null) throw new EnvelopeError('wrongPart', 'share does not say what it is about');
  return { pair, about };
}

type Renewing = {
  newest: KeyPair;
  reportKeys: ReadonlyMap<string, KeyPair>;
  workspace: Workspace;
  about: ShareAbout;
};

/** No thread key opens here; the lead signs the name of the former one, and the reporter's browser compares it. */
async function renewHere(
  given: EscrowToTake,
  handling: UnitKeyRef,
  directory: DirectoryStatement,
  { newest, reportKeys, workspace, about }: Renewing,
) {
  const { memberId, signing } = workspace.keyring.member();
  requireCertifiedMember(directory, memberId);
  const renewing = { keyEpoch: given.nextEpoch, signer: { memberId, signingSeed: signing.seed } };
  const [custodians, guardians] = [
    requireUnitOfKind(directory, 'custodians'),
    requireUnitOfKind(directory, 'guardians'),
  ];
  const renewed = await renewCaseKey(
    { caseId: given.caseId, about },
    { handling, custodians, guardians },
    { ...renewing, previous: newest.recipient },
  );
  const wraps = renewed.wraps.map((wrap) => asPosted(wrap, null));
  const proofs: { reportId: string | null; bytes: string }[] = [{ reportId: null, bytes: toBase64(renewed.proof) }];
  const threads: { reportId: string; threadRecipient: string }[] = [];
  for (const report of given.reports) {
    const { reportId, reporterRecipient, threadRecipient: previous } = report;
    if (reporterRecipient === null || previous === null) continue;
    const reporterSigning = await requireReporter(report, reportKeys.get(reportId), given.nextEpoch);
    const reporter = { reportId, reporterRecipient, reporterSigning };
    const thread = await renewThreadKey(reporter, handling, { ...renewing, previous });
    proofs.push({ reportId, bytes: toBase64(thread.proof) });
    wraps.push(...thread.wraps.map((wrap) => asPosted(wrap, reportId)));
    threads.push({ reportId, threadRecipient: thread.pair.recipient });
  }
  return { wraps, caseRecipient: renewed.pair.recipient, threads, proofs };
}

/**
 * The reporter's signing key, after checking that the narrative, opened with the joined report key, names the very
 * reporter that the row does, and the thread's first key where that is still the newest. Throws EnvelopeError:
 * wrongPart, and as `openReportParts`.
 */
async function requireReporter(
  { reportId, reporterRecipient, threadRecipient, narrative }: ReportToRenew,
  reportKey: KeyPair | undefined,
  nextEpoch: number,
): Promise<string> {
  if (reportKey === undefined || narrative === null) throw new EnvelopeError('wrongPart', 'reporter not known');
  const parts = [{ kind: 'narrative', bytes: fromBase64(narrative) }] as const;
  const { bound } = await openReportParts(reportId, parts, reportKey);
  const first = nextEpoch > 1 || bound.thread === fingerprint(threadRecipient ?? '');
  if (bound.reporter !== fingerprint(reporterRecipient ?? '') || !first) {
    throw new EnvelopeError('wrongPart', 'reporter');
  }
  return bound.signing;
}

const asPosted = ({ bytes, keyEpoch = 0, ...wrap }: KeyWrap, reportId: string | null): PostedWrap => ({
  ...wrap,
  keyEpoch,
  reportId,
  bytes: toBase64(bytes),
});
