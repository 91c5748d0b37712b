import { expect, test } from 'vitest';
import type { FileKind } from '~/domain/report/file-kind';
import { sentFileName } from '~/domain/report/file-name';

const kind = (family: FileKind['family'], extension: string): FileKind => ({ family, mediaType: 'x/y', extension });
const PDF = kind('document', 'pdf');

test.each([
  ['合同', PDF, '合同.pdf'],
  ['票据.exe', PDF, '票据.pdf'],
  ['票据.PDF', PDF, '票据.PDF'],
  ['报告 v1.2', PDF, '报告 v1.2.pdf'],
  ['CON.pdf', PDF, '_CON.pdf'],
  ['aux', PDF, '_aux.pdf'],
  ['..\\..\\账.pdf', PDF, '账.pdf'],
  ['\u202e\u0007', PDF, 'file-1.pdf'],
  ['evil.html', kind('document', 'txt'), 'evil.txt'],
  ['表.csv', kind('document', 'txt'), '表.csv'],
  ['信.eml', kind('document', 'eml'), '信.eml'],
  ['信.txt', kind('document', 'eml'), '信.eml'],
  ['旧文档.wps', kind('document', 'doc'), '旧文档.wps'],
  ['IMG_20261120_Mate60.HEIC', kind('image', 'heic'), 'photo-1.heic'],
  ['录音.mp3', kind('audio', 'mp3'), 'recording-1.mp3'],
])('%s goes as the kind that it is', (name, found, sent) => {
  expect(sentFileName(name, found, () => 1)).toBe(sent);
});

test('a long name keeps its ending', () => {
  const sent = sentFileName(`${'长'.repeat(500)}.pdf`, PDF, () => 1);
  expect([sent.length, sent.endsWith('.pdf')]).toEqual([204, true]);
});
