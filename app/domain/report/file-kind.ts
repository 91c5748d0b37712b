import { holdsMarkup, isMail, textEncoding } from './plain-text';

/** What a file can be: photos, video, audio, PDF and office documents. */
export type FileFamily = 'image' | 'video' | 'audio' | 'document';
export type FileKind = { family: FileFamily; mediaType: string; extension: string };

const kind = (family: FileFamily, mediaType: string, extension: string): FileKind => ({ family, mediaType, extension });

const JPEG = kind('image', 'image/jpeg', 'jpg');
const PNG = kind('image', 'image/png', 'png');
const WEBP = kind('image', 'image/webp', 'webp');
const HEIC = kind('image', 'image/heif', 'heic');
const AVIF = kind('image', 'image/avif', 'avif');
const GIF = kind('image', 'image/gif', 'gif');
const TIFF = kind('image', 'image/tiff', 'tif');
const BMP = kind('image', 'image/bmp', 'bmp');
const TEXT = kind('document', 'text/plain', 'txt');
/** The first lines tell who wrote to whom. */
const MAIL = kind('document', 'message/rfc822', 'eml');
const ZIP = kind('document', 'application/zip', 'zip');
const PDF = kind('document', 'application/pdf', 'pdf');
const MP4 = kind('video', 'video/mp4', 'mp4');
const MOV = kind('video', 'video/quicktime', 'mov');
const THREE_GP = kind('video', 'video/3gpp', '3gp');
const M4A = kind('audio', 'audio/mp4', 'm4a');
/** Pictures that programs everywhere can decode, so that a malformed one can be encoded anew. */
const DECODABLE: ReadonlySet<string> = new Set([JPEG, PNG, WEBP, GIF].map(({ extension }) => extension));
export const isDecodable = (found: FileKind): boolean => DECODABLE.has(found.extension);
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** First bytes in hex, and the kind that they mean. */
const MAGIC: readonly [string, FileKind][] = [
  ['ffd8ff', JPEG],
  ['89504e470d0a1a0a', PNG],
  ['474946383761', GIF],
  ['474946383961', GIF],
  ['49492a00', TIFF],
  ['4d4d002a', TIFF],
  ['255044462d', PDF],
  ['7b5c72746631', kind('document', 'application/rtf', 'rtf')],
  ['3026b2758e66cf11', kind('video', 'video/x-ms-asf', 'wmv')],
  ['494433', kind('audio', 'audio/mpeg', 'mp3')],
  ['fffb', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff3', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff2', kind('audio', 'audio/mpeg', 'mp3')],
  ['fff1', kind('audio', 'audio/aac', 'aac')],
  ['fff9', kind('audio', 'audio/aac', 'aac')],
  ['664c6143', kind('audio', 'audio/flac', 'flac')],
  ['2321414d52', kind('audio', 'audio/amr', 'amr')],
];

