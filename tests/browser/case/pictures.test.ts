import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { MAX_PIXELS, type PackedPicture, unpackWithin } from '~/browser/case/picture-bounds';
import { heifPictures } from '~/browser/case/picture-heif';
import type { FromPictureWorker } from '~/browser/case/picture-protocol';
import { tiffPictures, upright } from '~/browser/case/picture-tiff';

const sample = (name: string) => readFileSync(new URL(`../../files/${name}`, import.meta.url));
const bufferOf = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
const WASM = createRequire(import.meta.url).resolve('libheif-js/libheif-wasm/libheif.wasm');
const decoder = () => bufferOf(readFileSync(WASM));

async function unpacked(pictures: readonly PackedPicture[]) {
  const said: FromPictureWorker[] = [];
  await unpackWithin(pictures, (what) => void said.push(what));
  const shown = said.flatMap((one) => ('picture' in one ? [one.picture] : []));
  return { shown, end: said.at(-1) };
}
type Shown = Awaited<ReturnType<typeof unpacked>>['shown'][number];
const at = ({ pixels, width }: Shown, x: number, y: number) => [...pixels.subarray((y * width + x) * 4).subarray(0, 3)];

describe('a HEIC picture', () => {
  test('of an encoder of others has its pixels', async () => {
    const { shown, end } = await unpacked(heifPictures(bufferOf(sample('photo.heic')), decoder()));
    expect(end).toEqual({ end: 'shown', left: 0 });
    expect(shown.map(({ width, height }) => [width, height])).toEqual([[128, 96]]);
    const [photo] = shown as [Shown];
    for (const [x, y, colour] of [
      [20, 20, [200, 40, 40]],
      [100, 20, [40, 180, 60]],
      [20, 80, [40, 60, 200]],
      [100, 80, [230, 220, 60]],
    ] as const) {
      at(photo, x, y).forEach((part, index) => void expect(Math.abs(part - (colour[index] ?? 0))).toBeLessThan(16));
    }
  });

  test('with several pictures in it shows them all', async () => {
    const { shown, end } = await unpacked(heifPictures(bufferOf(sample('two.heic')), decoder()));
    expect([shown.length, end]).toEqual([2, { end: 'shown', left: 0 }]);
  });

  test('that is broken, wherever it is, ends as broken', async () => {
    const whole = sample('photo.heic');
    for (let length = 0; length < whole.length; length += 61) {
      const cut = whole.subarray(0, length);
      expect((await unpacked(heifPictures(bufferOf(cut), decoder()))).shown.length).toBeLessThanOrEqual(1);
    }
    expect((await unpacked(heifPictures(bufferOf(whole.subarray(0, 300)), decoder()))).end).toEqual({
      end: 'failed',
      left: 0,
    });
  });
});

const GREY = { bitdepth: 1 as const };

