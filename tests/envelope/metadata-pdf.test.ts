import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { deflateTo, inflate } from '~/envelope/metadata/flate';
import { residueOf } from '~/envelope/metadata/residue';
import { sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip } from '~/envelope/metadata/strip';
import { ALL_MARKERS, clean, exifOf, holdsMarker, kindOf, MARKERS, XMP } from './metadata-samples';

type Content = string | Uint8Array;
const join = (...parts: readonly Content[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
const object = (number: number, ...content: readonly Content[]) => join(`${number} 0 obj\n`, ...content, '\nendobj\n');
const stream = (number: number, dictionary: string, data: Uint8Array, length = `/Length ${data.length}`) =>
  object(number, `<< ${dictionary} ${length} >>\nstream\n`, data, '\nendstream');

const page = Buffer.from('BT /F1 24 Tf 72 700 Td (Exit blocked since Monday \\(both doors\\)) Tj ET');
const utf16 = `<feff${Buffer.from(ALL_MARKERS, 'utf16le').swap16().toString('hex')}>`;
const info = `<< /Title (${MARKERS[0]} \\) nested (x)) /Author ${utf16} /Producer(${MARKERS[1]})/CreationDate (D:20250910081500+08'00') /Custom 9 0 R >>`;
const annotation = `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /T (${MARKERS[2]}) /M (D:20250101) /Contents (seen by me) >>`;
const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /T (fieldName) >>';
const trailer = (more = '', start = 0) =>
  `trailer\n<< /Size 20 /Root 1 0 R /Info 4 0 R /ID [<${Buffer.from(MARKERS[3]).toString('hex')}> (${MARKERS[3]})] ${more} >>\nstartxref\n${start}\n%%EOF\n`;
const photo = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#284' } })
  .jpeg()
  .toBuffer();
const exif = join('Exif\0\0', exifOf(1));
const jpeg = join(
  photo.subarray(0, 2),
  Buffer.from([0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255]),
  exif,
  photo.subarray(2),
);

const parts = {
  packedPage: stream(5, '/Filter /FlateDecode', deflateSync(page)),
  rawXmp: stream(6, '/Type /Metadata /Subtype /XML', Buffer.from(XMP)),
  packedXmp: stream(6, '/Type /Metadata /Subtype /XML /Filter [/FlateDecode]', deflateSync(Buffer.from(XMP))),
  indirectLength: stream(7, '/Type/Metadata/Subtype/XML', Buffer.from(XMP), '/Length 12 0 R'),
  picture: stream(8, '/Type /XObject /Subtype /Image /Filter /DCTDecode', jpeg),
  packedPicture: stream(13, '/Subtype /Image /Filter [/FlateDecode /DCTDecode]', deflateSync(jpeg)),
  annotation: object(10, annotation),
  pieces: object(
    14,
    `<< /Type /Page /PieceInfo << /App << /LastModified (D:2024) /Private (${ALL_MARKERS}) >> >> /LastModified (D:2024) >>`,
  ),
  attachment: object(15, `<< /Params << /ModDate (D:20240101) /Size 3 >> >>`),
  signature: object(
    16,
    `<< /Type /Sig /ByteRange [0 1 2 3] /Name (${MARKERS[2]}) /Location (${MARKERS[0]}) /Contents <${Buffer.from(ALL_MARKERS).toString('hex')}> >>`,
  ),
};
type Part = keyof typeof parts;
const body = (some: readonly Part[]) => [
  '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n',
  object(1, '<< /Type /Catalog /Pages 2 0 R /Metadata 6 0 R >>'),
  object(2, '<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
  object(3, `<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Annots [10 0 R 11 0 R] >>`),
  object(11, field),
  stream(5, '', page),
  ...some.map((part) => parts[part]),
  object(12, `${XMP.length}`),
];
/** A file with classic tables, followed by a later revision that replaces what the first said. */
const classic = (some: readonly Part[], revised: boolean) =>
  join(
    ...body(some),
    object(4, info),
    object(9, `(${ALL_MARKERS})`),
    trailer(),
    ...(revised ? [object(4, info.replace(MARKERS[0], `${MARKERS[0]} again`)), trailer('/Prev 9')] : []),
    '\n',
  );

function objectStream(number: number, objects: readonly [number, string][], level: number): Buffer {
  let at = 0;
  const index = objects.map(([id, text]) => {
    const row = `${id} ${at}`;
    at += text.length + 1;
    return row;
  });
  const head = `${index.join(' ')}\n`;
  const text = Buffer.from(head + objects.map(([, one]) => one).join('\n'), 'latin1');
  const dictionary = `/Type /ObjStm /N ${objects.length} /First ${head.length}`;
  return level < 0
    ? stream(number, dictionary, text)
    : stream(number, `${dictionary} /Filter /FlateDecode`, deflateSync(text, { level }));
}
/** A file whose information and annotations lie in object streams, with a cross-reference stream. */
const packed = (level: number) =>
  join(
    ...body(['packedXmp']),
    objectStream(
      17,
      [
        [4, info],
        [10, annotation],
        [18, '[1 2 3]'],
        [19, 'null'],
      ],
      level,
    ),
    objectStream(
      21,
      [
        [9, `(${ALL_MARKERS})`],
        [22, '<< /Type /Font /BaseFont /Song >>'],
      ],
      level,
    ),
    stream(
      20,
      `/Type /XRef /Size 23 /Root 1 0 R /Info 4 0 R /ID [<00><${Buffer.from(MARKERS[3]).toString('hex')}>] /W [1 2 1]`,
      Buffer.alloc(40, 1),
    ),
    'startxref\n9\n%%EOF',
  );

test('a PDF loses information, XMP, identifiers, times and authors in every revision; its page stays', async () => {
  const names = Object.keys(parts) as Part[];
  await fc.assert(
    fc.asyncProperty(fc.subarray(names), fc.boolean(), async (some, revised) => {
      const before = classic(some, revised);
      expect(await residueOf(sourceOfBytes(before), kindOf(before))).not.toEqual([]);
      const after = await clean(before);
      expect(holdsMarker(after.bytes)).toBe(false);
      expect(after.bytes.length).toBe(before.length - 1);
      const text = after.bytes.toString('latin1');
      for (const rest of ['D:20', 'xmpmeta', 'Exif', '/PieceInfo', Buffer.from(MARKERS[3]).toString('hex')])
        expect(text).not.toContain(rest);
      for (const kept of [page.toString(), '/T (fieldName)', '/Root 1 0 R', '/Pages 2 0 R'])
        expect(text).toContain(kept);
      expect(after.removed).toEqual(expect.arrayContaining(['time', 'device', 'author']));
      expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
    }),
    { numRuns: 60 },
  );
});

test('pictures within stay the same pictures', async () => {
  const after = (await clean(classic(['picture', 'packedPicture'], false))).bytes;
  const at = after.indexOf(Buffer.from('ffd8ff', 'hex'));
  const inside = after.subarray(at, at + jpeg.length);
  expect((await sharp(inside).metadata()).exif).toBeUndefined();
  expect((await sharp(inside).raw().toBuffer()).equals(await sharp(photo).raw().toBuffer())).toBe(true);
});

test.each([-1, 1, 6, 9])('objects packed at level %i are cleaned in place', async (level) => {
  const before = packed(level);
  expect(await residueOf(sourceOfBytes(before), kindOf(before))).not.toEqual([]);
  const after = await clean(before);
  expect(after.bytes.length).toBe(before.length);
  const contents: string[] = [];
  for (const match of after.bytes.toString('latin1').matchAll(/ObjStm[^>]*\/Length (\d+) >>\nstream\n/g)) {
    const from = match.index + match[0].length;
    const data = after.bytes.subarray(from, from + Number(match[1]));
    contents.push(Buffer.from((level < 0 ? data : await inflate(data, 99_999)) ?? []).toString('latin1'));
  }
  expect(contents).toHaveLength(2);
  expect(holdsMarker(Buffer.from(contents.join()))).toBe(false);
  expect(contents[0]).toContain('[1 2 3]');
  expect(contents[0]).toContain('/Contents (seen by me)');
  expect(contents[1]).toContain('/BaseFont /Song');
  expect(holdsMarker(after.bytes)).toBe(false);
  expect(await clean(after.bytes)).toEqual({ bytes: after.bytes, removed: [] });
});

test('an encrypted PDF, one that unpacks to gigabytes, and one without end are refused', async () => {
  const check = async (bytes: Uint8Array) => checkedStrip(sourceOfBytes(bytes), kindOf(bytes));
  expect(await check(join(...body([]), trailer('/Encrypt 30 0 R')))).toEqual({ problem: 'locked' });
  const bomb = deflateSync(Buffer.alloc(80_000_000, 32));
  const bombs = join(...body([]), stream(17, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', bomb), trailer());
  expect(await check(bombs)).toEqual({ problem: 'uncleanable' });
  expect(await check(join('%PDF-1.7\n1 0 obj\n', '['.repeat(50_000), '\n%%EOF'))).toEqual({ problem: 'broken' });
  expect(await check(join('%PDF-1.7\n1 0 obj\n', '('.repeat(50_000), '\n%%EOF'))).toEqual({ problem: 'broken' });
  expect(await check(join('%PDF-1.7\n', '1 0 obj << >> stream\n'.repeat(2000), '\n%%EOF'))).toEqual({
    problem: 'broken',
  });
});

test('a PDF cut anywhere or with any byte changed gives a result', async () => {
  for (const whole of [classic(Object.keys(parts) as Part[], true), packed(6)]) {
    const kind = kindOf(whole);
    for (let length = 0; length < whole.length; length += 29) {
      expect(Object.keys(await checkedStrip(sourceOfBytes(whole.subarray(0, length)), kind))).toHaveLength(1);
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(whole);
        changed[at] = value;
        expect(Object.keys(await checkedStrip(sourceOfBytes(changed), kind))).toHaveLength(1);
      }),
      { numRuns: 150 },
    );
  }
});

test('packed data fills exactly the room it had, also when other bytes follow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), fc.nat(40), async (bytes, room) => {
      const least = deflateSync(bytes).length;
      const made = await deflateTo(bytes, least + room);
      expect(made?.length).toBe(least + room);
      expect(Buffer.from((await inflate(made ?? bytes, 5000)) ?? []).equals(Buffer.from(bytes))).toBe(true);
      expect(
        Buffer.from((await inflate(join(deflateSync(bytes), 'and more'), 5000)) ?? []).equals(Buffer.from(bytes)),
      ).toBe(true);
    }),
    { numRuns: 50 },
  );
  expect(await deflateTo(Buffer.from('too much for so little room'), 8)).toBeNull();
  expect(await inflate(deflateSync(Buffer.alloc(100_000)), 9999)).toBeNull();
});
