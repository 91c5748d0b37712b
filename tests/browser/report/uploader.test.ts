import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { waitMs } from '~/browser/report/part-sender';
import { makeUploader, type SentFile, UploadError, type UploadProgress } from '~/browser/report/uploader';
import { newKeyPair } from '~/envelope/key-pair';
import { openFile } from '../../envelope/report/whole-file';
import { pdfWith } from '../../pdf-sample';
import { badLine, MISHAPS, type Mishap, quickClock } from '../line';

const PART = 4000;
const report = await newKeyPair();
const reportId = '0b8f4f0e-6a5e-4b43-8a1d-0f3f2f6f4c11';
const token = 'A'.repeat(43);

/** An MP3 by its first bytes, filled with a pattern. */
function recording(length: number, name = 'REC_20250910.mp3'): File {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 29) ^ (i >> 9));
  bytes.set([0xff, 0xfb, 0x90, 0x00]);
  return new File([bytes], name);
}
const threeParts = recording(2 * PART + 300);

type Line = ReturnType<typeof badLine>;

function uploaderOn(line: Line, onProgress: (progress: UploadProgress) => void = () => undefined) {
  const clock = quickClock();
  const options = {
    token,
    reportId,
    reportRecipient: report.recipient,
    transport: line.transport,
    clock,
    onProgress,
    partBytes: PART,
  };
  return { uploader: makeUploader(options), clock };
}

/** What the server holds of a file opens to the file's own bytes, and nothing else lies there. */
async function expectWhole(line: Line, files: readonly { sent: SentFile; file: File }[]) {
  for (const { sent, file } of files) {
    const parts = sent.hashes.map((_, sequence) => line.kept.get(`${sent.fileIndex}/${sequence}`) as Uint8Array);
    const opened = await openFile({ reportId, entry: sent, parts, reportIdentity: report.identity });
    expect(Buffer.compare(opened, Buffer.from(await file.arrayBuffer()))).toBe(0);
  }
  expect(line.kept.size).toBe(files.reduce((sum, { sent }) => sum + sent.hashes.length, 0));
}

async function sendThree(line: Line) {
  const { uploader } = uploaderOn(line);
  await uploader.add(threeParts, { keepOriginal: true });
  const [sent] = await uploader.finish();
  if (!sent) throw new Error('no file');
  expect(sent).toMatchObject({ fileIndex: 0, name: 'recording-1.mp3', type: 'audio/mpeg', size: threeParts.size });
  await expectWhole(line, [{ sent, file: threeParts }]);
}

test.each(MISHAPS)('whichever request meets this mishap, the file arrives whole: %s', async (mishap) => {
  const quiet = badLine([]);
  await sendThree(quiet);
  for (let at = 0; at < quiet.requests(); at += 1) {
    const line = badLine([...Array<null>(at).fill(null), mishap]);
    await sendThree(line);
    expect(line.requests()).toBeGreaterThan(quiet.requests());
  }
});

test('any series of mishaps, over several files, ends in the same bytes', async () => {
  const mishap = fc.option(fc.constantFrom<Mishap>(...MISHAPS), { freq: 2 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(mishap, { maxLength: 14 }),
      fc.array(fc.nat(9000), { maxLength: 2 }),
      async (way, sizes) => {
        const line = badLine(way);
        const { uploader } = uploaderOn(line);
        const files = [recording(PART + 1), ...sizes.map((size) => recording(size + 20))];
        for (const file of files) await uploader.add(file, { keepOriginal: true });
        const sent = await uploader.finish();
        expect(sent).toHaveLength(files.length);
        await expectWhole(
          line,
          sent.map((one, n) => ({ sent: one, file: files[n] as File })),
        );
      },
    ),
    { numRuns: 20 },
  );
}, 120_000);

test('waits grow, differ by chance, and a dead line ends in a pause that one tap ends', async () => {
  expect([1, 2, 3, 20].map((tries) => waitMs(tries, 1))).toEqual([1000, 2000, 4000, 60_000]);
  expect([waitMs(3, 0), waitMs(3, 0.9)]).toEqual([2000, 3800]);
  const line = badLine(Array<Mishap>(12).fill('request'));
  const states: string[] = [];
  const { uploader, clock } = uploaderOn(line, ({ state }) => void states.push(state));
  const adding = uploader.add(recording(500), { keepOriginal: true });
  await expect.poll(() => states.at(-1)).toBe('paused');
  expect(line.requests()).toBe(12);
  expect(clock.waits).toHaveLength(11);
  uploader.resume();
  await adding;
  expect(states.at(-1)).toBe('done');
});

test('a pause holds the next part back; the part under way ends', async () => {
  const line = badLine([]);
  const seen: UploadProgress[] = [];
  let paused = false;
  const { uploader } = uploaderOn(line, (progress) => {
    seen.push(progress);
    if (line.requests() === 0 || paused) return;
    paused = true;
    uploader.pause();
  });
  const adding = uploader.add(threeParts, { keepOriginal: true });
  await expect.poll(() => line.kept.size).toBeGreaterThan(0);
  await expect.poll(() => seen.at(-1)?.state).toBe('paused');
  expect(line.kept.size).toBeLessThan(3);
  uploader.resume();
  await adding;
  expect(seen.at(-1)).toMatchObject({ sent: threeParts.size, all: threeParts.size, state: 'done' });
});

