import { type Box, type BoxWork, blank, boxesIn, childrenOf, zero } from './boxes';
import { cleanColour } from './iso-colour';
import { fragmentRuns, trackChunks } from './samples';
import { isZeroRange, latin1, type Removed, u16, u32, uncleanable } from './source';

/** The boxes that playing needs, by container; any other box becomes free space. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  moov: ['mvhd', 'trak', 'mvex', 'iods', 'pssh'],
  trak: ['tkhd', 'edts', 'tref', 'trgr', 'mdia', 'tapt', 'load', 'clip', 'matt', 'imap'],
  mdia: ['mdhd', 'hdlr', 'minf', 'elng'],
  minf: ['vmhd', 'smhd', 'hmhd', 'nmhd', 'gmhd', 'hdlr', 'dinf', 'stbl'],
  dinf: ['dref'],
  stbl: 'stsd stts ctts cslg stsc stsz stz2 stco co64 stss stps stsh padb stdp sdtp sbgp sgpd subs saiz saio'.split(
    ' ',
  ),
  mvex: ['mehd', 'trex', 'leva', 'trep'],
  moof: ['mfhd', 'traf', 'pssh'],
  traf: ['tfhd', 'tfdt', 'trun', 'sdtp', 'sbgp', 'sgpd', 'subs', 'saiz', 'saio', 'senc'],
};
/**
 * Kinds of track that stay. Timed metadata, telemetry of GoPro and other cameras, times of day, and subtitles, in which
 * drones put places, do not.
 */
const HANDLERS = /^(?:vide|soun|auxv|pict)$/;
const PICTURE_ENTRY = 78;
const SOUND_ENTRY = 28;

/** Cleans `moov`: only picture and sound tracks stay, without times and names. */
export async function cleanMovie(work: BoxWork, moov: Box): Promise<void> {
  const children = await childrenOf(work, moov.body, moov.to);
  if (children.some(({ type }) => type === 'cmov')) uncleanable('compressed movie header');
  for (const trak of children.filter(({ type }) => type === 'trak')) await judgeTrack(work, trak);
  await clean(work, moov);
}

/** Notes which tracks are dropped, and what data the others need. */
async function judgeTrack(work: BoxWork, trak: Box): Promise<void> {
  const found = new Map<string, Box>();
  const gather = async (box: Box): Promise<void> => {
    for (const child of await childrenOf(work, box.body, box.to)) {
      if (!found.has(child.type)) found.set(child.type, child);
      if (/^(?:mdia|minf|stbl)$/.test(child.type)) await gather(child);
    }
  };
  await gather(trak);
  const header = found.get('tkhd');
  const handler = found.get('hdlr');
  if (!header || !handler) return uncleanable('track without header');
  const id = await trackId(work, header);
  const type = latin1(await work.file.slice(handler.body + 8, handler.body + 12));
  const keeps = HANDLERS.test(type);
  if (!keeps) work.dropped.add(id);
  if (keeps && found.has('saio')) uncleanable('protected track');
  await trackChunks(work, found, keeps);
}

async function trackId(work: BoxWork, { body }: Box): Promise<number> {
  const bytes = await work.file.slice(body, body + 24);
  return u32(bytes, bytes[0] === 1 ? 20 : 12);
}

/** Runs of one fragment follow each other, so those of dropped tracks are followed too. */
export async function cleanFragment(work: BoxWork, moof: Box): Promise<void> {
  await fragmentRuns(work, moof);
  await clean(work, moof);
}

async function clean(work: BoxWork, box: Box): Promise<void> {
  for await (const child of boxesIn(work, box.body, box.to)) {
    const { type } = child;
    if (!CHILDREN[box.type]?.includes(type)) await blank(work, child);
    else if (await isDropped(work, child)) await blank(work, child, await tellsTrack(work, child));
    else if (CHILDREN[type]) await clean(work, child);
    else await cleanLeaf(work, child, box.type);
  }
}

