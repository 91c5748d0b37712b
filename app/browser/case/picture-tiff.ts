import UTIF from 'utif2';
import type { PackedPicture } from './picture-bounds';
import type { Picture } from './picture-protocol';
import { type TiffDirectory, tiffDirectories } from './tiff-directories';

/**
 * The compressions that are drawn: none, fax, LZW, JPEG, deflate and PackBits. UTIF would draw others as black, and
 * black is no evidence.
 */
const PACKINGS = new Set([1, 2, 3, 4, 5, 7, 8, 32773, 32946]);
/**
 * Bits of a sample that UTIF draws, by what samples mean: white or black as zero, red-green-blue, palette, JPEG's
 * YCbCr.
 */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 4, 8, 16],
  1: [1, 2, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  6: [8],
};
const SAMPLES = 4;

/** The pages of a TIFF, upright, without previews of them. */
export function tiffPictures(bytes: ArrayBuffer): PackedPicture[] {
  return tiffDirectories(bytes)
    .filter((page) => first(page, 256, 0) > 0 && first(page, 257, 0) > 0 && (first(page, 254, 0) & 1) === 0)
    .map((page) => {
      const [width, height] = [first(page, 256, 0), first(page, 257, 0)];
      const turn = first(page, 274, 1);
      const unpack = async () => (drawable(page) ? upright(unpacked(bytes, page), width, height, turn) : null);
      return turn > 4 ? { width: height, height: width, unpack } : { width, height, unpack };
    });
}

const first = (page: TiffDirectory, tag: number, otherwise: number): number => page[`t${tag}`]?.[0] ?? otherwise;

function drawable(page: TiffDirectory): boolean {
  const meaning = first(page, 262, -1);
  const jpeg = first(page, 259, 1) === 7;
  return (
    PACKINGS.has(first(page, 259, 1)) &&
    (DEPTHS[meaning]?.includes(first(page, 258, 1)) ?? false) &&
    first(page, 277, 1) <= SAMPLES &&
    // UTIF misreads colours in separate planes, and YCbCr that is not JPEG's.
    (first(page, 284, 1) === 1 || first(page, 277, 1) === 1) &&
    (meaning !== 6 || jpeg) &&
    first(page, 339, 1) === 1 &&
    first(page, 322, 1) <= first(page, 256, 0) * 2 + 1024 &&
    first(page, 323, 1) <= first(page, 257, 0) * 2 + 1024
  );
}

function unpacked(bytes: ArrayBuffer, page: TiffDirectory): Uint8Array {
  const image = page as unknown as UTIF.IFD;
  UTIF.decodeImage(bytes, image);
  return UTIF.toRGBA8(image);
}

/** Turned and mirrored as the tag Orientation says (TIFF 6.0, section 8). */
export function upright(pixels: Uint8Array, width: number, height: number, turn: number): Picture['pixels'] {
  const from = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  if (turn < 2 || turn > 8) return new Uint8ClampedArray(from.buffer as ArrayBuffer, from.byteOffset, from.byteLength);
  const swapped = turn > 4;
  const [wide, high] = swapped ? [height, width] : [width, height];
  const to = new Uint32Array(wide * high);
  const mirrorX = [2, 3, 7, 8].includes(turn);
  const mirrorY = [3, 4, 6, 7].includes(turn);
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      const [a, b] = swapped ? [y, x] : [x, y];
      const column = mirrorX ? width - 1 - a : a;
      const row = mirrorY ? height - 1 - b : b;
      to[y * wide + x] = from[row * width + column] ?? 0;
    }
  }
  return new Uint8ClampedArray(to.buffer);
}
