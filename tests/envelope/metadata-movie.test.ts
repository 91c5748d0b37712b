import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { residueOf } from '~/envelope/metadata/residue';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip, stripMetadata } from '~/envelope/metadata/strip';
import { ALL_MARKERS, box, clean, fullBox, holdsMarker, kindOf, u16be, u32be, XMP } from './metadata-samples';

/** What one test file is made of. */
type Shape = { brand: string; moovFirst: boolean; long: boolean; wide: boolean; clockVersion: 0 | 1 };
const zeros = (length: number) => Buffer.alloc(length);
const repeated = (length: number, seed: number) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 31 + seed) & 255));

const picture = [repeated(900, 1), repeated(700, 2), repeated(801, 3)];
const sound = [repeated(64, 4), repeated(64, 5), repeated(64, 6)];
const telemetry = ['a', 'b', 'c'].map((one) => Buffer.from(`GPMF ${one} 30.1 103.2 ${ALL_MARKERS}`));

const clock = (type: string, version: 0 | 1, rest: Buffer) =>
  fullBox(type, version, repeated(version === 1 ? 16 : 8, 200), rest);
const handler = (type: string) => fullBox('hdlr', 0, 'mhlr', type, 'appl', zeros(8), `\x10${ALL_MARKERS}`);
const pictureEntry = box(
  'avc1',
  zeros(6),
  u16be(1),
  zeros(4),
  'GoPr',
  zeros(8),
  u16be(640),
  u16be(480),
  u32be(0x480000),
  u32be(0x480000),
  zeros(4),
  u16be(1),
  Buffer.from('\x0cMarkDevice60'.padEnd(32, '\0')),
  u16be(24),
  u16be(0xffff),
  box('avcC', repeated(20, 9)),
  box('uuid', zeros(16), ALL_MARKERS),
);
const soundEntry = box(
  'mp4a',
  zeros(6),
  u16be(1),
  zeros(8),
  u16be(2),
  u16be(16),
  zeros(4),
  u32be(44100 * 65536),
  box('esds', repeated(20, 7)),
);
const entries: Record<string, Buffer> = {
  vide: pictureEntry,
  soun: soundEntry,
  meta: box('mebx', zeros(6), u16be(1), ALL_MARKERS),
  text: box('text', zeros(6), u16be(1), zeros(40)),
};

function track(id: number, type: string, samples: readonly Buffer[], offsets: readonly number[], shape: Shape): Buffer {
  const table = [u32be(1), u32be(1), u32be(1), u32be(1)];
  const places = shape.long
    ? fullBox('co64', 0, u32be(offsets.length), ...offsets.flatMap((at) => [u32be(0), u32be(at)]))
    : fullBox('stco', 0, u32be(offsets.length), ...offsets.map(u32be));
  const stbl = box(
    'stbl',
    fullBox('stsd', 0, u32be(1), entries[type] ?? zeros(0)),
    fullBox('stts', 0, u32be(1), u32be(samples.length), u32be(1)),
    fullBox('stsc', 0, ...table),
    fullBox('stsz', 0, u32be(0), u32be(samples.length), ...samples.map((one) => u32be(one.length))),
    places,
  );
  const minf = box(
    'minf',
    type === 'vide' ? fullBox('vmhd', 0, zeros(8)) : fullBox('smhd', 0, zeros(4)),
    box('dinf', fullBox('dref', 0, u32be(1), box('url ', Buffer.from([0, 0, 0, 1])))),
    stbl,
  );
  const mdia = box('mdia', clock('mdhd', shape.clockVersion, zeros(12)), handler(type), minf);
  const reference = type === 'vide' ? [box('tref', box('cdsc', u32be(3)))] : [];
  return box(
    'trak',
    clock('tkhd', shape.clockVersion, Buffer.concat([u32be(id), zeros(68)])),
    ...reference,
    mdia,
    box('udta', box('name', ALL_MARKERS)),
    box('meta', ALL_MARKERS),
  );
}

const keys = box(
  'meta',
  handler('mdta'),
  fullBox('keys', 0, u32be(1), box('mdta', 'com.apple.quicktime.location.ISO6709')),
  box('ilst', ALL_MARKERS),
);
const userData = box(
  'udta',
  box('\xa9xyz', u16be(18), u16be(0x15c7), '+30.1+103.2/', ALL_MARKERS),
  box('loci', ALL_MARKERS),
  zeros(4),
);

