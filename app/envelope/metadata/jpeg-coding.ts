const [LAST_CLASS, LAST_TABLE, LAST_CONDITION] = [1, 3, 15];
const HUFFMAN_LENGTHS = 16;
const QUANTITIES = 64;

/**
 * Whether a segment of the picture's own coding has exactly the shape that ITU-T T.81 (annex B.2) gives it. Decoders refuse
 * any other, and text that stands under such a marker would otherwise stay in the file. `payload` is what follows the
 * segment's length.
 */
export function isCodingShape(marker: number, payload: Uint8Array): boolean {
  const at = (index: number) => payload[index] ?? 0;
  switch (marker) {
    case 0xc4:
      return isFilledBy(payload, (from) => huffmanTable(payload, from));
    case 0xcc:
      return isFilledBy(payload, (from) => (isTableName(at(from), LAST_CLASS, LAST_CONDITION) ? 2 : 0));
    case 0xda:
      return payload.length === 4 + 2 * at(0);
    case 0xdb:
      return isFilledBy(payload, (from) =>
        isTableName(at(from), 1, LAST_TABLE) ? 1 + QUANTITIES * (1 + (at(from) >> 4)) : 0,
      );
    case 0xdc:
    case 0xdd:
      return payload.length === 2;
    default:
      return isFrame(marker) && payload.length === 6 + 3 * at(5);
  }
}

/** SOF0 to SOF15 without the codes between them that mean something else. */
export const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Two numbers of four bits: what kind of table it is, and which of them. */
const isTableName = (name: number, kinds: number, most: number): boolean => name >> 4 <= kinds && (name & 15) <= most;

function huffmanTable(payload: Uint8Array, from: number): number {
  if (!isTableName(payload[from] ?? 0, LAST_CLASS, LAST_TABLE)) return 0;
  const lengths = payload.subarray(from + 1, from + 1 + HUFFMAN_LENGTHS);
  return 1 + HUFFMAN_LENGTHS + lengths.reduce((sum, one) => sum + one, 0);
}

/** Tables one after the other, to the very end; `sizeAt` is 0 where none begins. */
function isFilledBy(payload: Uint8Array, sizeAt: (from: number) => number): boolean {
  let from = 0;
  while (from < payload.length) {
    const size = sizeAt(from);
    if (size === 0) return false;
    from += size;
  }
  return from === payload.length;
}
