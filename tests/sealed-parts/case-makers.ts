import { caseNoteContents } from '~/contract/sealed/case-notes';
import { sealContent } from '~/contract/sealed/content';
import { hazardContent, sealHazard } from '~/contract/sealed/hazard';
import { markWordsContent, sealMarkWords, wordsHashOf } from '~/contract/sealed/mark-words';
import { HAZARD_FIELDS, type HazardEntry } from '~/domain/case/hazard-entry';
import { utf8 } from '~/envelope/bytes';
import { makeMark, newMarkSecret } from '~/envelope/case/accused-mark';
import { sealFilePart } from '~/envelope/report/file-parts';
import { seal } from '~/envelope/seal';
import { about, caseId, key, markId, memberId, recipient, reportId, signingKey, signingSeed } from './example';

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

/** An entry of a rectification ledger with two steps and a photo. */
export async function hazard(): Promise<Made> {
  const entry = Object.fromEntries(HAZARD_FIELDS.map((field) => [field, `样例${field}`])) as HazardEntry;
  const file = { id: markId, identity: key.identity, mediaType: 'image/jpeg', extension: 'jpg' };
  const step = { on: '2026-11-30', memberId, text: '已搬走木料', dueOn: null, passed: null };
  const steps = [
    { ...step, act: 'enter' as const, evidence: null },
    { ...step, act: 'amend' as const, evidence: { kind: 'after' as const, file } },
  ];
  const place = { hazardId: caseId, version: 2 };
  const sealed = await sealHazard(place, { entry, steps }, { memberId, signingSeed }, recipient);
  return { sealed, facts: { hazardId: caseId, memberId, signingKey }, version: hazardContent.version };
}

export const hazardFile = async (): Promise<Made> => ({
  sealed: await seal({ kind: 'hazardFile', scope: markId, sequence: 0 }, utf8('照片'), [recipient]),
  facts: { fileId: markId },
});
