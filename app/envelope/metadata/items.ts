import { type Box, type BoxWork, blank, boxesIn, childrenOf, zero } from './boxes';
import { readExif } from './exif';
import { cleanColour } from './iso-colour';
import { jpegEdits } from './jpeg';
import { broken, latin1, type Range, type Removed, u16, u32, u64, uncleanable, within } from './source';

/** The boxes of a picture's `meta`; XML and unknown ones become free space. */
const KEPT = new Set(['hdlr', 'pitm', 'iinf', 'iloc', 'iref', 'iprp', 'idat', 'grpl', 'dinf']);
/** Coded and derived pictures; Exif, XMP (mime) and unknown items are metadata. */
const PICTURES = /^(?:hvc1|hev1|lhv1|hvt1|av01|avc1|vvc1|jpeg|j2k1|unci|mski|grid|iovl|iden|tmap)$/;

/**
 * The most parts of all items together. Without it, items built from items built from items could name the same data
 * for ever.
 */
const MAX_PARTS = 500_000;

type Extents = {
  method: number;
  base: number;
  external: boolean;
  parts: { index: number; offset: number; length: number }[];
};
type Items = {
  types: Map<number, string>;
  extents: Map<number, Extents>;
  /** Items from whose data others are built, by construction method 2. */
  references: Map<number, number[]>;
  idat: Range | null;
  partsLeft: number;
};

/**
 * A picture's `meta` box (ISO/IEC 23008-12). The data of metadata items is not among what is kept, so it will be
 * zeroed.
 */
export async function cleanItems(work: BoxWork, meta: Box): Promise<void> {
  const children = await childrenOf(work, meta.body + 4, meta.to);
  for (const child of children) if (!KEPT.has(child.type)) await blank(work, child);
  const items = await readItems(work, children);
  if (items.idat) work.data.push(items.idat);
  for (const [id, type] of items.types) {
    const ranges = rangesOf(work, items, id, 0);
    if (!PICTURES.test(type)) {
      await noteRemoved(work, ranges, type);
      continue;
    }
    work.kept.push(...ranges);
    if (type === 'jpeg') await cleanJpeg(work, ranges);
  }
  const properties = children.find(({ type }) => type === 'iprp');
  if (properties) await cleanProperties(work, properties);
}

async function readItems(work: BoxWork, children: readonly Box[]): Promise<Items> {
  const box = (type: string) => children.find((child) => child.type === type);
  const [info, location, reference, data] = [box('iinf'), box('iloc'), box('iref'), box('idat')];
  const bytes = location ? await work.file.slice(location.body, location.to) : new Uint8Array(0);
  return {
    types: info ? await itemTypes(work, info) : new Map(),
    extents: readLocations(bytes),
    references: reference ? await itemReferences(work, reference) : new Map(),
    idat: data ? { from: data.body, to: data.to } : null,
    partsLeft: MAX_PARTS,
  };
}

async function itemTypes(work: BoxWork, { body, to }: Box): Promise<Map<number, string>> {
  const types = new Map<number, string>();
  const version = (await work.file.slice(body, body + 1))[0] ?? 0;
  for await (const entry of boxesIn(work, body + (version === 0 ? 6 : 8), to)) {
    const bytes = await work.file.slice(entry.body, Math.min(entry.to, entry.body + 16));
    const form = bytes[0] ?? 0;
    const id = form === 3 ? u32(bytes, 4) : u16(bytes, 4);
    // Versions 0 and 1 have no type, because they describe files of any media type.
    types.set(id, form < 2 ? 'mime' : latin1(bytes.subarray(form === 3 ? 10 : 8)).slice(0, 4));
  }
  return types;
}

/** 8.11.3 of ISO/IEC 14496-12; field widths of 0, 4 or 8 bytes. */
function readLocations(bytes: Uint8Array): Map<number, Extents> {
  const found = new Map<number, Extents>();
  if (bytes.length < 8) return found;
  const version = bytes[0] ?? 0;
  const widths = u16(bytes, 4);
  let at = 6;
  const number = (width: number): number => {
    at += width;
    if (at > bytes.length) broken('iloc');
    return width === 8 ? u64(bytes, at - 8) : width === 4 ? u32(bytes, at - 4) : width === 2 ? u16(bytes, at - 2) : 0;
  };
  const [offsetWidth, lengthWidth] = [widths >> 12, (widths >> 8) & 15];
  const [baseWidth, indexWidth] = [(widths >> 4) & 15, version > 0 ? widths & 15 : 0];
  for (let left = number(version < 2 ? 2 : 4); left > 0; left -= 1) {
    const id = number(version < 2 ? 2 : 4);
    const method = version > 0 ? number(2) & 15 : 0;
    const external = number(2) !== 0;
    const base = number(baseWidth);
    const parts: Extents['parts'] = [];
    for (let extent = number(2); extent > 0; extent -= 1) {
      parts.push({ index: number(indexWidth), offset: number(offsetWidth), length: number(lengthWidth) });
    }
    found.set(id, { method, base, external, parts });
  }
  return found;
}

