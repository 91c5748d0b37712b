import { tellsAbout } from './exif';
import { type Piece, type Stripped, stripped } from './pieces';
import { type ByteSource, broken, latin1, type Removed, windowed } from './source';

const MAX_BLOCKS = 500_000;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
/** Application extensions that say how often an animation repeats. */
const REPEATS = /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)/;

/** A GIF89a without comments, texts, XMP, colour profiles and whatever follows its trailer; frames and repeats stay. */
export async function stripGif(source: ByteSource): Promise<Stripped> {
  const file = windowed(source);
  const found = new Set<Removed>();
  const parts: Piece[] = [];
  let at = 13 + tableLength((await file.slice(10, 11))[0] ?? 0);
  parts.push({ from: 0, to: at });
  for (let count = 0; count < MAX_BLOCKS; count += 1) {
    const [sort = 0, label = 0] = await file.slice(at, Math.min(file.size, at + 2));
    if (sort === TRAILER) {
      parts.push({ from: at, to: at + 1 });
      if (at + 1 < file.size) found.add('other');
      return stripped(parts, found);
    }
    if (sort === IMAGE) {
      const flags = (await file.slice(at + 9, at + 10))[0] ?? 0;
      const to = await endOfSubBlocks(file, at + 11 + tableLength(flags));
      parts.push({ from: at, to });
      at = to;
    } else if (sort === EXTENSION) {
      const to = await endOfSubBlocks(file, at + 2);
      const content = await file.slice(at + 2, Math.min(to, at + 4096));
      const repeats = label === APPLICATION && REPEATS.test(latin1(content.subarray(1)));
      if (label === GRAPHIC_CONTROL || repeats) parts.push({ from: at, to });
      else for (const one of tellsAbout(content)) found.add(one);
      at = to;
    } else broken('GIF block');
  }
  return broken('too many blocks');
}

/** Number of bytes of a colour table, by the flags before it. */
const tableLength = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

async function endOfSubBlocks(file: ByteSource, from: number): Promise<number> {
  for (let at = from; at < file.size; ) {
    const [size = 0] = await file.slice(at, at + 1);
    at += 1 + size;
    if (size === 0) return at;
  }
  return broken('GIF cut short');
}
