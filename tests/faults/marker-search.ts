import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 24 random letters and digits: no compression shortens them, and nothing contains them by chance. */
export const newMarker = (): string =>
  `m${Array.from(randomBytes(23), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;

/** The forms in which a text may occur: UTF-8, UTF-16, hex in both cases, base64 at its three offsets. */
export function formsOf(marker: string): { form: string; bytes: Buffer }[] {
  const plain = Buffer.from(marker, 'utf8');
  const wide = Buffer.from(marker, 'utf16le');
  const hex = plain.toString('hex');
  return [
    { form: 'utf8', bytes: plain },
    { form: 'utf16le', bytes: wide },
    { form: 'utf16be', bytes: Buffer.from(wide).swap16() },
    { form: 'hex', bytes: Buffer.from(hex) },
    { form: 'HEX', bytes: Buffer.from(hex.toUpperCase()) },
    ...[0, 1, 2].flatMap((offset) => base64At(plain, offset)),
  ];
}

/** Without the characters at both ends, which also encode neighbouring bytes. */
function base64At(plain: Buffer, offset: number): { form: string; bytes: Buffer }[] {
  const shifted = Buffer.concat([Buffer.alloc(offset), plain]);
  const skip = offset === 0 ? 0 : offset + 1;
  return (['base64', 'base64url'] as const).map((alphabet) => {
    const text = shifted.toString(alphabet).replace(/=+$/, '');
    return { form: `${alphabet}+${offset}`, bytes: Buffer.from(text.slice(skip, -2)) };
  });
}

export type Found = { marker: string; form: string; where: string };

type Sought = Omit<Found, 'where'> & { bytes: Buffer };

/** Hashes four bytes, as a number, to a place in a table that is mostly empty. */
const placeOf = (four: number): number => Math.imul(four, 0x9e3779b1) >>> 12;

/** A form of this length holds four bytes that lie at a multiple of four, wherever it begins. */
const LONG_ENOUGH = 7;

/**
 * Finds texts in bytes, in all their forms at once: one pass instead of one for each form, because whole memories and
 * disks are searched. Only every fourth place is looked at, for any of the four words with which a form can meet it; there
 * the form is compared.
 */
export function finderOf(markers: Readonly<Record<string, string>>): (where: string, bytes: Buffer) => Found[] {
  const known = new Map<number, { one: Sought; offset: number }[]>();
  const begins = new Uint8Array(1 << 20);
  const short: Sought[] = [];
  for (const [marker, text] of Object.entries(markers)) {
    for (const { form, bytes } of formsOf(text)) {
      const one = { marker, form, bytes };
      if (bytes.length < LONG_ENOUGH) short.push(one);
      for (let offset = 0; bytes.length >= LONG_ENOUGH && offset < 4; offset += 1) {
        const four = bytes.readInt32LE(offset);
        begins[placeOf(four)] = 1;
        known.set(four, [...(known.get(four) ?? []), { one, offset }]);
      }
    }
  }
  return (where, bytes) => {
    const seen = new Set(short.filter((one) => bytes.includes(one.bytes)));
    // Of the memory that they lie in, because a view of words can only begin at a multiple of four.
    const first = (4 - (bytes.byteOffset % 4)) % 4;
    const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, Math.max(0, (bytes.length - first) >> 2));
    for (let at = 0; at < words.length; at += 1) {
      const four = words[at] ?? 0;
      if (begins[placeOf(four)] === 0) continue;
      for (const { one, offset } of known.get(four) ?? []) {
        const from = first + at * 4 - offset;
        if (from >= 0 && bytes.subarray(from, from + one.bytes.length).equals(one.bytes)) seen.add(one);
      }
    }
    return Array.from(seen, ({ marker, form }) => ({ marker, form, where }));
  };
}

export const findIn = (where: string, bytes: Buffer, markers: Readonly<Record<string, string>>): Found[] =>
  finderOf(markers)(where, bytes);

/** Searches every file below a folder. Files that disappear meanwhile are skipped. */
export function findInFolder(folder: string, markers: Readonly<Record<string, string>>): Found[] {
  const find = finderOf(markers);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [...find(`name ${path}`, Buffer.from(path)), ...find(path, bytesIfThere(path))];
    });
}

/** What a file holds; nothing once it is gone, as a database removes files of its own at any time. */
export function bytesIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
