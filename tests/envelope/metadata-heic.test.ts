import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { residueOf } from '~/envelope/metadata/residue';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip } from '~/envelope/metadata/strip';
import { ALL_MARKERS, box, clean, fullBox, holdsMarker, kindOf, u16be, u32be, XMP } from './metadata-samples';
import { repeated, zeros } from './movie-boxes';

type ItemShape = { method: 0 | 1 | 2; version: 1 | 2; prefix: boolean };

/** A picture with Exif and XMP items in the media data, in `idat`, or within another item. */
function heic({ method, version, prefix }: ItemShape, brand = 'heic'): { bytes: Buffer; at: number } {
  const coded = repeated(500, 8);
  const exif = Buffer.concat([
    u32be(prefix ? 6 : 0),
    Buffer.from(prefix ? 'Exif\0\0' : ''),
    Buffer.from(`MM\0*\0\0\0\x08\0\0${ALL_MARKERS}`, 'latin1'),
  ]);
  const xmp = Buffer.from(XMP);
  const id = version === 2 ? u32be : u16be;
  const item = (number: number, type: string, more = '') =>
    fullBox('infe', 2, u16be(number), u16be(0), type, '\0', more);
  const make = (start: number) => {
    const place = (from: number) => (method === 0 ? start + from : from - coded.length);
    const location = (number: number, way: number, offset: number, length: number) =>
      Buffer.concat([
        id(number),
        u16be(way),
        u16be(0),
        u16be(1),
        ...(method === 2 ? [u32be(1)] : []),
        u32be(offset),
        u32be(length),
      ]);
    const rows = [
      location(1, 0, start, coded.length),
      location(2, method, place(coded.length), exif.length),
      location(3, method, place(coded.length + exif.length), xmp.length),
    ];
    if (method === 2) rows.push(location(4, 0, start + coded.length, exif.length + xmp.length));
    const items = [item(1, 'hvc1'), item(2, 'Exif'), item(3, 'mime', 'application/rdf+xml\0')].concat(
      method === 2 ? [item(4, 'rawx')] : [],
    );
    const reference = (from: number) => box('iloc', u16be(from), u16be(1), u16be(4));
    return fullBox(
      'meta',
      0,
      fullBox('hdlr', 0, zeros(4), 'pict', zeros(13)),
      fullBox('pitm', 0, u16be(1)),
      fullBox('iloc', version, Buffer.from([0x44, method === 2 ? 4 : 0]), id(rows.length), ...rows),
      fullBox('iinf', 0, u16be(items.length), ...items),
      fullBox(
        'iref',
        0,
        box('cdsc', u16be(2), u16be(1), u16be(1)),
        ...(method === 2 ? [reference(2), reference(3)] : []),
      ),
      box('iprp', box('ipco', box('ispe', zeros(12)), fullBox('udes', 0, ALL_MARKERS))),
      ...(method === 1 ? [box('idat', exif, xmp)] : []),
      box('xml ', ALL_MARKERS),
    );
  };
  const ftyp = box('ftyp', brand, zeros(4), 'mif1');
  const start = ftyp.length + make(0).length + 8;
  const data = method === 1 ? [coded] : [coded, exif, xmp];
  const bytes = Buffer.concat([
    ftyp,
    make(start),
    box('mdat', ...data, Buffer.from(ALL_MARKERS)),
    box('mpvd', ALL_MARKERS),
  ]);
  return { bytes, at: start };
}

test('a HEIC or AVIF picture keeps its coded data and loses Exif, XMP and what is hidden, wherever items lie', async () => {
  const shapes = fc.record({
    method: fc.constantFrom(0 as const, 1 as const, 2 as const),
    version: fc.constantFrom(1 as const, 2 as const),
    prefix: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(shapes, fc.constantFrom('heic', 'avif'), async (shape, brand) => {
      const { bytes, at } = heic(shape, brand);
      expect(await residueOf(sourceOfBytes(bytes), kindOf(bytes))).not.toEqual([]);
      const after = await clean(bytes);
      expect(holdsMarker(after.bytes)).toBe(false);
      expect(after.bytes.length).toBe(bytes.length);
      expect(after.bytes.subarray(at, at + 500).equals(repeated(500, 8))).toBe(true);
      expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
    }),
    { numRuns: 30 },
  );
});

test('a picture of items within items within items ends quickly', async () => {
  const { bytes } = heic({ method: 2, version: 1, prefix: true });
  for (let at = 0; at < bytes.length; at += 2) {
    const changed = Buffer.from(bytes);
    changed.fill(0xff, at, Math.min(bytes.length, at + 2));
    expect(Object.keys(await checkedStrip(sourceOfBytes(changed), kindOf(bytes)))).toHaveLength(1);
    expect(Object.keys(await checkedStrip(sourceOfBytes(bytes.subarray(0, at)), kindOf(bytes)))).toHaveLength(1);
  }
});

test('an AVIF picture of a real encoder decodes to the same pixels', async () => {
  const exif = { IFD0: { Make: 'MarkDevice60' }, IFD3: { GPSMapDatum: 'MarkPlace29' } };
  const before = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a42' } })
    .withExif(exif)
    .avif()
    .toBuffer();
  expect(holdsMarker(before)).toBe(true);
  const after = await clean(before);
  expect(after.removed).toEqual(expect.arrayContaining(['place', 'device']));
  expect(holdsMarker(after.bytes)).toBe(false);
  const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
  expect((await pixels(after.bytes)).equals(await pixels(before))).toBe(true);
});
