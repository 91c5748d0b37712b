import { responsibleUnit } from '~/browser/opening/accused-check';
import type { PostedMessage, PostedPart, PostedTransfer } from '~/contract/posted/case-act';
import { caseNoteContents } from '~/contract/sealed/case-notes';
import { sealContent } from '~/contract/sealed/content';
import { type KeyWrap, rewrapForUnit } from '~/contract/sealed/key-wraps';
import { sealStaffMessage } from '~/contract/sealed/thread';
import { freeOfAccused } from '~/domain/case/accused-unit';
import { isUuid } from '~/domain/uuid';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { type SignedStep, signStep } from '~/envelope/case/case-transfer';
import { type CheckedChain, nextPlace, type TransferChain } from '~/envelope/case/transfer-chain';
import { EnvelopeError } from '~/envelope/errors';
import { requireCertifiedUnit } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { reportProofKey } from '~/envelope/report/report-proof';
import type { OpenedCase, WorkspaceKeyring, WorkspaceNote } from './case-workspace';
import { checkedTransfers } from './transfer-check';

/** A random sequence number below 2^31, because parts under the case key need no order of their own. */
function randomSequence(): number {
  return new DataView(randomBytes(4).buffer).getUint32(0) >>> 1;
}

/** Seals a note, finding, evidence or penalty to the case key that the browser itself opened. */
export async function sealCasePart(
  opened: OpenedCase,
  kind: WorkspaceNote['kind'],
  content: Record<string, string>,
): Promise<PostedPart> {
  const sequence = randomSequence();
  const label = { kind, scope: opened.caseId, sequence };
  const sealed = await sealContent(caseNoteContents[kind], label, content, [opened.caseKey.recipient]);
  return { sequence, keyEpoch: opened.keyEpoch, bytes: toBase64(sealed) };
}

/** Signs and seals a message to one reporter of the case. */
export async function sealMessage(
  opened: OpenedCase,
  reportId: string,
  text: string,
  keyring: WorkspaceKeyring,
): Promise<PostedMessage> {
  const report = opened.reports.find((one) => one.reportId === reportId);
  if (!report) throw new EnvelopeError('wrongPart', 'report');
  const { memberId, signing } = keyring.member();
  const sequence = report.nextSequence;
  const bytes = await sealStaffMessage({
    reportId,
    sequence,
    text,
    threadRecipient: report.keys.thread.recipient,
    memberId,
    signingSeed: signing.seed,
  });
  return { reportId, sequence, keyEpoch: opened.keyEpoch, bytes: toBase64(bytes) };
}

/** The same message to every reporter of the case: a refusal or a reply. */
export function sealToAll(opened: OpenedCase, text: string, keyring: WorkspaceKeyring): Promise<PostedMessage[]> {
  return Promise.all(opened.reports.map(({ reportId }) => sealMessage(opened, reportId, text, keyring)));
}

/**
 * Re-wraps every opened key of the case, of every epoch, for the certified key of another unit; the server refuses
 * fewer than the own unit holds, which after a takeover are not those of every epoch. Throws EnvelopeError
 * `badSignature` if that unit has none, or if the report is about that unit or one above it (which the server is not
 * told), and `wrongPart` if a narrative does not open, so that nobody can tell.
 */
export async function sealTransfer(opened: OpenedCase, toUnitId: string, giver: Giver): Promise<PostedTransfer> {
  if (opened.directory === null) throw new EnvelopeError('badSignature', 'no directory');
  if (isUntold(opened)) throw new EnvelopeError('wrongPart', 'no narrative');
  if (!mayTake(opened, toUnitId)) throw new EnvelopeError('badSignature', 'accused unit');
  const unit = requireCertifiedUnit(opened.directory, toUnitId);
  const transfers = await checkedTransfers(giver.chain, opened.directory, opened.countyKey);
  const ids = { caseId: opened.caseId, reportId: '' };
  const wraps: PostedTransfer['wraps'] = [];
  const add = (reportId: string | null, sealed: readonly KeyWrap[]) => {
    for (const { key, keyEpoch = 0, bytes } of sealed) {
      if (key !== 'identity') wraps.push({ reportId, key, keyEpoch, bytes: toBase64(bytes) });
    }
  };
  for (const [epoch, pair] of opened.caseKeys) {
    add(null, await rewrapForUnit(ids, { case: pair }, unit, epoch));
  }
  for (const { reportId, keys, threads } of opened.reports) {
    add(reportId, await rewrapForUnit({ ...ids, reportId }, { report: keys.report }, unit));
    for (const [epoch, pair] of threads) {
      add(reportId, await rewrapForUnit({ ...ids, reportId }, { thread: pair }, unit, epoch));
    }
  }
  return { toUnitId, unitKeyId: unit.unitKeyId, wraps, step: stepOf(opened, toUnitId, { ...giver, transfers }) };
}

