import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { residueOf } from '~/envelope/metadata/residue';
import { sourceOfBlob, sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip, stripMetadata } from '~/envelope/metadata/strip';
import { ALL_MARKERS, clean, exifOf, holdsMarker, kindOf, u16be, u32be, written, XMP } from './metadata-samples';

const pixels = Buffer.from(Array.from({ length: 40 * 24 * 3 }, (_, at) => (at * 7) ^ (at >> 5)));
const picture = () => sharp(pixels, { raw: { width: 40, height: 24, channels: 3 } }).withIccProfile('p3');
/** Its colour profile as cleaning leaves it, so that nothing remains to be removed. */
const tidy = async (made: Promise<Buffer>) => (await clean(await made)).bytes;
const plain = {
  jpg: await tidy(picture().jpeg({ progressive: true }).toBuffer()),
  png: await tidy(picture().png().toBuffer()),
  webp: await tidy(picture().webp({ lossless: true }).toBuffer()),
};
const raw = async (bytes: Uint8Array) => (await sharp(bytes).raw().toBuffer()).toString('hex');

const segment = (marker: number, ...content: (string | Uint8Array)[]) => {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string, 'latin1')));
  return Buffer.concat([Buffer.from([0xff, marker]), u16be(body.length + 2), body]);
};
const jpegWith = (segments: readonly Uint8Array[], trailer: Uint8Array = Buffer.alloc(0)) =>
  Buffer.concat([plain.jpg.subarray(0, 2), ...segments, plain.jpg.subarray(2), trailer]);

const chunk = (type: string, content: Uint8Array) =>
  Buffer.concat([u32be(content.length), Buffer.from(type, 'latin1'), content, Buffer.alloc(4)]);
const pngWith = (chunks: readonly Uint8Array[], trailer: Uint8Array = Buffer.alloc(0)) => {
  const end = plain.png.length - 12;
  return Buffer.concat([
    plain.png.subarray(0, 33),
    ...chunks,
    plain.png.subarray(33, end),
    ...chunks,
    plain.png.subarray(end),
    trailer,
  ]);
};

const riff = (type: string, content: Uint8Array) => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(content.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), size, content, Buffer.alloc(content.length & 1)]);
};
const webpWith = (chunks: readonly Uint8Array[], trailer: Uint8Array = Buffer.alloc(0)) => {
  const body = Buffer.concat([plain.webp.subarray(8), ...chunks]);
  body.writeUInt8((body.readUInt8(12) | 0x0c) & 0xff, 12);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), size, body, trailer]);
};

