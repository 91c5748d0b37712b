import { expect, test } from 'vitest';
import { openCaseFile, safeFileName, saveCaseFile } from '~/browser/case/case-files';
import type { OpenedFile } from '~/browser/case/case-said';
import type { OpenedCase } from '~/browser/case/case-workspace';
import { toView } from '~/browser/case/file-viewer';
import { newKeyPair } from '~/envelope/key-pair';
import { fileEntry, type SealedFilePart, sealFile } from '~/envelope/report/file-parts';
import { pdfWith } from '../../pdf-sample';

const report = await newKeyPair();
const reportId = '0b8f4f0e-6a5e-4b43-8a1d-0f3f2f6f4c11';
const content = Uint8Array.from({ length: 5 * 1024 * 1024 }, (_, i) => (i * 7) ^ (i >> 10));
const parts: SealedFilePart[] = [];
const place = { reportId, fileIndex: 0, reportRecipient: report.recipient };
for await (const part of sealFile({ ...place, bytes: content })) parts.push(part);

const entry = fileEntry({ fileIndex: 0, name: '证据.mp4', type: 'video/mp4' }, parts);
const file: OpenedFile = { reportId, entry, partIds: parts.map(({ sequence }) => String(sequence)) };
const opened = { reports: [{ reportId, keys: { report } }] } as unknown as OpenedCase;
const fetchPart = async (id: string) => parts[Number(id)]?.bytes ?? new Uint8Array();

/** A place to save to, like the browser's own: nothing appears before it is closed. */
function sink() {
  const written: Uint8Array[] = [];
  let end: 'open' | 'closed' | 'aborted' = 'open';
  return {
    written,
    ended: () => end,
    write: async (bytes: Uint8Array) => void written.push(bytes.slice()),
    close: async () => {
      end = 'closed';
    },
    abort: async () => {
      end = 'aborted';
    },
  };
}

test('a file opens whole, in memory or straight onto the disk, and tells its progress', async () => {
  const blob = await openCaseFile(opened, file, fetchPart);
  expect(blob.type).toBe('application/octet-stream');
  expect(Buffer.compare(Buffer.from(await blob.arrayBuffer()), content)).toBe(0);
  const disk = sink();
  const seen: number[] = [];
  await saveCaseFile(opened, file, fetchPart, disk, (done) => seen.push(done));
  expect([disk.ended(), disk.written.length, seen]).toEqual(['closed', 2, [1, 2]]);
  expect(Buffer.compare(Buffer.concat(disk.written), content)).toBe(0);
});

test('a file with a changed or missing part leaves nothing on the disk', async () => {
  const changed = async (id: string) => {
    const bytes = (await fetchPart(id)).slice();
    if (id === '1') bytes[9000] = (bytes[9000] ?? 0) ^ 1;
    return bytes;
  };
  const disk = sink();
  await expect(saveCaseFile(opened, file, changed, disk)).rejects.toMatchObject({ code: 'damaged' });
  expect(disk.ended()).toBe('aborted');
  const short = sink();
  const cut = { ...file, partIds: ['0'] };
  await expect(saveCaseFile(opened, cut, fetchPart, short)).rejects.toMatchObject({ code: 'damaged' });
  expect(short.ended()).toBe('aborted');
  await expect(openCaseFile(opened, cut, fetchPart)).rejects.toMatchObject({ code: 'damaged' });
});

test('names to save under are safe, and Chinese ones stay whole', () => {
  const names: [string, string][] = [
    ['安全出口 上锁（照片）.jpg', '安全出口 上锁（照片）.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\windows\\evil.exe', 'evil.exe'],
    ['a\u202egpj.exe', 'agpj.exe'],
    ['.hidden', 'hidden'],
    ['CON.pdf', '_CON.pdf'],
    ['lpt1', '_lpt1'],
    ['<b>"x"|?.txt', '_b__x___.txt'],
    ['\0\u0007', 'file-1'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(100)}.pdf`],
  ];
  for (const [name, safe] of names) expect(safeFileName(name, 'file-1')).toBe(safe);
});

test('what is shown is judged by bytes, never by the claimed type', async () => {
  const judged = (bytes: Uint8Array | string, type = 'image/png') =>
    toView(new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type }), 'x');
  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  expect(await judged(jpeg)).toMatchObject({ family: 'image', type: 'image/jpeg', label: 'x' });
  expect(await judged('<script>alert(1)</script> 你好')).toEqual({
    text: '<script>alert(1)</script> 你好',
    label: 'x',
  });
  expect(await judged('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', 'image/svg+xml')).toHaveProperty(
    'text',
  );
  expect(await judged(pdfWith('x'), 'text/plain')).toMatchObject({ pdf: { size: pdfWith('x').length }, label: 'x' });
  expect(await judged(Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(60)]))).toEqual({ not: 'document' });
  expect(await judged(Buffer.from('MZ\x90\0 a program', 'latin1'))).toEqual({ not: 'unknown' });
});