async function isDropped(work: BoxWork, { type, from, body, to }: Box): Promise<boolean> {
  if (type === 'trex') return work.dropped.has(u32(await work.file.slice(body + 4, body + 8), 0));
  if (type !== 'trak' && type !== 'traf') return false;
  const head = type === 'trak' ? 'tkhd' : 'tfhd';
  for await (const child of boxesIn(work, body, to)) {
    if (child.type !== head) continue;
    const id =
      type === 'trak' ? await trackId(work, child) : u32(await work.file.slice(child.body + 4, child.body + 8), 0);
    return work.dropped.has(id);
  }
  return uncleanable(`${type} ${from} without header`);
}

/** What a dropped track was about, judged by its sample entries' names and keys. */
async function tellsTrack(work: BoxWork, { from, to }: Box): Promise<Removed[]> {
  const words = latin1(await work.file.slice(from, Math.min(to, from + 65_536)));
  const told: Removed[] = [];
  if (/gpmd|camm|location|sbtl|text/.test(words)) told.push('place');
  if (/tmcd|gpmd/.test(words)) told.push('time');
  return told.length > 0 ? told : ['other'];
}

async function cleanLeaf(work: BoxWork, box: Box, parent: string): Promise<void> {
  const { type, body, to } = box;
  if (/^(?:mvhd|tkhd|mdhd)$/.test(type)) {
    const long = (await work.file.slice(body, body + 1))[0] === 1;
    await zero(work, { from: body + 4, to: Math.min(to, body + (long ? 20 : 12)) }, ['time']);
  } else if (type === 'hdlr') {
    // Removes maker, flags and name ("DJI.AVC", "GoPro AAC"); the kind of handler stays.
    await zero(work, { from: body + 12, to }, ['device']);
  } else if (type === 'dref') {
    // Entries for files elsewhere hold paths; the flag that the data is in this file stays.
    for (const entry of await childrenOf(work, body + 8, to))
      await zero(work, { from: entry.body + 4, to: entry.to }, ['other']);
  } else if (type === 'stsd') {
    for (const entry of await childrenOf(work, body + 8, to)) await cleanEntry(work, entry);
  } else if (type === 'tref') {
    for (const reference of await childrenOf(work, body, to)) await cleanReference(work, reference);
  } else if (parent === 'minf' && type === 'gmhd') await blank(work, box);
}

/** Removes the names of vendor and compressor, and metadata boxes after the fields. */
async function cleanEntry(work: BoxWork, { type, body, to }: Box): Promise<void> {
  await zero(work, { from: Math.min(to, body + 12), to: Math.min(to, body + 16) }, ['device']);
  const version = u16(await work.file.slice(Math.min(to - 2, body + 8), Math.min(to, body + 10)), 0);
  const sound = !(await isPicture(work, body, to));
  if (!sound) await zero(work, { from: body + 42, to: body + 74 }, ['device']);
  const start = body + (sound ? SOUND_ENTRY + (version === 1 ? 16 : version === 2 ? 36 : 0) : PICTURE_ENTRY);
  if (start >= to || type === 'mebx') return;
  for (let at = start; at + 8 <= to; ) {
    const size = u32(await work.file.slice(at, at + 4), 0);
    if (size < 8 || at + size > to) break;
    const inner = { type: latin1(await work.file.slice(at + 4, at + 8)), from: at, body: at + 8, to: at + size };
    if (/^(?:uuid|udta|meta|free|skip|\xa9...)$/.test(inner.type)) await blank(work, inner);
    if (inner.type === 'colr') await cleanColour(work, inner);
    at += size;
  }
}

/** A picture's entry has its resolution (usually 72 dpi twice) where a sound's would have other boxes. */
async function isPicture(work: BoxWork, body: number, to: number): Promise<boolean> {
  if (to - body < PICTURE_ENTRY) return false;
  const bytes = await work.file.slice(body, body + PICTURE_ENTRY);
  const depthAndTable = u32(bytes, 74) & 0xffff;
  return (
    u16(bytes, 24) > 0 && u16(bytes, 26) > 0 && (depthAndTable === 0xffff || depthAndTable < 256) && u16(bytes, 40) >= 1
  );
}

async function cleanReference(work: BoxWork, reference: Box): Promise<void> {
  if (await isZeroRange(work.file, { from: reference.body, to: reference.to })) return;
  const ids = await work.file.slice(reference.body, reference.to);
  for (let at = 0; at + 4 <= ids.length; at += 4) {
    if (work.dropped.has(u32(ids, at))) return blank(work, reference, ['other']);
  }
}
