import { latin1, type Removed } from './source';

const PLACE = /gps|geo|location|loci|\xa9xyz|latitude|longitude|city|country|camm|freegps/i;
const TIME = /date|time|\xa9day|year|tmcd|prft/i;
const DEVICE =
  /make|model|device|software|creatortool|camera|lens|serial|producer|encoder|\xa9(?:mak|mod|too|swr|enc)|manufacturer|firm|gpmd|apple|android/i;
const AUTHOR =
  /author|creator\b|artist|copyright|by-?line|owner|\xa9(?:art|aut|cpy|nam|wrt)|aart|cprt|company|manager/i;

/** What a piece of metadata tells, judged by the words in it; it may also be text in UTF-16. */
export function tellsAbout(content: string | Uint8Array): Removed[] {
  const raw = typeof content === 'string' ? content : latin1(content);
  const words = raw.replaceAll('\0', '');
  const kinds: [RegExp, Removed][] = [
    [PLACE, 'place'],
    [TIME, 'time'],
    [DEVICE, 'device'],
    [AUTHOR, 'author'],
  ];
  const told = kinds.filter(([pattern]) => pattern.test(words)).map(([, kind]) => kind);
  return told.length > 0 ? told : ['other'];
}

/** Tags of TIFF and Exif 2.32 by what they tell. */
const TAGS: readonly [Removed, readonly number[]][] = [
  ['place', [0x8825]],
  ['time', [0x0132, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9290, 0x9291, 0x9292]],
  ['device', [0x010f, 0x0110, 0x0131, 0x013c, 0x927c, 0xa431, 0xa432, 0xa433, 0xa434, 0xa435, 0xc614, 0xc62f]],
  ['author', [0x013b, 0x8298, 0x9c9d, 0xa430]],
];
const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const MAX_ENTRIES = 2000;

/** Exif that says which side is up and nothing else: one TIFF directory with one entry. */
export const orientationOnly = (orientation: number): Uint8Array =>
  new Uint8Array([77, 77, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);

/**
 * The orientation (1 when there is none) and what else is told. `tiff` begins at its byte order mark. Malformed
 * directories count as `other` and are dropped like the rest.
 */
export function readExif(tiff: Uint8Array): { orientation: number; told: Removed[] } {
  const bare = orientationOnly(tiff[19] ?? 0);
  if (tiff.length === bare.length && bare.every((byte, at) => byte === tiff[at])) {
    return { orientation: tiff[19] ?? 1, told: [] };
  }
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const little = tiff[0] === 0x49;
  const told = new Set<Removed>();
  let orientation = 1;
  let left = MAX_ENTRIES;
  const seen = new Set<number>();
  const directory = (at: number) => {
    if (seen.has(at) || at < 8 || at + 2 > tiff.length) return;
    seen.add(at);
    const count = view.getUint16(at, little);
    for (let entry = at + 2; entry < at + 2 + count * 12 && entry + 12 <= tiff.length && left > 0; entry += 12) {
      left -= 1;
      const tag = view.getUint16(entry, little);
      if (tag === ORIENTATION) orientation = view.getUint16(entry + 8, little);
      else if (tag === EXIF_IFD) directory(view.getUint32(entry + 8, little));
      else for (const [kind, tags] of TAGS) if (tags.includes(tag)) told.add(kind);
    }
    const next = at + 2 + count * 12;
    if (next + 4 <= tiff.length) directory(view.getUint32(next, little));
  };
  if (tiff.length >= 8) directory(view.getUint32(4, little));
  if (told.size === 0) told.add('other');
  return { orientation: orientation >= 2 && orientation <= 8 ? orientation : 1, told: [...told] };
}