test('a file taken back goes from the server too, also when its removal was lost on the way', async () => {
  const line = badLine([null, null, 'request']);
  const { uploader } = uploaderOn(line);
  const first = await uploader.add(recording(900), { keepOriginal: true });
  const second = await uploader.add(recording(901), { keepOriginal: true });
  await uploader.remove(first.fileIndex);
  expect(line.kept.size).toBe(2);
  expect((await uploader.finish()).map(({ fileIndex }) => fileIndex)).toEqual([second.fileIndex]);
  expect([...line.kept.keys()]).toEqual([`${second.fileIndex}/0`]);
});

test('a file is taken back while its line is dead', async () => {
  const line = badLine(Array<Mishap>(12).fill('request'));
  const states: string[] = [];
  const { uploader } = uploaderOn(line, ({ state }) => void states.push(state));
  const adding = uploader.add(recording(500), { keepOriginal: true }).catch((error: UploadError) => error.problem);
  await expect.poll(() => states.at(-1)).toBe('paused');
  await uploader.remove(0);
  expect(await adding).toBe('cancelled');
  uploader.resume();
  expect(await uploader.finish()).toEqual([]);
});

test('what cannot be taken is said by a code, and nothing of it is sent', async () => {
  const line = badLine([]);
  const { uploader } = uploaderOn(line);
  const problem = async (file: File, keepOriginal = false) =>
    uploader.add(file, { keepOriginal }).then(
      () => 'taken',
      (error) => (error instanceof UploadError ? error.problem : String(error)),
    );
  expect(await problem(new File([], 'a.jpg'))).toBe('empty');
  expect(await problem(new File(['MZ\x90\0 a program that says it is a photo'], 'a.jpg'), true)).toBe('kind');
  expect(await problem(new File([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, ...Array(400).fill(9))], 'a.jpg'))).toBe(
    'broken',
  );
  const vanished = Object.defineProperty(recording(400), 'slice', {
    value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }),
  });
  expect(await problem(vanished, true)).toBe('unreadable');
  const large = Object.defineProperty(recording(400), 'size', { value: 501 * 1024 * 1024 });
  expect(await problem(large, true)).toBe('tooLarge');
  expect(line.kept.size).toBe(0);
  expect(await uploader.finish()).toEqual([]);
});

test('photos and documents lose place, device and author before they are sealed; the reporter hears which', async () => {
  const line = badLine([]);
  const { uploader } = uploaderOn(line);
  const gps = { IFD3: { GPSLatitude: '29/1 30/1 0/1', GPSLatitudeRef: 'N' }, IFD0: { Make: 'SecretPhone' } };
  const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#246' } })
    .withExif(gps)
    .jpeg()
    .toBuffer();
  const files = [
    new File([new Uint8Array(photo)], 'IMG_20250910_Mate60.jpg'),
    new File([new Uint8Array(pdfWith('visible', '(SecretPhone)'))], '证据 1.pdf'),
    new File([new Uint8Array(photo)], 'IMG_2.jpg'),
  ];
  const [first, document] = [await uploader.add(files[0] as File), await uploader.add(files[1] as File)];
  const original = await uploader.add(files[2] as File, { keepOriginal: true });
  expect([first.name, document.name, original.name]).toEqual(['photo-1.jpg', '证据 1.pdf', 'photo-2.jpg']);
  expect(first.removed).toEqual(expect.arrayContaining(['place', 'device']));
  expect(document.removed).toEqual(expect.arrayContaining(['author']));
  expect([original.removed, original.original, first.original]).toEqual([[], true, false]);
  const opened = await Promise.all(
    [first, document, original].map((entry) => {
      const parts = entry.hashes.map((_, n) => line.kept.get(`${entry.fileIndex}/${n}`) as Uint8Array);
      return openFile({ reportId, entry, parts, reportIdentity: report.identity });
    }),
  );
  expect(opened.map((bytes) => Buffer.from(bytes).includes('SecretPhone'))).toEqual([false, false, true]);
  expect((await sharp(opened[0]).metadata()).width).toBe(40);
});

test('at most twenty files', async () => {
  const line = badLine([]);
  const { uploader } = uploaderOn(line);
  for (let n = 0; n < 20; n += 1) await uploader.add(recording(60 + n), { keepOriginal: true });
  await expect(uploader.add(recording(99), { keepOriginal: true })).rejects.toMatchObject({ problem: 'tooMany' });
});

test('a server that refuses or is full ends it at once', async () => {
  const line = badLine([]);
  const full = { ...line.transport, send: async () => ({ status: 409, code: 'tooLate', field: 'token' }) };
  const { uploader } = uploaderOn({ ...line, transport: full });
  await expect(uploader.add(recording(99), { keepOriginal: true })).rejects.toMatchObject({ problem: 'full' });
  uploader.cancel();
  await expect(uploader.add(recording(99), { keepOriginal: true })).rejects.toMatchObject({ problem: 'cancelled' });
});
