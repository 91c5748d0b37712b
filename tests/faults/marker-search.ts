import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** 24 random letters and digits: no compression shortens them, and nothing holds them by chance. */
export const newMarker = (): string =>
  `m${Array.from(randomBytes(23), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;

/** The forms in which a text may lie about: UTF-8, UTF-16, hex in both cases, base64 at its three offsets. */
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

/** Without the characters at both ends that its neighbours have a part in. */
function base64At(plain: Buffer, offset: number): { form: string; bytes: Buffer }[] {
  const shifted = Buffer.concat([Buffer.alloc(offset), plain]);
  const skip = offset === 0 ? 0 : offset + 1;
  return (['base64', 'base64url'] as const).map((alphabet) => {
    const text = shifted.toString(alphabet).replace(/=+$/, '');
    return { form: `${alphabet}+${offset}`, bytes: Buffer.from(text.slice(skip, -2)) };
  });
}

export type Found = { marker: string; form: string; where: string };

/**
 * Finds texts in bytes, in all their forms at once: one pass instead of one for each form, since whole memories are
 * searched. Where two forms overlap, one of them is told.
 */
export function finderOf(markers: Readonly<Record<string, string>>): (where: string, bytes: Buffer) => Found[] {
  const known = new Map<string, Omit<Found, 'where'>>();
  for (const [marker, text] of Object.entries(markers)) {
    for (const { form, bytes } of formsOf(text)) known.set(bytes.toString('latin1'), { marker, form });
  }
  const any = new RegExp([...known.keys()].map((text) => text.replace(/[+/]/g, '\\$&')).join('|'), 'g');
  return (where, bytes) => {
    const seen = new Set(Array.from(bytes.toString('latin1').matchAll(any), ([text]) => text));
    return [...seen].flatMap((text) => ({ marker: '', form: '', ...known.get(text), where }));
  };
}

export const findIn = (where: string, bytes: Buffer, markers: Readonly<Record<string, string>>): Found[] =>
  finderOf(markers)(where, bytes);

/** Searches every file under a folder. Files that go meanwhile are skipped. */
export function findInFolder(folder: string, markers: Readonly<Record<string, string>>): Found[] {
  const find = finderOf(markers);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      const inName = find(`name ${path}`, Buffer.from(path));
      return size === 0 ? inName : [...inName, ...find(path, readFileSync(path))];
    });
}
