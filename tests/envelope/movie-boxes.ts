import fc from 'fast-check';
import { ALL_MARKERS, box, fullBox, u16be, u32be, XMP } from './metadata-samples';

export const zeros = (length: number) => Buffer.alloc(length);

export const repeated = (length: number, seed: number) =>
  Buffer.from(Array.from({ length }, (_, at) => (at * 31 + seed) & 255));

/** The components of one test file. */
export type Shape = { brand: string; moovFirst: boolean; long: boolean; wide: boolean; clockVersion: 0 | 1 };

export const picture = [repeated(900, 1), repeated(700, 2), repeated(801, 3)];

export const sound = [repeated(64, 4), repeated(64, 5), repeated(64, 6)];

export const telemetry = ['a', 'b', 'c'].map((one) => Buffer.from(`GPMF ${one} 30.1 103.2 ${ALL_MARKERS}`));

export const clock = (type: string, version: 0 | 1, rest: Buffer) =>
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

export function track(
  id: number,
  type: string,
  samples: readonly Buffer[],
  offsets: readonly number[],
  shape: Shape,
): Buffer {
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

/** A movie with picture, sound and telemetry interleaved, and a camera's own record hidden in between. */
export function movie(shape: Shape): { bytes: Buffer; at: number[][] } {
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

export const anyShape = fc.record({
  brand: fc.constantFrom('mp42', 'qt  ', 'M4A ', '3gp5'),
  moovFirst: fc.boolean(),
  long: fc.boolean(),
  wide: fc.boolean(),
  clockVersion: fc.constantFrom(0 as const, 1 as const),
});

export const usual: Shape = { brand: 'mp42', moovFirst: false, long: false, wide: false, clockVersion: 0 };
