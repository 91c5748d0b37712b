import type { FileKind } from '~/domain/report/file-kind';
import { fileKind } from '~/domain/report/file-kind';
import { type Stripped, strippedStream } from '~/envelope/metadata/pieces';
import { type ByteSource, sourceOfBytes } from '~/envelope/metadata/source';
import { checkedStrip, stripMetadata } from '~/envelope/metadata/strip';

/** What no cleaned file may contain, in upper or lower case. */
export const MARKERS = ['MarkPlace29', 'MarkDevice60', 'MarkAuthor7', 'MarkTime1999'] as const;
export const ALL_MARKERS = MARKERS.join(' ');

export const holdsMarker = (bytes: Uint8Array): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return MARKERS.some(
    (marker) =>
      buffer.includes(marker, 0, 'latin1') ||
      buffer.includes(marker, 0, 'utf16le') ||
      buffer.includes(Buffer.from(marker, 'utf16le').swap16()),
  );
};

export function kindOf(bytes: Uint8Array): FileKind {
  const kind = fileKind(bytes);
  if (!kind) throw new Error('unknown kind');
  return kind;
}

export async function written(source: ByteSource, stripped: Stripped, chunkBytes?: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of strippedStream(source, stripped, chunkBytes)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

/** Strips a file and reads it back; throws where there is a problem. */
export async function clean(bytes: Uint8Array, kind = kindOf(bytes)): Promise<{ bytes: Buffer; removed: string[] }> {
  const source = sourceOfBytes(bytes);
  const result = await checkedStrip(source, kind);
  if ('problem' in result) {
    const why = await stripMetadata(source, kind).then(
      () => 'residue',
      (error: Error) => error.message,
    );
    throw new Error(`${result.problem}: ${why}`);
  }
  const whole = await written(source, result.stripped);
  if (whole.length !== result.stripped.size) throw new Error('size');
  return { bytes: whole, removed: result.stripped.removed };
}

export const u32be = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
export const u16be = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
type Content = Uint8Array | string;
const raw = (content: Content): Uint8Array => (typeof content === 'string' ? Buffer.from(content, 'latin1') : content);
/** An ISO base media box. */
export const box = (type: string, ...content: readonly Content[]): Buffer => {
  const body = Buffer.concat(content.map(raw));
  return Buffer.concat([u32be(body.length + 8), raw(type), body]);
};
export const fullBox = (type: string, version: number, ...content: readonly Content[]): Buffer =>
  box(type, Buffer.from([version, 0, 0, 0]), ...content);

/** Exif with GPS, device, author and time, as bytes of a TIFF file (little-endian), with a given orientation. */
export function exifOf(orientation = 1): Buffer {
  const texts: [number, string][] = [
    [0x010f, 'MarkDevice60'],
    [0x0132, 'MarkTime1999'],
    [0x013b, 'MarkAuthor7'],
  ];
  const count = texts.length + 2;
  const after = 8 + 2 + count * 12 + 4;
  const head = Buffer.alloc(after);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(count, 8);
  const tail: Buffer[] = [];
  let at = after;
  const entry = (index: number, fields: [tag: number, type: number, count: number, value: number]) => {
    const place = 10 + index * 12;
    head.writeUInt16LE(fields[0], place);
    head.writeUInt16LE(fields[1], place + 2);
    head.writeUInt32LE(fields[2], place + 4);
    head.writeUInt32LE(fields[3], place + 8);
  };
  texts.forEach(([tag, words], index) => {
    entry(index < 1 ? 0 : index + 1, [tag, 2, words.length + 1, at]);
    tail.push(Buffer.from(`${words}\0`));
    at += words.length + 1;
  });
  entry(1, [0x0112, 3, 1, orientation]);
  entry(count - 1, [0x8825, 4, 1, at]);
  const gps = Buffer.alloc(2 + 12 + 4);
  gps.writeUInt16LE(1, 0);
  gps.writeUInt16LE(0x1d, 2);
  gps.writeUInt16LE(2, 4);
  gps.writeUInt32LE(12, 6);
  gps.writeUInt32LE(at + gps.length, 10);
  return Buffer.concat([head, ...tail, gps, Buffer.from('MarkPlace29\0')]);
}

export const XMP =
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>` +
  `<rdf:Description exif:GPSLatitude="${ALL_MARKERS}" xmp:CreateDate="1999" dc:creator="x" tiff:Make="y"/></rdf:RDF></x:xmpmeta>`;
