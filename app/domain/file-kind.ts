/** What a file can be: photos, video, audio, PDF and office documents. */
export type FileFamily = 'image' | 'video' | 'audio' | 'document';
export type FileKind = { family: FileFamily; mediaType: string; extension: string };

const kind = (family: FileFamily, mediaType: string, extension: string): FileKind => ({ family, mediaType, extension });

const JPEG = kind('image', 'image/jpeg', 'jpg');
const PNG = kind('image', 'image/png', 'png');
const WEBP = kind('image', 'image/webp', 'webp');
/** Pictures whose place and device are known to be removed; no other picture is taken. */
const CLEANABLE: ReadonlySet<FileKind> = new Set([JPEG, PNG, WEBP]);
export const isCleanable = (found: FileKind): boolean => CLEANABLE.has(found);
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** First bytes → kind, in hex. */
const MAGIC: readonly [string, FileKind][] = [
  ['ffd8ff', JPEG],
  ['89504e470d0a1a0a', PNG],
  ['474946383761', kind('image', 'image/gif', 'gif')],
  ['474946383961', kind('image', 'image/gif', 'gif')],
  ['255044462d', kind('document', 'application/pdf', 'pdf')],
  ['1a45dfa3', kind('video', 'video/webm', 'webm')],
  ['494433', kind('audio', 'audio/mpeg', 'mp3')],
  ['fffb', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff3', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff2', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff1', kind('audio', 'audio/aac', 'aac')],
  ['fff9', kind('audio', 'audio/aac', 'aac')],
  ['4f676753', kind('audio', 'audio/ogg', 'ogg')],
  ['664c6143', kind('audio', 'audio/flac', 'flac')],
  ['2321414d52', kind('audio', 'audio/amr', 'amr')],
  ['d0cf11e0a1b11ae1', kind('document', 'application/x-ole-storage', 'doc')],
];

const RIFF: Record<string, FileKind> = {
  WEBP,
  WAVE: kind('audio', 'audio/wav', 'wav'),
  'AVI ': kind('video', 'video/x-msvideo', 'avi'),
};

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const hexOf = (bytes: Uint8Array, length: number) =>
  Array.from(bytes.subarray(0, length), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Judges a file by its own bytes, never by its name; null for what is not on the list. Sources: the formats' published
 * signatures (RFC 2046 and the registrations; ISO 14496-12 `ftyp` brands; ECMA-376 and ODF packages are ZIP files).
 */
export function fileKind(bytes: Uint8Array): FileKind | null {
  if (bytes.length < 12) return null;
  const start = hexOf(bytes, 12);
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  if (start.startsWith('52494646')) return RIFF[ascii(bytes, 8, 12)] ?? null;
  if (ascii(bytes, 4, 8) === 'ftyp') return fromBrands(bytes);
  if (start.startsWith('504b0304')) return fromPackage(bytes);
  return null;
}

/** The box lists its major brand, a version, then compatible brands; a picture may name itself in any of them. */
function fromBrands(bytes: Uint8Array): FileKind {
  const brand = ascii(bytes, 8, 12);
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const listed = ascii(bytes, 16, Math.min(size, 256)).match(/.{4}/gs) ?? [];
  const named = (brands: RegExp) => [brand, ...listed].some((one) => brands.test(one));
  if (named(/^avi[fs]$/)) return kind('image', 'image/avif', 'avif');
  if (named(/^(hei[cxms]|hev[cxms]|mif1|msf1|crx )$/)) return kind('image', 'image/heif', 'heic');
  if (/^M4[AB] $/.test(brand)) return kind('audio', 'audio/mp4', 'm4a');
  if (brand === 'qt  ') return kind('video', 'video/quicktime', 'mov');
  if (brand.startsWith('3g')) return kind('video', 'video/3gpp', '3gp');
  return kind('video', 'video/mp4', 'mp4');
}

/** Office packages name their parts in the first local headers; any other ZIP is refused. */
function fromPackage(bytes: Uint8Array): FileKind | null {
  const name = ascii(bytes, 30, 30 + Math.min(bytes[26] ?? 0, 80));
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8192));
  if (name === 'mimetype') {
    const type = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(ascii(bytes, 38, 110));
    const extension = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' }[type?.[1] ?? ''];
    return type && extension ? kind('document', type[0], extension) : null;
  }
  if (!/^(\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/.test(name)) return null;
  // The central directory at the end lists every part, also those beyond the first 8 KiB.
  const all = head + new TextDecoder('latin1').decode(bytes.subarray(-65_536));
  if (all.includes('word/')) return kind('document', `${OFFICE}.wordprocessingml.document`, 'docx');
  if (all.includes('xl/')) return kind('document', `${OFFICE}.spreadsheetml.sheet`, 'xlsx');
  if (all.includes('ppt/')) return kind('document', `${OFFICE}.presentationml.presentation`, 'pptx');
  return null;
}
