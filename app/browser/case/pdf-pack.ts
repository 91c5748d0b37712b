import * as z from 'zod/mini';

/**
 * Several files in one: length of the index (4 bytes, little-endian), the index as JSON of name to [from, length]
 * counted from the end of the index, then the contents.
 */
export function makePack(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  let at = 0;
  const places = files.map(({ name, bytes }) => {
    const from = at;
    at += bytes.length;
    return [name, [from, bytes.length]] as const;
  });
  const index = new TextEncoder().encode(JSON.stringify(Object.fromEntries(places)));
  const start = 4 + index.length;
  const pack = new Uint8Array(start + at);
  new DataView(pack.buffer).setUint32(0, index.length, true);
  pack.set(index, 4);
  files.forEach(({ bytes }, n) => void pack.set(bytes, start + (places[n]?.[1][0] ?? 0)));
  return pack;
}

const place = z.int().check(z.minimum(0));
const places = z.record(z.string(), z.tuple([place, place]));

/** One file of a pack, the rest of which stays on the disk. Throws an Error when the pack does not have it. */
export async function fromPack(pack: Blob, name: string): Promise<Uint8Array> {
  const length = new DataView(await pack.slice(0, 4).arrayBuffer()).getUint32(0, true);
  const index = places.parse(JSON.parse(await pack.slice(4, 4 + length).text()));
  const place = new Map(Object.entries(index)).get(name);
  if (place === undefined) throw new Error(`${name} is not in the pack`);
  const [from, size] = place;
  return new Uint8Array(await pack.slice(4 + length + from, 4 + length + from + size).arrayBuffer());
}