/** A movie with picture, sound and telemetry interleaved, and a camera's own record hidden between. */
function movie(shape: Shape): { bytes: Buffer; at: number[][] } {
  const hidden = Buffer.from(`freeGPS ${ALL_MARKERS}`);
  const layout = [0, 1, 2].flatMap((index) => [picture[index], sound[index], telemetry[index]]) as Buffer[];
  const ftyp = box('ftyp', shape.brand, zeros(4), 'mp42');
  const uuid = box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), XMP);
  const free = box('free', ALL_MARKERS);
  const make = (start: number) => {
    const offsets = layout.map((_, index) => start + layout.slice(0, index).reduce((sum, one) => sum + one.length, 0));
    const of = (which: number) => offsets.filter((_, index) => index % 3 === which);
    const tracks = [
      track(1, 'vide', picture, of(0), shape),
      track(2, 'soun', sound, of(1), shape),
      track(3, 'meta', telemetry, of(2), shape),
    ];
    const moov = box('moov', clock('mvhd', shape.clockVersion, zeros(88)), ...tracks, userData, keys);
    return { moov, at: [of(0), of(1), of(2)] };
  };
  const data = Buffer.concat([...layout, hidden]);
  const mdat = shape.wide
    ? Buffer.concat([u32be(1), Buffer.from('mdat'), u32be(0), u32be(data.length + 16), data])
    : box('mdat', data);
  const before = [ftyp, uuid, free].concat(shape.moovFirst ? [make(0).moov] : []);
  const start = before.reduce((sum, one) => sum + one.length, 0) + (shape.wide ? 16 : 8);
  const { moov, at } = make(start);
  const bytes = Buffer.concat([ftyp, uuid, free, ...(shape.moovFirst ? [moov, mdat] : [mdat, moov])]);
  return { bytes, at };
}

const anyShape = fc.record({
  brand: fc.constantFrom('mp42', 'qt  ', 'M4A ', '3gp5'),
  moovFirst: fc.boolean(),
  long: fc.boolean(),
  wide: fc.boolean(),
  clockVersion: fc.constantFrom(0 as const, 1 as const),
});
const usual: Shape = { brand: 'mp42', moovFirst: false, long: false, wide: false, clockVersion: 0 };

test('a movie loses places, times, names and telemetry; samples of picture and sound stay where they are', async () => {
  await fc.assert(
    fc.asyncProperty(anyShape, async (shape) => {
      const { bytes, at } = movie(shape);
      expect(holdsMarker(bytes)).toBe(true);
      expect(await residueOf(sourceOfBytes(bytes), kindOf(bytes))).not.toEqual([]);
      const after = await clean(bytes);
      expect(after.bytes.length).toBe(bytes.length);
      expect(holdsMarker(after.bytes)).toBe(false);
      for (const [which, samples] of [picture, sound].entries()) {
        for (const [index, sample] of samples.entries()) {
          const from = at[which]?.[index] ?? -1;
          expect(after.bytes.subarray(from, from + sample.length).equals(sample)).toBe(true);
          // The chunk table still names the place.
          expect(after.bytes.includes(u32be(from))).toBe(true);
        }
      }
      expect(after.removed).toEqual(expect.arrayContaining(['place', 'time', 'device']));
      for (const word of ['udta', 'uuid', '\xa9xyz', 'loci', 'mebx', 'cdsc', 'quicktime', 'freeGPS', 'GPMF', 'GoPr']) {
        expect(after.bytes.includes(word, 0, 'latin1'), word).toBe(false);
      }
      expect(after.bytes.includes('avcC')).toBe(true);
      expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
    }),
    { numRuns: 40 },
  );
});

function fragmented(): { bytes: Buffer; kept: [number, Buffer][] } {
  const init = box(
    'moov',
    clock('mvhd', 0, zeros(88)),
    track(1, 'vide', [], [], usual),
    track(3, 'meta', [], [], usual),
    box(
      'mvex',
      fullBox('trex', 0, u32be(1), zeros(16)),
      fullBox('trex', 0, u32be(3), u32be(1), u32be(0), u32be(telemetry[0]?.length ?? 0), u32be(0)),
    ),
  );
  let bytes = Buffer.concat([box('ftyp', 'iso6', zeros(4), 'mp42'), init]);
  const kept: [number, Buffer][] = [];
  for (const [index, sample] of picture.entries()) {
    const make = (offset: number) =>
      box(
        'moof',
        fullBox('mfhd', 0, u32be(index + 1)),
        box(
          'traf',
          box('tfhd', u32be(0x020000), u32be(1)),
          box('trun', u32be(0x000201), u32be(1), u32be(offset), u32be(sample.length)),
          box('uuid', ALL_MARKERS),
        ),
        box(
          'traf',
          box('tfhd', u32be(0x020000), u32be(3)),
          box('trun', u32be(0x000001), u32be(1), u32be(offset + sample.length)),
        ),
      );
    const moof = make(make(0).length + 8);
    kept.push([bytes.length + moof.length + 8, sample]);
    bytes = Buffer.concat([bytes, box('prft', ALL_MARKERS), moof, box('mdat', sample, telemetry[index] ?? zeros(0))]);
    const last = kept.at(-1);
    if (last) last[0] += box('prft', ALL_MARKERS).length;
  }
  return { bytes, kept };
}

