import { bytesOf, latin1, u32 } from './source';

/** Tags with which colours are computed (ICC.1:2022 section 9.2): matrix, curves, tables, white point, code points. */
const COLOUR = /^(?:[rgb]XYZ|[rgbk]TRC|wtpt|chad|cicp|A2B[0-3]|B2A[0-3]|D2B[0-3]|B2D[0-3]|gamt)$/;
/** Texts that a profile must have; they stay, but are emptied. */
const TEXTS = /^(?:desc|cprt)$/;
const HEADER = 128;
const MAX_TAGS = 200;
/**
 * The header's fields that say how to compute colours: version, class, colour spaces, signature, intent, illuminant.
 */
const HEADER_KEPT: readonly [number, number][] = [
  [8, 24],
  [36, 40],
  [64, 80],
];

type Tag = { name: string; from: number; to: number };

/**
 * A colour profile (ICC.1:2022, also version 2) that gives the same colours and says nothing else: it has no date,
 * maker, device, description, copyright, calibration or private tags. Its length does not change, so that it can be
 * written in its place. Null for bytes that are not a valid profile.
 */
export function cleanIccProfile(profile: Uint8Array): Uint8Array | null {
  const tags = tagsOf(profile);
  if (tags === null) return null;
  const kept = tags.filter(({ name }) => COLOUR.test(name) || TEXTS.test(name));
  const clean = new Uint8Array(profile.length);
  const view = new DataView(clean.buffer);
  view.setUint32(0, profile.length);
  for (const [from, to] of HEADER_KEPT) clean.set(profile.subarray(from, to), from);
  view.setUint32(HEADER, kept.length);
  kept.forEach(({ name, from, to }, index) => {
    const entry = HEADER + 4 + index * 12;
    clean.set(bytesOf(name), entry);
    view.setUint32(entry + 4, from);
    view.setUint32(entry + 8, to - from);
  });
  for (const { name, from, to } of kept) if (TEXTS.test(name)) clean.set(emptyText(profile.subarray(from, to)), from);
  // Tables are written last: where a text shares its place with a table, the colours win.
  for (const { name, from, to } of kept) if (COLOUR.test(name)) clean.set(profile.subarray(from, to), from);
  return clean;
}

/** Whether two profiles are the same bytes, so that cleaning a clean one reports nothing. */
export const sameProfile = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

function tagsOf(profile: Uint8Array): Tag[] | null {
  if (profile.length < HEADER + 4 || latin1(profile.subarray(36, 40)) !== 'acsp') return null;
  const count = u32(profile, HEADER);
  const data = HEADER + 4 + count * 12;
  if (count > MAX_TAGS || data > profile.length) return null;
  const tags = Array.from({ length: count }, (_, index): Tag => {
    const entry = HEADER + 4 + index * 12;
    const from = u32(profile, entry + 4);
    return { name: latin1(profile.subarray(entry, entry + 4)), from, to: from + u32(profile, entry + 8) };
  });
  const sound = tags.every(({ from, to }) => from >= data && from + 8 <= to && to <= profile.length);
  return sound ? tags : null;
}

/** An empty text of the same type: `desc` of version 2, `mluc` of version 4, or plain `text`. */
function emptyText(tag: Uint8Array): Uint8Array {
  const empty = new Uint8Array(tag.length);
  empty.set(tag.subarray(0, 4));
  const type = latin1(tag.subarray(0, 4));
  if (type === 'desc' && tag.length >= 12) empty[11] = 1;
  if (type === 'mluc' && tag.length >= 16) empty[15] = 12;
  return empty;
}
