import { type Box, type BoxWork, childrenOf } from './boxes';
import { broken, type Range, u16, u32, u64 } from './source';

/** Reads entry `index` of a table of `width`-byte numbers that begins at `offset`. */
type Table = { count: number; at(index: number): number };

async function table(work: BoxWork, box: Box, skip: number, width: 4 | 8 | 12): Promise<Table> {
  const bytes = await work.file.slice(box.body, box.to);
  const start = skip + 4;
  const count = u32(bytes, skip);
  if (start + count * width > bytes.length) broken(`${box.type} table`);
  return { count, at: (index) => (width === 8 ? u64(bytes, start + index * 8) : u32(bytes, start + index * width)) };
}

/** Sizes of samples; `fixed` when all are the same. For old QuickTime sound the given size may be wrong. */
async function sampleSizes(work: BoxWork, boxes: ReadonlyMap<string, Box>): Promise<Table & { fixed: boolean }> {
  const compact = boxes.get('stz2');
  const plain = boxes.get('stsz');
  if (plain) {
    const head = await work.file.slice(plain.body, plain.body + 12);
    const size = u32(head, 4);
    if (size > 0) return { count: u32(head, 8), at: () => size, fixed: true };
    return { ...(await table(work, plain, 8, 4)), fixed: false };
  }
  if (!compact) return { count: 0, at: () => 0, fixed: false };
  const bytes = await work.file.slice(compact.body, compact.to);
  const bits = bytes[7] ?? 0;
  const count = u32(bytes, 8);
  if (![4, 8, 16].includes(bits) || 12 + (count * bits) / 8 > bytes.length) broken('stz2 table');
  const at = (index: number) => {
    if (bits === 16) return u16(bytes, 12 + index * 2);
    const byte = bytes[12 + (bits === 8 ? index : index >> 1)] ?? 0;
    return bits === 8 ? byte : index & 1 ? byte & 15 : byte >> 4;
  };
  return { count, at, fixed: false };
}

/** Notes where a track's chunks lie (ISO/IEC 14496-12 8.7). */
export async function trackChunks(work: BoxWork, boxes: ReadonlyMap<string, Box>, keeps: boolean): Promise<void> {
  const offsets = boxes.get('stco') ?? boxes.get('co64');
  const map = boxes.get('stsc');
  if (!offsets || !map) return;
  const chunks = await table(work, offsets, 4, offsets.type === 'co64' ? 8 : 4);
  const sizes = await sampleSizes(work, boxes);
  const runs = await table(work, map, 4, 12);
  const perChunk = await work.file.slice(map.body, map.to);
  let run = 0;
  let sample = 0;
  for (let chunk = 0; chunk < chunks.count; chunk += 1) {
    while (run + 1 < runs.count && runs.at(run + 1) <= chunk + 1) run += 1;
    const from = chunks.at(chunk);
    work.starts.push(from);
    if (!keeps) continue;
    if (sizes.fixed) {
      work.loose.push(from);
      continue;
    }
    const end = Math.min(sizes.count, sample + u32(perChunk, 8 + run * 12 + 4));
    let to = from;
    for (; sample < end; sample += 1) to += sizes.at(sample);
    keep(work, { from, to });
  }
}

function keep({ kept }: BoxWork, { from, to }: Range): void {
  const last = kept.at(-1);
  if (last && last.to === from) last.to = to;
  else kept.push({ from, to });
}

/** Default sample sizes by track, for fragments. */
export async function trackDefaults(work: BoxWork, moov: Box): Promise<void> {
  for (const mvex of await childrenOf(work, moov.body, moov.to)) {
    if (mvex.type !== 'mvex') continue;
    for (const trex of await childrenOf(work, mvex.body, mvex.to)) {
      if (trex.type !== 'trex') continue;
      const bytes = await work.file.slice(trex.body, trex.body + 24);
      work.defaultSizes.set(u32(bytes, 4), u32(bytes, 16));
    }
  }
}

/** Notes where a fragment's runs lie (ISO/IEC 14496-12 8.8.7 and 8.8.8). */
export async function fragmentRuns(work: BoxWork, moof: Box): Promise<void> {
  let at = moof.from;
  for (const traf of await childrenOf(work, moof.body, moof.to)) {
    if (traf.type !== 'traf') continue;
    const boxes = await childrenOf(work, traf.body, traf.to);
    const header = boxes.find(({ type }) => type === 'tfhd');
    if (!header) return broken('fragment without header');
    const head = await work.file.slice(header.body, header.to);
    const flags = u32(head, 0) & 0xffffff;
    const id = u32(head, 4);
    let field = 8;
    let base = flags & 0x20000 ? moof.from : at;
    if (flags & 1) base = u64(head, field);
    field += (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0) + (flags & 8 ? 4 : 0);
    const size = flags & 0x10 ? u32(head, field) : (work.defaultSizes.get(id) ?? 0);
    at = base;
    for (const run of boxes.filter(({ type }) => type === 'trun')) {
      const range = runOf(await work.file.slice(run.body, run.to), { base, at, size });
      if (!work.dropped.has(id)) keep(work, range);
      at = range.to;
    }
  }
}

function runOf(bytes: Uint8Array, { base, at, size }: { base: number; at: number; size: number }): Range {
  const flags = u32(bytes, 0) & 0xffffff;
  const count = u32(bytes, 4);
  const from = flags & 1 ? base + (u32(bytes, 8) | 0) : at;
  let field = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0);
  const before = flags & 0x100 ? 4 : 0;
  const width = before + (flags & 0x200 ? 4 : 0) + (flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0);
  if (!(flags & 0x200)) return { from, to: from + count * size };
  if (field + count * width > bytes.length) broken('run');
  let to = from;
  for (let sample = 0; sample < count; sample += 1, field += width) to += u32(bytes, field + before);
  return { from, to };
}