const RIFF: Record<string, FileKind> = {
  WEBP,
  WAVE: kind('audio', 'audio/wav', 'wav'),
  'AVI ': kind('video', 'video/x-msvideo', 'avi'),
};

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
const hexOf = (bytes: Uint8Array, length: number) =>
  Array.from(bytes.subarray(0, length), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Judges a file by its own bytes, never by its name; null for kinds that are not on the list. For a large file the
 * first 64 KiB suffice, with the last 64 KiB as `tail` (packages list their parts there). Sources: the formats'
 * published signatures (RFC 2046 and the registrations; ISO 14496-12 `ftyp` brands; ECMA-376 and ODF packages are ZIP
 * files; MS-CFB).
 */
export function fileKind(bytes: Uint8Array, tail: Uint8Array = bytes.subarray(-65_536)): FileKind | null {
  // Shorter than the head of any other kind, so only a word or two fit.
  if (bytes.length < 12) return bytes.length > 0 && isText(bytes) ? TEXT : null;
  const start = hexOf(bytes, 12);
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  if (known) return known[1];
  if (start.startsWith('52494646')) return RIFF[ascii(bytes, 8, 12)] ?? null;
  if (ascii(bytes, 4, 8) === 'ftyp') return fromBrands(bytes);
  // Old QuickTime files have no brands: they begin with the movie or its data.
  if (/^(?:moov|mdat|wide)$/.test(ascii(bytes, 4, 8)) && start.startsWith('00')) return MOV;
  if (start.startsWith('504b0304')) return fromPackage(bytes, tail);
  if (start.startsWith('1a45dfa3')) return fromMatroska(bytes);
  if (start.startsWith('4f676753')) {
    const video = /\x80theora|OVP80/.test(ascii(bytes, 28, 60));
    return video ? kind('video', 'video/ogg', 'ogv') : kind('audio', 'audio/ogg', 'ogg');
  }
  if (start.startsWith('d0cf11e0a1b11ae1')) return fromCompound(bytes, tail);
  if (start.startsWith('424d') && bytes.subarray(6, 10).every((byte) => byte === 0)) return BMP;
  if (!isText(bytes)) return null;
  return isMail(bytes) ? MAIL : TEXT;
}

/** Text without control characters. Markup is not accepted, because it would run when opened. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536);
  // A character cut off at the end of the sample is no fault.
  const encoding = textEncoding(head, false);
  return encoding !== null && !holdsMarkup(head, encoding);
}

/** Voice recorders write Matroska too; such files have sound codecs and no picture codecs. */
function fromMatroska(bytes: Uint8Array): FileKind {
  const head = text(bytes.subarray(0, 65_536));
  if (/A_(?:OPUS|VORBIS|AAC|PCM)/.test(head) && !/V_(?:VP|AV1|MPEG|MS|THEORA)/.test(head)) {
    return kind('audio', 'audio/webm', 'weba');
  }
  return head.slice(0, 80).includes('matroska')
    ? kind('video', 'video/x-matroska', 'mkv')
    : kind('video', 'video/webm', 'webm');
}

/** Office files before 2007 name their streams in UTF-16, at whatever place their directory lies. */
function fromCompound(bytes: Uint8Array, tail: Uint8Array): FileKind {
  const names = (text(bytes.subarray(0, 65_536)) + text(tail)).replaceAll('\0', '');
  if (/Workbook|Book/.test(names) && !names.includes('WordDocument'))
    return kind('document', 'application/vnd.ms-excel', 'xls');
  if (names.includes('PowerPoint Document')) return kind('document', 'application/vnd.ms-powerpoint', 'ppt');
  return names.includes('WordDocument')
    ? kind('document', 'application/msword', 'doc')
    : kind('document', 'application/x-ole-storage', 'doc');
}

/** The box lists its major brand, a version, then compatible brands; a picture may be named in any of them. */
function fromBrands(bytes: Uint8Array): FileKind {
  const brand = ascii(bytes, 8, 12);
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const listed = ascii(bytes, 16, Math.min(size, 256)).match(/.{4}/gs) ?? [];
  const named = (brands: RegExp) => [brand, ...listed].some((one) => brands.test(one));
  if (brand === 'crx ') return kind('image', 'image/x-canon-cr3', 'cr3');
  if (named(/^avi[fs]$/)) return AVIF;
  if (named(/^(hei[cxms]|hev[cxms]|mif1|msf1)$/)) return HEIC;
  if (/^M4[AB] $/.test(brand)) return M4A;
  if (brand === 'qt  ') return MOV;
  if (brand.startsWith('3g')) return THREE_GP;
  return MP4;
}

/** Office packages name their parts in the first local headers; any other ZIP is just a ZIP, whatever it contains. */
function fromPackage(bytes: Uint8Array, tail: Uint8Array): FileKind | null {
  const name = ascii(bytes, 30, 30 + Math.min(bytes[26] ?? 0, 80));
  const head = text(bytes.subarray(0, 8192));
  if (name === 'mimetype') {
    const type = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(ascii(bytes, 38, 110));
    const extension = { text: 'odt', spreadsheet: 'ods', presentation: 'odp' }[type?.[1] ?? ''];
    return type && extension ? kind('document', type[0], extension) : ZIP;
  }
  if (name === 'OFD.xml') return kind('document', 'application/ofd', 'ofd');
  if (!/^(\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/.test(name)) return ZIP;
  // The central directory at the end lists every part, also those beyond the first 8 KiB.
  const all = head + text(tail);
  if (all.includes('word/')) return kind('document', `${OFFICE}.wordprocessingml.document`, 'docx');
  if (all.includes('xl/')) return kind('document', `${OFFICE}.spreadsheetml.sheet`, 'xlsx');
  if (all.includes('ppt/')) return kind('document', `${OFFICE}.presentationml.presentation`, 'pptx');
  return ZIP;
}
