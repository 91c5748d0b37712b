import exifr from 'exifr';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { cleaned, sample, WHO } from './field-file';

/**
 * Cleaned pictures, read by exifr: another reader than exiftool, written by others and for browsers. It reads JPEG, PNG,
 * TIFF, and of HEIC and AVIF the colour profile; WebP it does not know.
 */
const EVERYTHING = {
  tiff: true,
  ifd1: true,
  exif: true,
  gps: true,
  interop: true,
  xmp: true,
  icc: true,
  iptc: true,
  jfif: true,
  ihdr: true,
  makerNote: true,
  userComment: true,
  multiSegment: true,
  mergeOutput: false,
};

/** What may be left: size, orientation and how the picture's bytes lie; `icc` is looked at below. */
const MAY_STAY: Record<string, RegExp> = {
  ihdr: /^(?:Image(?:Width|Height)|BitDepth|ColorType|Compression|Filter|Interlace|ProfileName)$/,
  jfif: /^(?:JFIFVersion|ResolutionUnit|[XY]Resolution|Thumbnail(?:Width|Height))$/,
  ifd0: /^(?:Orientation|Image(?:Width|Height)|[XY]Resolution|ResolutionUnit|BitsPerSample|SamplesPerPixel|SampleFormat|Compression|PhotometricInterpretation|PlanarConfiguration|RowsPerStrip|Strip(?:Offsets|ByteCounts)|JPEGTables|ReferenceBlackWhite)$/,
  icc: /^(?:Profile(?:Version|Class|ConnectionSpace|FileSignature)|ColorSpaceData|RenderingIntent|MediaWhitePoint|ChromaticAdaptation|(?:Red|Green|Blue)(?:MatrixColumn|TRC))$/,
};
/** A profile must have these; they say nothing: the first moment of all, and no text. */
const EMPTY: Record<string, (value: unknown) => boolean> = {
  ProfileDateTime: (value) => value instanceof Date && value.getTime() === Date.UTC(1899, 10, 30),
  ProfileDescription: isEmptyText,
  ProfileCopyright: isEmptyText,
};

/** exifr gives a text without characters as the bytes of its tag: a type, counts, and nothing readable after them. */
function isEmptyText(value: unknown): boolean {
  const bytes = Object.values(value as Record<string, number>);
  return bytes.slice(4).every((byte) => byte < 0x20);
}

type Told = { block: string; name: string; value: unknown };

async function told(bytes: Buffer): Promise<Told[]> {
  const read: Record<string, Record<string, unknown>> = (await exifr.parse(bytes, EVERYTHING)) ?? {};
  return Object.entries(read)
    .filter(([block]) => block !== 'errors')
    .flatMap(([block, values]) => Object.entries(values).map(([name, value]) => ({ block, name, value })))
    .filter(({ value }) => value !== undefined);
}

const tellsSomething = ({ block, name, value }: Told): boolean =>
  !MAY_STAY[block]?.test(name) && !(block === 'icc' && EMPTY[name]?.(value));

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="Zhang San"/></rdf:RDF></x:xmpmeta>`;

/** Turned by a quarter, with maker, author and place, and with the profile of somebody's own screen. */
const photo = (format: 'jpeg' | 'png' | 'tiff' | 'avif') =>
  sharp(sample('icc.jpg'))
    .keepIccProfile()
    .withExif({ IFD0: { Make: 'MarkDevice60', Artist: 'Zhang San' }, IFD3: { GPSLatitude: '29/1 30/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .withXmp(XMP)
    .toFormat(format)
    .toBuffer();

describe('exifr finds in a cleaned picture nothing but orientation, size and colours', () => {
  test.each(['jpeg', 'png', 'tiff', 'avif'] as const)('%s', async (format) => {
    const before = await photo(format);
    const found = await told(before);
    // The reader sees what there is to see: profiles, and Exif where it reads that.
    expect(found.filter(tellsSomething).map(({ block }) => block)).toEqual(
      expect.arrayContaining(format === 'avif' ? ['icc'] : format === 'tiff' ? ['icc', 'dc'] : ['icc', 'ifd0', 'gps']),
    );
    const after = await told((await cleaned(before)).bytes);
    expect(after.filter(tellsSomething)).toEqual([]);
    expect(after.filter(({ name }) => /TRC$|MatrixColumn$/.test(name))).toHaveLength(6);
    const side = after.find(({ name }) => name === 'Orientation');
    if (format !== 'avif') expect(side?.value).toBe('Rotate 90 CW');
  });

  test.each(['icc.jpg', 'two.heic'])('%s', async (name) => {
    const before = sample(name);
    expect(JSON.stringify(await told(before))).toMatch(WHO);
    const after = await told((await cleaned(before)).bytes);
    expect(after.filter(tellsSomething)).toEqual([]);
    expect(after.filter(({ name: tag }) => /TRC$|MatrixColumn$/.test(tag))).toHaveLength(6);
  });

  test('no small picture stays inside a photo either', async () => {
    const small = await sharp(sample('icc.jpg')).resize(16, 12).jpeg().toBuffer();
    const before = withThumbnail(sample('icc.jpg'), small);
    expect(await exifr.thumbnail(before)).toBeDefined();
    expect(await exifr.thumbnail((await cleaned(before)).bytes)).toBeUndefined();
  });
});

/** Exif with an empty first directory and a second one that holds a small JPEG. */
function withThumbnail(photograph: Buffer, small: Buffer): Buffer {
  const tiff = Buffer.alloc(44);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt32LE(14, 10);
  tiff.writeUInt16LE(2, 14);
  for (const [at, tag, value] of [
    [16, 0x0201, 44],
    [28, 0x0202, small.length],
  ] as const) {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(4, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff, small]);
  const head = Buffer.from([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([photograph.subarray(0, 2), head, content, photograph.subarray(2)]);
}
