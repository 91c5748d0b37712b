/** The tags of one picture of a TIFF, by the names that UTIF gives them. */
export type TiffDirectory = Record<`t${number}`, number[] | Uint8Array>;

/**
 * The tags by which a picture is unpacked (TIFF 6.0). Nothing else of a directory is read, not even as a position to
 * look at.
 */
const TAGS = new Set([
  254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325, 338, 339,
  347, 512, 513, 514, 515, 519, 520, 521, 529, 530, 532,
]);
/** Number of bytes of one value by its type: byte, short, long, undefined. No tag of the list has another type. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 7: 1 };
const MAX_DIRECTORIES = 1000;
const MAX_ENTRIES = 4096;

/**
 * The directories of a TIFF, each once. UTIF has a reader of its own, which follows a file wherever it leads, even in
 * circles; this one stays within the file. Throws a RangeError for a file that leads out of itself.
 */
export function tiffDirectories(file: ArrayBuffer): TiffDirectory[] {
  const view = new DataView(file);
  const little = view.getUint16(0) === 0x4949;
  const found = new Map<number, TiffDirectory>();
  for (let at = view.getUint32(4, little); at !== 0; ) {
    if (found.has(at) || found.size === MAX_DIRECTORIES) break;
    const count = view.getUint16(at, little);
    if (count > MAX_ENTRIES) throw new RangeError('too many entries');
    found.set(at, directory(view, at + 2, count, little));
    at = view.getUint32(at + 2 + count * 12, little);
  }
  return [...found.values()];
}

function directory(view: DataView, from: number, count: number, little: boolean): TiffDirectory {
  const read: TiffDirectory = {};
  for (let at = from; at < from + count * 12; at += 12) {
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const size = SIZES[type];
    if (!TAGS.has(tag) || size === undefined) continue;
    const length = size * view.getUint32(at + 4, little);
    const place = length > 4 ? view.getUint32(at + 8, little) : at + 8;
    if (place + length > view.byteLength) throw new RangeError('value outside of the file');
    read[`t${tag}`] = values(view, place, length, size, little);
  }
  return read;
}

function values(view: DataView, from: number, length: number, size: number, little: boolean): number[] | Uint8Array {
  if (size === 1) return new Uint8Array(view.buffer, from, length);
  return Array.from({ length: length / size }, (_, index) =>
    size === 2 ? view.getUint16(from + index * 2, little) : view.getUint32(from + index * 4, little),
  );
}
