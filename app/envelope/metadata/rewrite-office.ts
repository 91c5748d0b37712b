import { strFromU8, strToU8, type Unzipped, unzip, type Zippable, zip } from 'fflate';
import { concat } from '../bytes';
import { cleanOfficeXml, dropsPart, type OfficeFamily } from './office-xml';
import { strippedStream } from './pieces';
import type { Judge, Rewritten } from './rewritten';
import { type Removed, StripError, sourceOfBytes } from './source';
import { checkedStrip } from './strip';

/** The most bytes of all unpacked parts: a few kilobytes may unpack to gigabytes. */
const MAX_UNPACKED = 256 * 1024 * 1024;
const MAX_PARTS = 20_000;
/** The first day that a ZIP can express; real times of parts would tell when somebody saved. */
const NO_TIME = new Date(1980, 0, 1);
const FAMILIES: Readonly<Record<string, OfficeFamily>> = {
  docx: 'ooxml',
  xlsx: 'ooxml',
  pptx: 'ooxml',
  odt: 'odf',
  ods: 'odf',
  odp: 'odf',
  ofd: 'ofd',
};

/**
 * An office package (ECMA-376, ODF 1.3, GB/T 33190 OFD) without document properties, authors of comments and changes,
 * times, printers, paths and thumbnails; its pictures and the documents embedded in it are cleaned too. What people see
 * stays. A signed document stays as it is, because a change would break its signature. Throws StripError `broken`,
 * `uncleanable`.
 */
export async function rewriteOffice(bytes: Uint8Array, extension: string, judge: Judge, depth = 0): Promise<Rewritten> {
  const family = FAMILIES[extension] ?? 'ooxml';
  const parts = await unpacked(bytes);
  const names = Object.keys(parts);
  if (names.some((name) => /(?:^|\/)(?:_xmlsignatures|Signs|documentsignatures\.xml)/i.test(name))) {
    return { bytes, removed: [], stays: true };
  }
  const found = new Set<Removed>();
  let stays = false;
  const packed: Zippable = {};
  for (const name of names) {
    const content = parts[name] ?? new Uint8Array(0);
    if (dropsPart(name, family)) {
      found.add('other');
      continue;
    }
    const cleaned = await cleanPart(name, content, { family, judge, depth });
    for (const one of cleaned.removed) found.add(one);
    stays ||= cleaned.stays;
    // The type comes first and uncompressed, so that programs recognise the file by its first bytes.
    packed[name] = [cleaned.bytes, { level: name === 'mimetype' ? 0 : 6, mtime: NO_TIME }];
  }
  return { bytes: await zipped(packed), removed: [...found], stays };
}

type Within = { family: OfficeFamily; judge: Judge; depth: number };

async function cleanPart(name: string, bytes: Uint8Array, { family, judge, depth }: Within): Promise<Rewritten> {
  if (/\.(?:xml|rels)$/i.test(name)) {
    const before = strFromU8(bytes);
    const { text, removed } = cleanOfficeXml(name, before, family);
    return { bytes: text === before ? bytes : strToU8(text), removed, stays: false };
  }
  const kind = judge(bytes);
  if (kind && FAMILIES[kind.extension] && depth < 3) return rewriteOffice(bytes, kind.extension, judge, depth + 1);
  if (kind?.family !== 'image') return { bytes, removed: [], stays: kind !== null };
  const source = sourceOfBytes(bytes);
  const outcome = await checkedStrip(source, kind);
  if ('problem' in outcome) return { bytes, removed: [], stays: true };
  const chunks: Uint8Array[] = [];
  for await (const chunk of strippedStream(source, outcome.stripped)) chunks.push(Uint8Array.from(chunk));
  return { bytes: concat(...chunks), removed: outcome.stripped.removed, stays: false };
}

function unpacked(bytes: Uint8Array): Promise<Unzipped> {
  let size = 0;
  let count = 0;
  return new Promise((resolve, reject) => {
    const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
      size += originalSize;
      count += 1;
      return !name.endsWith('/') && size <= MAX_UNPACKED && count <= MAX_PARTS;
    };
    unzip(bytes, { filter }, (error, parts) => {
      if (error) reject(new StripError('broken', 'package'));
      else if (size > MAX_UNPACKED || count > MAX_PARTS) reject(new StripError('uncleanable', 'package too large'));
      else resolve(parts);
    });
  });
}

const zipped = (parts: Zippable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    zip(parts, (error, bytes) => (error ? reject(new StripError('broken', 'package')) : resolve(bytes)));
  });