/** Who gives a case away on which day, and the county's chain of transfers as it stands now. */
export type Giver = { keyring: WorkspaceKeyring; today: string; chain: TransferChain };

/** The giver's signed statement of the case's next step, from the unit that has it by the steps before. */
function stepOf(
  opened: OpenedCase,
  toUnitId: string,
  { keyring, today, transfers }: Giver & { transfers: CheckedChain },
): SignedStep {
  const [now, ...former] = opened.directories;
  if (now === undefined) throw new EnvelopeError('badSignature', 'no directory');
  const { caseId, reports, steps } = opened;
  const { memberId, signing } = keyring.member();
  const fromUnitId = responsibleUnit({ now, former, transfers }, aboutCase(opened), caseId, steps);
  const place = { caseId, sequence: steps.length + 1, kind: 'transfer', fromUnitId, toUnitId } as const;
  const reportSeeds = reports.map(({ keys }) => keys.report.seed);
  const signer = { memberId, signingSeed: signing.seed, reportSeeds };
  return signStep({ ...place, ...nextPlace(transfers), onDay: today, listVersion: now.version }, signer);
}

/**
 * May the unit be given the case, by the signed list in force and those of the sending? Not when a report of it is
 * about that unit or one above it (accused-unit.ts), which only the sealed narrative says.
 */
export function mayTake({ reports, marked, directory, directories }: OpenedCase, unitId: string): boolean {
  const accused = new Set([...accusedUnits(reports), ...marked]);
  const then = directories.filter(({ version }) => reports.some(({ bound }) => bound?.listVersion === version));
  const trees = then.flatMap(({ units }) => units);
  return directory !== null && freeOfAccused(directory.units, (id) => accused.has(id), trees)(unitId);
}

/**
 * Whom the reports of a case are about. Anybody may have written the narrative, and a longer text would enlarge each
 * escrow, so the lengths are checked.
 */
export const accusedUnits = (reports: OpenedCase['reports']): string[] => [
  ...new Set(reports.flatMap(({ narrative }) => narrative?.accusedUnit ?? []).filter(isUuid)),
];

/**
 * What a case's shares say when they are made anew: whom its reports are about, by narratives and marks, and the rest
 * as its first report's did. Throws EnvelopeError `wrongPart` where a narrative does not open.
 */
export function aboutCase({ caseId, reports, marked }: Pick<OpenedCase, 'caseId' | 'reports' | 'marked'>): ShareAbout {
  const [first] = reports;
  if (!first?.bound || reports.some(({ narrative }) => narrative === null))
    throw new EnvelopeError('wrongPart', 'no narrative');
  const { firstUnitId, listVersion } = first.bound;
  const { publicKey: proofKey } = reportProofKey(first.keys.report.seed, 'ask');
  const accused = [...new Set([...accusedUnits(reports), ...marked])];
  return { accused, caseId, firstUnitId, listVersion, proofKey };
}

/** Does a narrative not open, or is the list of its sending withheld? Then nobody can tell whom the case is about. */
export const isUntold = ({ reports, directories }: Pick<OpenedCase, 'reports' | 'directories'>): boolean =>
  reports.some(({ narrative }) => narrative === null) ||
  !reports.every(({ bound }) => directories.some(({ version }) => version === bound?.listVersion));

export type ReplyParts = { heading: string; sections: readonly { title: string; text: string }[] };

/** The reply's text: its four parts under their titles, as 应急〔2023〕106号 requires. */
export function replyText({ heading, sections }: ReplyParts): string {
  return [heading, ...sections.map(({ title, text }) => `${title}\n${text.trim()}`)].join('\n\n');
}
