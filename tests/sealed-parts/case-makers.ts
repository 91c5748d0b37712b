import { caseNoteContents } from '~/contract/sealed/case-notes';
import { sealContent } from '~/contract/sealed/content';
import { markWordsContent, sealMarkWords, wordsHashOf } from '~/contract/sealed/mark-words';
import { utf8 } from '~/envelope/bytes';
import { makeMark, newMarkSecret } from '~/envelope/case/accused-mark';
import { sealFilePart } from '~/envelope/report/file-parts';
import { about, caseId, key, markId, memberId, recipient, reportId, signingSeed } from './example';

export type Made = { sealed: Uint8Array; facts?: Record<string, string>; version?: number };
/** Something sealed to the case key. */
export const note = async (kind: keyof typeof caseNoteContents, answers: Record<string, string>): Promise<Made> => ({
  sealed: await sealContent(caseNoteContents[kind], { kind, scope: caseId, sequence: 7 }, answers, [recipient]),
  facts: { caseId },
  version: caseNoteContents[kind].version,
});

export async function markWords(): Promise<Made> {
  const [secret, unitId] = [newMarkSecret(), about.firstUnitId];
  const sealed = await sealMarkWords(markId, { unitId, text: '核查时发现' }, secret, recipient);
  const toMake = { markId, unitId, secret, wordsHash: wordsHashOf(sealed), markedOn: '2026-11-29' };
  const mark = makeMark(toMake, { memberId, signingSeed, reportSeeds: [key.seed] });
  return { sealed, facts: { mark: JSON.stringify(mark) }, version: markWordsContent.version };
}

export async function file(): Promise<Made> {
  const { bytes, sha256 } = await sealFilePart({ reportId, fileIndex: 0, reportRecipient: recipient }, 0, utf8('照片'));
  return { sealed: bytes, facts: { reportId, hash: sha256, size: String(utf8('照片').length) } };
}
