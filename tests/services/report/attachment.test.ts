import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fileKind } from '~/domain/report/file-kind';
import type { Context } from '~/services/context.server';
import { cleanFiles } from '~/services/report/attachment.server';
import { ALL_MARKERS, holdsMarker } from '../../envelope/metadata-samples';
import { pdfWith } from '../../pdf-sample';

const ctx = { native: (work) => work() } as Pick<Context, 'native'> as Context;
const GPS = {
  IFD3: { GPSLatitude: '29/1 30/1 0/1', GPSLatitudeRef: 'N' },
  IFD0: { Make: 'SecretPhone' },
};
const photo = (format: 'jpeg' | 'png' | 'webp') =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#246' } })
    .withExif(GPS)
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();

async function cleaned(name: string, bytes: Uint8Array) {
  const result = await cleanFiles(ctx, [{ name, bytes }]);
  if ('problem' in result) throw new Error(result.problem.code);
  const [file] = result.files;
  if (!file) throw new Error('no file');
  return file;
}

test.each(['jpeg', 'png', 'webp'] as const)(
  'a %s photo keeps its side up and loses place, device and author',
  async (format) => {
    const before = await photo(format);
    expect((await sharp(before).metadata()).exif).toBeDefined();
    const { name, bytes, type, removed } = await cleaned('IMG_20250910_081500_Mate60.HEIC', before);
    expect(type).toBe(`image/${format}`);
    expect(name).toBe(`photo-1.${format === 'jpeg' ? 'jpg' : format}`);
    const after = await sharp(bytes).metadata();
    // What is left of Exif is one number: which side is up.
    expect([(after.exif?.length ?? 99) <= 32, after.xmp, after.iptc, after.orientation]).toEqual([
      true,
      undefined,
      undefined,
      6,
    ]);
    expect(Buffer.from(bytes).includes('SecretPhone')).toBe(false);
    expect(removed).toEqual(expect.arrayContaining(['place', 'device']));
  },
);

test('a file is judged by its bytes, never by its name', async () => {
  const problem = async (name: string, bytes: Uint8Array) => {
    const result = await cleanFiles(ctx, [{ name, bytes }]);
    return 'problem' in result ? result.problem : null;
  };
  const exe = Buffer.from('MZ\x90\0 a program that says it is a photo');
  expect(await problem('photo.jpg', exe)).toEqual({ code: 'kind', name: 'photo.jpg' });
  expect(await problem('../../etc/照片.jpg', exe)).toEqual({ code: 'kind', name: '照片.jpg' });
  expect(await problem('x.jpg', new Uint8Array())).toEqual({ code: 'empty', name: 'x.jpg' });
  const broken = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(400, 9)]);
  expect(await problem('x.jpg', broken)).toEqual({ code: 'broken', name: 'x.jpg' });
});

test('photos are numbered, other files keep their names', async () => {
  const pdf = { name: '证据.pdf', bytes: pdfWith('and so on') };
  const files = [
    { name: 'IMG_1.JPG', bytes: await photo('jpeg') },
    pdf,
    { name: 'Screenshot_2025.png', bytes: await photo('png') },
  ];
  const result = await cleanFiles(ctx, files);
  expect('files' in result && result.files.map(({ name }) => name)).toEqual(['photo-1.jpg', '证据.pdf', 'photo-2.png']);
});

test('a document loses its author and dates and keeps the rest; the reporter can be told', async () => {
  const { bytes, removed, type } = await cleaned('a.pdf', pdfWith('visible', `(${ALL_MARKERS})`));
  expect([type, holdsMarker(bytes)]).toEqual(['application/pdf', false]);
  expect(Buffer.from(bytes).includes('visible')).toBe(true);
  expect(removed).toEqual(expect.arrayContaining(['time', 'author']));
});

test('what cannot be cleaned is refused where it is a picture or out of form', async () => {
  const pixel = { create: { width: 4, height: 4, channels: 3, background: '#246' } } as const;
  const files: [string, string, Uint8Array][] = [
    ['a.cut.png', 'broken', (await sharp(pixel).png().toBuffer()).subarray(0, 40)],
    ['locked.pdf', 'locked', readFileSync(new URL('../../files/enc_user.pdf', import.meta.url))],
    ['a.pdf', 'broken', Buffer.from('%PDF-1.7 and so on, and then nothing of a document')],
  ];
  for (const [name, code, bytes] of files) {
    expect(await cleanFiles(ctx, [{ name, bytes }])).toEqual({ problem: { code, name } });
  }
});

test('only one copy of a file is held: the one that came is let go of once it is clean', async () => {
  const file = { name: 'a.jpg', bytes: await photo('jpeg') };
  await cleanFiles(ctx, [file]);
  expect(file.bytes).toHaveLength(0);
});

test('a picture may have as many pixels as it likes: it is not decoded', async () => {
  const huge = await sharp({ create: { width: 12_000, height: 8_000, channels: 3, background: '#246' } })
    .withExif(GPS)
    .png({ compressionLevel: 1 })
    .toBuffer();
  const { bytes } = await cleaned('wall.png', huge);
  const { width, height, exif } = await sharp(bytes, { limitInputPixels: false }).metadata();
  expect([width, height, exif]).toEqual([12_000, 8_000, undefined]);
  expect(Buffer.from(bytes).includes('SecretPhone')).toBe(false);
});

test('more than five files, or one over 20 MB, are refused', async () => {
  const pdf = { name: 'a.pdf', bytes: pdfWith('and so on') };
  expect(
    await cleanFiles(
      ctx,
      Array.from({ length: 6 }, () => pdf),
    ),
  ).toEqual({ problem: { code: 'tooMany' } });
  const cut = { name: 'b.mp4', bytes: new Uint8Array(), tooLarge: true };
  expect(await cleanFiles(ctx, [pdf, cut])).toEqual({ problem: { code: 'tooLarge', name: 'b.mp4' } });
});

test('the kinds a phone makes are known', () => {
  const box = (brand: string) =>
    Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(12)]);
  expect(['heic', 'mp42', 'qt  ', 'M4A ', '3gp5'].map((brand) => fileKind(box(brand))?.extension)).toEqual([
    'heic',
    'mp4',
    'mov',
    'm4a',
    '3gp',
  ]);
  expect(fileKind(Buffer.from('#!AMR\n and voice'))?.extension).toBe('amr');
  expect(fileKind(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'))).toBeNull();
  expect(fileKind(Buffer.from('<!doctype html><script>'))).toBeNull();
});