describe('a TIFF picture', () => {
  const source = () => sharp(sample('icc.jpg')).resize(90, 60).removeAlpha();
  const raw = (bytes: Uint8Array) => sharp(bytes).toColourspace('srgb').ensureAlpha().raw().toBuffer();

  test.each([
    { compression: 'none' },
    { compression: 'lzw', predictor: 'horizontal' },
    { compression: 'deflate' },
    { compression: 'packbits' },
    { compression: 'lzw', tile: true, tileWidth: 32, tileHeight: 32 },
  ] as const)('%j has its pixels', async (options) => {
    const tiff = await source().tiff(options).toBuffer();
    const { shown, end } = await unpacked(tiffPictures(bufferOf(tiff)));
    expect(end).toEqual({ end: 'shown', left: 0 });
    expect(Buffer.from(shown[0]?.pixels ?? []).equals(await raw(tiff))).toBe(true);
  });

  test.each(['ccittfax4', 'none'] as const)('as a black and white scan (%s) has its pixels', async (compression) => {
    const tiff = await source()
      .greyscale()
      .threshold()
      .toColourspace('b-w')
      .tiff({ compression, ...GREY })
      .toBuffer();
    const { shown } = await unpacked(tiffPictures(bufferOf(tiff)));
    expect(Buffer.from(shown[0]?.pixels ?? []).equals(await raw(tiff))).toBe(true);
  });

  test('with JPEG in it has about its pixels', async () => {
    const tiff = await source().tiff({ compression: 'jpeg', quality: 95 }).toBuffer();
    const { shown } = await unpacked(tiffPictures(bufferOf(tiff)));
    const [ours, theirs] = [shown[0]?.pixels ?? [], await raw(tiff)];
    const off = theirs.reduce((sum, part, index) => sum + Math.abs(part - (ours[index] ?? 0)), 0);
    expect(off / theirs.length).toBeLessThan(3);
  });

  test('of several pages shows each; turned as it was scanned', async () => {
    const pages = await Promise.all(['#a42', '#24a'].map((background) => page(background)));
    const tiff = await sharp(pages, { join: { animated: true } })
      .tiff({ compression: 'lzw' })
      .toBuffer();
    const { shown } = await unpacked(tiffPictures(bufferOf(tiff)));
    expect(shown.map((one) => at(one, 5, 5))).toEqual([
      [0xaa, 0x44, 0x22],
      [0x22, 0x44, 0xaa],
    ]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('in orientation %i stands upright', async (orientation) => {
    const before = await source().raw().toBuffer({ resolveWithObject: true });
    const tiff = await source().withMetadata({ orientation }).tiff({ compression: 'lzw' }).toBuffer();
    const { shown } = await unpacked(tiffPictures(bufferOf(tiff)));
    const after = await sharp(tiff).autoOrient().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([shown[0]?.width, shown[0]?.height]).toEqual([after.info.width, after.info.height]);
    expect(Buffer.from(shown[0]?.pixels ?? []).equals(after.data)).toBe(true);
    expect(before.info.width).toBe(90);
  });

  test('packed in a way that is not known is said so, never shown as black', async () => {
    const tiff = await source().tiff({ compression: 'webp' }).toBuffer();
    expect(await unpacked(tiffPictures(bufferOf(tiff)))).toEqual({ shown: [], end: { end: 'failed', left: 1 } });
    const cmyk = await source().toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer();
    expect((await unpacked(tiffPictures(bufferOf(cmyk)))).end).toEqual({ end: 'failed', left: 1 });
  });

  test('whose directories lead in a circle or out of it ends', async () => {
    const tiff = await source().tiff({ compression: 'none' }).toBuffer();
    const first = tiff.readUInt32LE(4);
    const next = first + 2 + tiff.readUInt16LE(first) * 12;
    tiff.writeUInt32LE(first, next);
    expect((await unpacked(tiffPictures(bufferOf(tiff)))).shown.length).toBe(1);
    tiff.writeUInt32LE(0x7fffffff, next);
    expect(() => tiffPictures(bufferOf(tiff))).toThrow(RangeError);
  });
});

const page = (background: string) =>
  sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .png()
    .toBuffer();

describe('room', () => {
  const made = (width: number, height: number): PackedPicture => ({
    width,
    height,
    unpack: async () => new Uint8ClampedArray(4),
  });
  const ends = async (pictures: PackedPicture[]) => (await unpacked(pictures)).end;

  test('is for so many pixels of a file; what is larger is never unpacked', async () => {
    const never = { ...made(MAX_PIXELS, 2), unpack: () => Promise.reject(new Error('unpacked')) };
    expect(await ends([never])).toEqual({ end: 'large', left: 1 });
    expect(await ends([made(MAX_PIXELS, 1), made(1, 1)])).toEqual({ end: 'shown', left: 1 });
    expect(await ends([never, made(10, 10)])).toEqual({ end: 'shown', left: 1 });
  });

  test('is for a hundred pictures', async () => {
    expect(await ends(Array.from({ length: 130 }, () => made(1, 1)))).toEqual({ end: 'shown', left: 30 });
  });

  test('a file of nothing is broken', async () => {
    expect(await ends([])).toEqual({ end: 'failed', left: 0 });
  });
});

test('a turn that does not exist turns nothing', () => {
  const pixels = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  expect([...upright(pixels, 2, 1, 9)]).toEqual([...pixels]);
});