const utf16 = Buffer.from(ALL_MARKERS, 'utf16le');
/** Metadata of each kind by format, to be combined at will. */
const parts = {
  jpg: [
    segment(0xe1, 'Exif\0\0', exifOf(6)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', XMP),
    segment(0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0', ALL_MARKERS),
    segment(0xfe, ALL_MARKERS),
    segment(0xe2, 'MPF\0', utf16),
    segment(0xeb, 'JP', ALL_MARKERS),
  ],
  png: [
    chunk('tEXt', Buffer.from(`Author\0${ALL_MARKERS}`)),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${XMP}`)),
    chunk('eXIf', exifOf(6)),
    chunk('zTXt', utf16),
    chunk('tIME', Buffer.from([7, 207, 1, 2, 3, 4, 5])),
  ],
  webp: [riff('EXIF', exifOf(6)), riff('XMP ', Buffer.from(XMP)), riff('ABCD', utf16)],
};
const build = { jpg: jpegWith, png: pngWith, webp: webpWith };
const formats = ['jpg', 'png', 'webp'] as const;

test.each(formats)('a %s loses every kind of metadata; its picture, colours and side stay', async (format) => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(parts[format], { minLength: 1 }), fc.boolean(), async (some, trailing) => {
      const before = build[format](some, trailing ? Buffer.from(`motion photo ${ALL_MARKERS}`) : Buffer.alloc(0));
      expect((await residueOf(sourceOfBytes(before), kindOf(before))).length).toBeGreaterThan(0);
      const after = await clean(before);
      expect(holdsMarker(after.bytes)).toBe(false);
      expect(await raw(after.bytes)).toBe(await raw(plain[format]));
      const { icc, orientation } = await sharp(after.bytes).metadata();
      expect(icc).toBeDefined();
      const turned =
        format === 'jpg' || format === 'webp'
          ? some.includes(parts[format][0] as Buffer<ArrayBuffer>)
          : some.includes(parts.png[2] as Buffer<ArrayBuffer>);
      expect(orientation ?? 1).toBe(turned ? 6 : 1);
      expect(after.removed.length).toBeGreaterThan(0);
      expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
    }),
    { numRuns: 30 },
  );
});

test('what was removed is told by what it says', async () => {
  const exif = jpegWith([segment(0xe1, 'Exif\0\0', exifOf(1))]);
  expect((await clean(exif)).removed).toEqual(['place', 'time', 'device', 'author']);
  const comment = jpegWith([segment(0xfe, 'just words')]);
  expect((await clean(comment)).removed).toEqual(['other']);
  expect((await clean(pngWith([chunk('tIME', Buffer.alloc(7, 1))]))).removed).toEqual(['time']);
  expect((await clean(plain.jpg)).removed).toEqual([]);
});

test('coded data of a JPEG stays byte for byte, and a second picture behind it goes', async () => {
  const after = (await clean(jpegWith(parts.jpg, Buffer.concat([plain.jpg, Buffer.from(ALL_MARKERS)])))).bytes;
  const coded = plain.jpg.subarray(plain.jpg.indexOf(Buffer.from('ffdb', 'hex')));
  expect(after.subarray(-coded.length).equals(coded)).toBe(true);
  expect(after.indexOf(Buffer.from('ffd9ffd8', 'hex'))).toBe(-1);
});

test.each(formats)('what sharp writes into a %s is removed too', async (format) => {
  const exif = { IFD0: { Make: 'MarkDevice60', Artist: 'MarkAuthor7' }, IFD3: { GPSMapDatum: 'MarkPlace29' } };
  const type = format === 'jpg' ? 'jpeg' : format;
  const before = await picture().withExif(exif).withMetadata({ orientation: 3 }).withXmp(XMP).toFormat(type).toBuffer();
  expect(holdsMarker(before)).toBe(true);
  const after = await clean(before);
  expect(holdsMarker(after.bytes)).toBe(false);
  expect(after.removed).toEqual(expect.arrayContaining(['place', 'device', 'author']));
  expect((await sharp(after.bytes).metadata()).orientation).toBe(3);
  expect(await raw(after.bytes)).toBe(await raw(before));
});

test('an animation keeps its frames, without what a frame carries besides', async () => {
  const frames = Buffer.concat([pixels, Buffer.from(pixels).reverse()]);
  const strip = sharp(frames, { raw: { width: 40, height: 48, channels: 3, pageHeight: 24 } });
  const animated = await strip.webp({ lossless: true, loop: 0, delay: [100, 100] }).toBuffer();
  const at = animated.indexOf('ANMF');
  const size = animated.readUInt32LE(at + 4);
  const extra = riff('UNKN', Buffer.from(ALL_MARKERS));
  const before = Buffer.concat([animated.subarray(0, at + 8 + size), extra, animated.subarray(at + 8 + size)]);
  before.writeUInt32LE(size + extra.length, at + 4);
  before.writeUInt32LE(before.length - 8, 4);
  const after = (await clean(before)).bytes;
  expect(holdsMarker(after)).toBe(false);
  const decoded = (bytes: Buffer) => sharp(bytes, { animated: true }).raw().toBuffer();
  expect((await decoded(after)).equals(await decoded(animated))).toBe(true);
  expect((await sharp(after, { animated: true }).metadata()).pages).toBe(2);
});

test.each(formats)('a %s cut anywhere, or with any byte changed, gives a result and never an error', async (format) => {
  const whole = build[format](parts[format]);
  const kind = kindOf(whole);
  for (let length = 0; length < whole.length; length += 1 + (length >> 8)) {
    const result = await checkedStrip(sourceOfBytes(whole.subarray(0, length)), kind);
    // Decoders show a JPEG that was cut off within its picture, so such a file is accepted as far as it came.
    const shown = format === 'jpg' && length > whole.indexOf(Buffer.from('ffda', 'hex'));
    if (!shown || 'problem' in result) expect(result).toEqual({ problem: 'broken' });
  }
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const changed = Buffer.from(whole);
      changed[at] = value;
      const result = await checkedStrip(sourceOfBytes(changed), kind);
      if ('stripped' in result) {
        expect(holdsMarker(await written(sourceOfBytes(changed), result.stripped))).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});

test('a jpg segment that only its marker makes a part of the coding is no picture', async () => {
  const whole = build.jpg(parts.jpg);
  const at = whole.indexOf(Buffer.from('MPF\0', 'latin1')) - 3;
  const shown: string[] = [];
  for (let marker = 0xc0; marker <= 0xdf; marker += 1) {
    const changed = Buffer.from(whole);
    changed[at] = marker;
    const result = await checkedStrip(sourceOfBytes(changed), kindOf(whole));
    const kept = 'stripped' in result && holdsMarker(await written(sourceOfBytes(changed), result.stripped));
    if (kept) shown.push(marker.toString(16));
  }
  expect(shown).toEqual([]);
});

test('a png chunk that swallowed the next one is not kept with it', async () => {
  const whole = build.png(parts.png);
  const kind = kindOf(whole);
  // The lengths of the header and of the picture's own data are each given so long that the next chunk belongs to it.
  for (const at of [8, whole.indexOf('IDAT') - 4]) {
    const own = whole.readUInt32BE(at);
    const next = at + 12 + own;
    const changed = Buffer.from(whole);
    changed.writeUInt32BE(own + 12 + whole.readUInt32BE(next), at);
    expect(await checkedStrip(sourceOfBytes(changed), kind)).toEqual({ problem: 'broken' });
  }
});

test('a file is read in slices, and given in chunks of the size asked for', async () => {
  const before = jpegWith(parts.jpg);
  const blob = sourceOfBlob(new Blob([before]));
  const stripped = await stripMetadata(blob, kindOf(before));
  const sizes: number[] = [];
  const whole = await written(
    {
      ...blob,
      slice: (from, to) => {
        sizes.push(to - from);
        return blob.slice(from, to);
      },
    },
    stripped,
    100,
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  expect(whole.equals((await clean(before)).bytes)).toBe(true);
});

test('the read-back sees what a stripper left', async () => {
  for (const format of formats) {
    for (const part of parts[format]) {
      const left = build[format]([part]);
      expect(await residueOf(sourceOfBytes(left), kindOf(left)), `${format} ${part.subarray(0, 12)}`).not.toEqual([]);
    }
    const trailing = build[format]([], Buffer.from('after the end'));
    expect(await residueOf(sourceOfBytes(trailing), kindOf(trailing))).not.toEqual([]);
    expect(await residueOf(sourceOfBytes(plain[format]), kindOf(plain[format]))).toEqual([]);
  }
});
