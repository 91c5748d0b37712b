import { randomBytes, toBase64 } from '~/envelope/bytes';
import { requireCertifiedUnit } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { rewrapForUnit } from '~/envelope/report-bundle';
import { sealJson } from '~/envelope/seal';
import { sealStaffMessage } from '~/envelope/thread';
import type { DeskKeyring, DeskNote, OpenedCase } from './case-desk';

/** What is posted: sealed bytes in URL-safe Base64. */
export type PostedPart = { sequence: number; bytes: string };
export type PostedMessage = { reportId: string; sequence: number; bytes: string };
export type PostedTransfer = {
  toUnitId: string;
  unitKeyId: string;
  wraps: { reportId: string | null; key: 'report' | 'thread' | 'case'; bytes: string }[];
};

/** A random place below 2^31: parts under the case key need none of their own order. */
function randomSequence(): number {
  return new DataView(randomBytes(4).buffer).getUint32(0) >>> 1;
}

/** Seals a note, finding, evidence or penalty to the case key that the browser itself opened. */
export async function sealCasePart(
  opened: OpenedCase,
  kind: DeskNote['kind'],
  content: Record<string, string>,
): Promise<PostedPart> {
  const sequence = randomSequence();
  const label = { kind, scope: opened.caseId, sequence };
  return { sequence, bytes: toBase64(await sealJson(label, content, [opened.caseKey.recipient])) };
}

/** Signs and seals a message to one reporter of the case. */
export async function sealMessage(
  opened: OpenedCase,
  reportId: string,
  text: string,
  keyring: DeskKeyring,
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
  return { reportId, sequence, bytes: toBase64(bytes) };
}

/** The same message to every reporter of the case: refusal, reply. */
export function sealToAll(opened: OpenedCase, text: string, keyring: DeskKeyring): Promise<PostedMessage[]> {
  return Promise.all(opened.reports.map(({ reportId }) => sealMessage(opened, reportId, text, keyring)));
}

/** Re-wraps every key of the case for the certified key of another unit; EnvelopeError `badSignature` if it has none. */
export async function sealTransfer(opened: OpenedCase, toUnitId: string): Promise<PostedTransfer> {
  if (opened.directory === null) throw new EnvelopeError('badSignature', 'no directory');
  const unit = requireCertifiedUnit(opened.directory, toUnitId);
  const ids = { caseId: opened.caseId, reportId: '' };
  const caseWraps = await rewrapForUnit(ids, { case: opened.caseKey }, unit);
  const wraps: PostedTransfer['wraps'] = caseWraps.map((wrap) => ({
    reportId: null,
    key: 'case',
    bytes: toBase64(wrap.bytes),
  }));
  for (const { reportId, keys } of opened.reports) {
    for (const wrap of await rewrapForUnit({ ...ids, reportId }, keys, unit)) {
      if (wrap.key !== 'identity') wraps.push({ reportId, key: wrap.key, bytes: toBase64(wrap.bytes) });
    }
  }
  return { toUnitId, unitKeyId: unit.unitKeyId, wraps };
}

export type ReplyParts = { heading: string; sections: readonly { title: string; text: string }[] };

/** The reply's text: its four parts under their titles, as 应急〔2023〕106号 asks for. */
export function replyText({ heading, sections }: ReplyParts): string {
  return [heading, ...sections.map(({ title, text }) => `${title}\n${text.trim()}`)].join('\n\n');
}