async function itemReferences(work: BoxWork, { body, to }: Box): Promise<Map<number, number[]>> {
  const references = new Map<number, number[]>();
  const width = (await work.file.slice(body, body + 1))[0] === 0 ? 2 : 4;
  for await (const entry of boxesIn(work, body + 4, to)) {
    if (entry.type !== 'iloc') continue;
    const bytes = await work.file.slice(entry.body, entry.to);
    const read = (at: number) => (width === 2 ? u16(bytes, at) : u32(bytes, at));
    const count = Math.min(u16(bytes, width), bytes.length);
    references.set(
      read(0),
      Array.from({ length: count }, (_, index) => read(width + 2 + index * width)),
    );
  }
  return references;
}

/** Where an item's data lies in the file, followed through items that lie in other items. */
function rangesOf(work: BoxWork, items: Items, id: number, depth: number): Range[] {
  const extents = items.extents.get(id);
  if (!extents) return [];
  const { method, base, external, parts } = extents;
  items.partsLeft -= parts.length;
  if (items.partsLeft < 0) return broken('too many parts');
  if (external || depth > 4 || method > 2) return uncleanable('item elsewhere');
  return parts.flatMap(({ index, offset, length }) => {
    let whole: Range[] = [{ from: 0, to: work.file.size }];
    if (method === 1) whole = items.idat ? [items.idat] : broken('no idat');
    if (method === 2) {
      const target = items.references.get(id)?.[Math.max(0, index - 1)];
      whole = target === undefined ? broken('no item') : rangesOf(work, items, target, depth + 1);
    }
    return cut(whole, base + offset, length);
  });
}

/** `length` bytes from `offset` of ranges laid end to end; a length of 0 means all that follows. */
function cut(ranges: readonly Range[], offset: number, length: number): Range[] {
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const end = length === 0 ? total : offset + length;
  if (offset > total || end > total) return broken('item cut short');
  let start = 0;
  return ranges.flatMap(({ from, to }) => {
    const first = Math.max(offset, start) - start + from;
    const last = Math.min(end, start + to - from) - start + from;
    start += to - from;
    return first < last ? [{ from: first, to: last }] : [];
  });
}

async function noteRemoved(work: BoxWork, ranges: readonly Range[], type: string): Promise<void> {
  const [first] = ranges;
  let told: Removed[] | undefined;
  if (type === 'Exif' && first && first.to - first.from > 12) {
    const bytes = await work.file.slice(first.from, Math.min(first.to, first.from + 65_536));
    told = readExif(bytes.subarray(4 + u32(bytes, 0))).told;
  }
  for (const range of ranges) await zero(work, range, told);
}

async function cleanJpeg(work: BoxWork, ranges: readonly Range[]): Promise<void> {
  const [range] = ranges;
  if (!range || ranges.length > 1) return uncleanable('JPEG in parts');
  const { edits, found } = await jpegEdits(within(work.file, range));
  for (const edit of edits) work.edits.push({ ...edit, from: edit.from + range.from, to: edit.to + range.from });
  for (const one of found) work.found.add(one);
}

/**
 * Descriptions, texts and times keep their places among the properties, because items refer to properties by number,
 * but lose their content.
 */
async function cleanProperties(work: BoxWork, { body, to }: Box): Promise<void> {
  for (const container of await childrenOf(work, body, to)) {
    if (container.type !== 'ipco') continue;
    for (const property of await childrenOf(work, container.body, container.to)) {
      if (property.type === 'colr') await cleanColour(work, property);
      const header = { udes: 4, altt: 4, crtt: 4, mdft: 4, uuid: 16 }[property.type];
      if (header !== undefined) await zero(work, { from: property.body + header, to: property.to });
    }
  }
}
