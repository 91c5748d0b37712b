import fc from 'fast-check';
import { expect, test } from 'vitest';
import { residueOf } from '~/envelope/metadata/residue';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip, stripMetadata } from '~/envelope/metadata/strip';
import { ALL_MARKERS, box, clean, fullBox, holdsMarker, kindOf, u32be } from './metadata-samples';
import { anyShape, clock, movie, picture, sound, telemetry, track, usual, zeros } from './movie-boxes';

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
          // The chunk table still names the position.
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
  // Old QuickTime says "each sample is one byte", although a frame takes four.
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
  // The same movie with a gap of zeros after its media data, so that the header lies half a gigabyte further on.
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
