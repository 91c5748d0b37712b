import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { Context } from '~/services/context.server';
import { cleanFiles, MAX_FILE_BYTES } from '~/services/report/attachment.server';
import { MAX_PIXELS } from '~/services/report/file-cleaning.server';
import { exiftool } from '../../envelope/field-file';
import { exifOf, u16be, u32be } from '../../envelope/metadata-samples';

/** 201 megapixels, about what the largest phone cameras make; a WebP may be no wider. */
const [WIDTH, HEIGHT] = [16_383, 12_288];
const TURNED = 6;
type Photo = { bytes: Buffer; coded: Buffer };

const segment = (marker: number, content: Buffer) =>
  Buffer.concat([Buffer.from([0xff, marker]), u16be(content.length + 2), content]);

/**
 * A baseline JPEG in grey. Two short codes in each table suffice: a block is `0` (same mean as before), four times `10`
 * with eight bits of detail, and `0` (end), 42 bits. Four blocks end on a byte, so that they can be repeated.
 */
function jpeg(): Photo {
  const blocks = Array.from({ length: 4 }, () =>
    ['0', ...Array.from({ length: 4 }, () => `10${(128 + randomOf(127)).toString(2).padStart(8, '0')}`), '0'].join(''),
  ).join('');
  const four = Buffer.from((blocks.match(/.{8}/g) ?? []).map((bits) => Number.parseInt(bits, 2)));
  if (four.includes(0xff)) return jpeg();
  const across = Math.ceil(WIDTH / 8);
  const coded = Buffer.alloc((across * Math.ceil(HEIGHT / 8) * 42) / 8, four);
  const table = (place: number, codes: readonly number[]) =>
    segment(0xc4, Buffer.from([place, 1, codes.length - 1, ...Array(14).fill(0), ...codes]));
  const bytes = Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exifOf(TURNED)])),
    segment(0xdb, Buffer.from([0, ...Array(64).fill(1)])),
    segment(0xc0, Buffer.concat([Buffer.from([8]), u16be(HEIGHT), u16be(WIDTH), Buffer.from([1, 1, 0x11, 0])])),
    table(0x00, [0, 1]),
    table(0x10, [0, 8]),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    coded,
    Buffer.from('ffd9', 'hex'),
  ]);
  return { bytes, coded };
}
const randomOf = (end: number): number => (randomBytes(1)[0] ?? 0) % end;

/** Black and white, three quarters of it noise, which nothing packs smaller. */
function png(): Photo {
  const row = 1 + Math.ceil(WIDTH / 8);
  const lines = Buffer.alloc(row * HEIGHT);
  randomBytes(Math.floor(lines.length * 0.75)).copy(lines);
  for (let y = 0; y < HEIGHT; y += 1) lines[y * row] = 0;
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    return Buffer.concat([u32be(content.length), body, u32be(crc32(body))]);
  };
  const coded = chunk('IDAT', deflateSync(lines, { level: 1 }));
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([u32be(WIDTH), u32be(HEIGHT), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('eXIf', exifOf(TURNED)),
    coded,
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { bytes, coded };
}

/** Lossless, in one colour: codes with a single symbol take no bits, whatever the number of pixels. */
function webp(): Photo {
  const fields: [value: number, bits: number][] = [
    [WIDTH - 1, 14],
    [HEIGHT - 1, 14],
    [0, 4],
    // No transforms, no cache of colours, one group of codes.
    [0, 3],
    // Green, red, blue, alpha and distance: a simple code of one symbol of eight bits.
    ...([80, 90, 100, 255, 0] as const).flatMap((symbol): [number, number][] => [
      [0b101, 3],
      [symbol, 8],
    ]),
  ];
  const bits = fields.flatMap(([value, count]) => Array.from({ length: count }, (_, at) => (value >> at) & 1));
  const packed = Buffer.alloc(Math.ceil(bits.length / 8) + 8);
  bits.forEach((bit, at) => {
    packed[at >> 3] = (packed[at >> 3] ?? 0) | (bit << (at & 7));
  });
  const riff = (type: string, content: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(content.length);
    return Buffer.concat([Buffer.from(type), size, content, Buffer.alloc(content.length & 1)]);
  };
  const canvas = Buffer.alloc(10);
  canvas[0] = 0b1000;
  canvas.writeUIntLE(WIDTH - 1, 4, 3);
  canvas.writeUIntLE(HEIGHT - 1, 7, 3);
  const coded = riff('VP8L', Buffer.concat([Buffer.from([0x2f]), packed]));
  // A maker's notes fill the file up to what may be uploaded.
  const notes = Buffer.concat([exifOf(TURNED), Buffer.alloc(MAX_FILE_BYTES - 4_096, 'MarkDevice60')]);
  const bytes = riff('RIFF', Buffer.concat([Buffer.from('WEBP'), riff('VP8X', canvas), coded, riff('EXIF', notes)]));
  return { bytes, coded };
}

const ctx = { native: (work) => work() } as Pick<Context, 'native'> as Context;

/** A small picture of it; a decoder that shrinks while it reads needs little memory for that. */
const small = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: false }).resize(64, 48).raw().toBuffer();

test.each([
  { format: 'JPEG', photo: jpeg, shrinks: true },
  { format: 'PNG', photo: png, shrinks: true },
  { format: 'WebP', photo: webp, shrinks: false },
])('a $format of 201 megapixels is cleaned on the plain way as it is', async ({ photo, shrinks }) => {
  expect(WIDTH * HEIGHT).toBeGreaterThan(200_000_000);
  // More than is ever decoded there.
  expect(WIDTH * HEIGHT).toBeGreaterThan(MAX_PIXELS);
  const { bytes, coded } = photo();
  expect(bytes.length).toBeGreaterThan(0.75 * MAX_FILE_BYTES);
  expect(bytes.length).toBeLessThanOrEqual(MAX_FILE_BYTES);
  expect(exiftool(bytes)).toMatch(/MarkDevice60/);

  const result = await cleanFiles(ctx, [{ name: 'IMG_200MP', bytes }]);
  if ('problem' in result) throw new Error(result.problem.code);
  const after = Buffer.from(result.files[0]?.bytes ?? []);
  expect(result.files[0]?.removed).toEqual(expect.arrayContaining(['place', 'device']));
  expect(after.includes(coded)).toBe(true);
  const says = exiftool(after);
  expect(says).toMatch(new RegExp(`ImageWidth\\s*: ${WIDTH}\\n[^]*ImageHeight\\s*: ${HEIGHT}\\n`));
  expect(says).toMatch(new RegExp(`Orientation\\s*: ${TURNED}\\n`));
  expect(says).not.toMatch(/Mark|GPS|Warning|Error/);
  if (shrinks) expect((await small(after)).equals(await small(bytes))).toBe(true);
});
