import { type Box, type BoxWork, blank, boxAt, newWork, zero } from './boxes';
import { cleanItems } from './items';
import { cleanFragment, cleanMovie } from './movie';
import { inPlace, type Stripped } from './pieces';
import { trackDefaults } from './samples';
import { type ByteSource, broken, latin1, type Range, windowed } from './source';

const KEPT = /^(?:ftyp|styp|moov|moof|mdat|meta|mfra|sidx|ssix|pdin)$/;
const MAX_BOXES = 50_000;

/**
 * MP4, MOV, M4A, 3GP, HEIC and AVIF: nothing moves. Whatever is not needed to show picture and sound becomes free
 * space, and all media data that no kept track or picture refers to is overwritten. That covers the samples of dropped
 * tracks, the Exif and XMP items, and what cameras hide in between.
 */
export async function stripIsoMedia(source: ByteSource): Promise<Stripped> {
  const work = newWork(windowed(source));
  const { boxes, end } = await topLevel(work);
  if (end < source.size) work.found.add('other');
  const moov = boxes.filter(({ type }) => type === 'moov');
  if (moov.length > 1) broken('two movie headers');
  if (moov[0]) {
    await trackDefaults(work, moov[0]);
    await cleanMovie(work, moov[0]);
  }
  let pictures = false;
  for (const box of boxes) {
    if (box.type === 'mdat') work.data.push({ from: box.body, to: box.to });
    else if (box.type === 'moof') await cleanFragment(work, box);
    else if (box.type === 'meta' && !pictures && (await holdsPictures(work, box))) {
      pictures = true;
      await cleanItems(work, box);
    } else if (box.type === 'meta' || !KEPT.test(box.type)) await blank(work, box);
  }
  if (!moov[0] && !pictures) broken('neither movie nor picture');
  await zeroUnused(work);
  return inPlace(work.edits, end, work.found);
}

/** All boxes. Bytes after them that are no box (some cameras append their own records) are cut off. */
async function topLevel(work: BoxWork): Promise<{ boxes: Box[]; end: number }> {
  const boxes: Box[] = [];
  const { size } = work.file;
  let at = 0;
  while (at < size) {
    const box = await boxAt(work, at, size);
    if (box && /^[\x20-\x7e\xa9]{4}$/.test(box.type)) boxes.push(box);
    else {
      const type = at + 8 <= size ? latin1(await work.file.slice(at + 4, at + 8)) : '';
      const whole = boxes.some((one) => one.type === 'mdat') && boxes.some((one) => /^(?:moov|meta)$/.test(one.type));
      if (!whole || KEPT.test(type)) broken('box');
      return { boxes, end: at };
    }
    if (boxes.length > MAX_BOXES) broken('too many boxes');
    at = box.to;
  }
  return { boxes, end: size };
}

async function holdsPictures(work: BoxWork, { body, to }: Box): Promise<boolean> {
  const head = latin1(await work.file.slice(body, Math.min(to, body + 32)));
  return head.slice(8, 12) === 'hdlr' && head.slice(20, 24) === 'pict';
}

async function zeroUnused(work: BoxWork): Promise<void> {
  const kept = keptRanges(work);
  let index = 0;
  const told = work.found.size > 0 ? [] : (['other'] as const);
  for (const region of work.data.slice().sort((a, b) => a.from - b.from)) {
    let at = region.from;
    while (at < region.to) {
      while (index < kept.length && (kept[index]?.to ?? 0) <= at) index += 1;
      const next = kept[index];
      const from = Math.min(region.to, next?.from ?? region.to);
      if (from > at) await zero(work, { from: at, to: from }, told);
      at = Math.max(at, from, Math.min(region.to, next?.to ?? region.to));
    }
  }
}

/** Ranges in order and joined; a chunk of unknown length reaches to the next chunk of any track. */
function keptRanges({ kept, loose, starts, file }: BoxWork): Range[] {
  const order = Float64Array.from(starts).sort();
  const bounded = loose.map((from) => ({ from, to: after(order, from) ?? file.size }));
  const joined: Range[] = [];
  for (const { from, to } of kept.concat(bounded).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** The first number in order that is greater. */
function after(order: Float64Array, than: number): number | undefined {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] ?? 0) <= than) low = middle + 1;
    else high = middle;
  }
  return order[low];
}