test('fragments keep the picture and lose telemetry', async () => {
  const { bytes, kept } = fragmented();
  const after = await clean(bytes);
  expect(holdsMarker(after.bytes)).toBe(false);
  for (const [at, sample] of kept) expect(after.bytes.subarray(at, at + sample.length).equals(sample)).toBe(true);
  expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
});

test('sound of one sample size keeps every byte up to the next chunk, whatever its table says', async () => {
  const { bytes, at } = movie(usual);
  const table = bytes.indexOf('stsz', bytes.indexOf('mp4a'));
  const old = Buffer.from(bytes);
  // Old QuickTime: "each sample is one byte", though a frame takes four.
  old.writeUInt32BE(1, table + 8);
  const after = (await clean(old)).bytes;
  for (const [index, sample] of sound.entries()) {
    const from = at[1]?.[index] ?? 0;
    expect(after.subarray(from, from + sample.length).equals(sample)).toBe(true);
  }
  expect(holdsMarker(after)).toBe(false);
});

test('what a camera appends behind the last box is cut off', async () => {
  const { bytes } = movie(usual);
  const after = await clean(
    Buffer.concat([bytes, Buffer.from('\xff\xff\xff\xff\x01\x02\x03\x04', 'latin1'), Buffer.from(ALL_MARKERS)]),
  );
  expect(after.bytes.equals((await clean(bytes)).bytes)).toBe(true);
});

test('a movie cut anywhere or with any byte changed gives a result, and no marker passes', async () => {
  for (const whole of [movie(usual).bytes, fragmented().bytes]) {
    const kind = kindOf(whole);
    for (let length = 0; length < whole.length; length += 3) {
      const cut = whole.subarray(0, length);
      const result = await checkedStrip(sourceOfBytes(cut), kind);
      if ('stripped' in result) expect(holdsMarker((await clean(cut, kind)).bytes)).toBe(false);
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(whole);
        changed[at] = value;
        expect(Object.keys(await checkedStrip(sourceOfBytes(changed), kind))).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  }
});

test('500 MB take neither memory nor a copy', async () => {
  const { bytes } = movie(usual);
  const head = bytes.indexOf('mdat') - 4;
  const size = 500 * 1024 * 1024;
  const shift = size - bytes.length;
  // The same movie with a gap of zeros behind its media data: the header lies half a gigabyte on.
  const end = bytes.indexOf('moov') - 4;
  const start = Buffer.from(bytes.subarray(0, end));
  start.writeUInt32BE(end - head + shift, head);
  let largest = 0;
  const source = {
    size,
    slice: async (from: number, to: number) => {
      largest = Math.max(largest, to - from);
      const part = Buffer.alloc(to - from);
      if (from < end) start.copy(part, 0, from, Math.min(to, end));
      if (to > end + shift) bytes.copy(part, Math.max(0, end + shift - from), Math.max(end, from - shift), to - shift);
      return part;
    },
  };
  const stripped = await stripMetadata(source, kindOf(bytes));
  expect(stripped.size).toBe(size);
  expect(largest).toBeLessThanOrEqual(64 * 1024);
  const buffers = new Set(stripped.pieces.flatMap((piece) => ('bytes' in piece ? [piece.bytes.buffer] : [])));
  const own = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  expect(own).toBeLessThan(256 * 1024);
}, 30_000);

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

test('in a long film a sign is seen wherever it stands', async () => {
  const film = Buffer.alloc(17 * 1024 * 1024, 0xa5);
  const kind = kindOf(movie(usual).bytes);
  for (const at of [0, 1, 2, 3, 1024 * 1024 - 3]) {
    const holds = Buffer.from(film);
    holds.write('freeGPS ', 9 * 1024 * 1024 + at, 'latin1');
    expect(await residueOf(sourceOfBytes(holds), kind)).toContain('place');
  }
  expect(await residueOf(sourceOfBytes(film), kind)).not.toContain('place');
});
