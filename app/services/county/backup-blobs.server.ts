import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isRefusal } from '~/domain/refusal';
import { syncFolder } from '~/services/blob-renewal.server';
import type { Context } from '~/services/context.server';
import { shuffled } from '~/services/shuffle.server';
import { type Digest, digestOf, isThere, namesIn, sealToFile } from './backup-folder.server';

/**
 * A blob's name in a backup, which tells nobody without the rows which blob it is; the same in every backup, so that
 * each blob is copied once.
 */
export const nameOf = (ref: string): string =>
  createHash('sha256').update(`anshao/backup-blob/v1\n${ref}`).digest('hex').slice(0, 40);

/** Copies that are sealed to another key lie elsewhere, since a restore with this key could not open them. */
export const blobFolder = (folder: string, recipient: string): string =>
  join(folder, 'blobs', createHash('sha256').update(recipient).digest('hex').slice(0, 16));

const placeIn = (blobs: string, name: string) => join(blobs, name.slice(0, 2), `${name}.age`);

/** A line of `blobs.txt`. */
export type ListedBlob = Digest & { name: string };
export const listLine = ({ name, sha256, bytes }: ListedBlob): string => `${name} ${sha256} ${bytes}\n`;

export async function* listedIn(file: string): AsyncGenerator<ListedBlob> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [name = '', sha256 = '', bytes = ''] = line.split(' ');
    if (name !== '') yield { name, sha256, bytes: Number(bytes) };
  }
}

export type CopiedBlobs = {
  listed: ListedBlob[];
  /** Blobs that a row names and the store does not have. */
  absent: string[];
  /** Copied now; the others were there from earlier backups, or from one that was stopped. */
  copied: number;
};

/**
 * Sees to it that a sealed copy of each blob is there. A copy gets its name only once it is whole and durable, so
 * whatever is there stays, and a backup that was stopped goes on where it was. Copies are made in random order.
 */
export async function copyBlobs(
  { blobs }: Pick<Context, 'blobs'>,
  refs: readonly string[],
  to: { folder: string; recipient: string; known: ReadonlyMap<string, ListedBlob>; signal: AbortSignal | undefined },
  onBlob: (done: number, of: number) => void,
): Promise<CopiedBlobs> {
  const found: CopiedBlobs = { listed: [], absent: [], copied: 0 };
  for (const [at, ref] of shuffled([...refs]).entries()) {
    to.signal?.throwIfAborted();
    onBlob(at, refs.length);
    const name = nameOf(ref);
    const place = placeIn(to.folder, name);
    if (await isThere(place)) {
      found.listed.push(to.known.get(name) ?? { name, ...(await digestOf(place)) });
      continue;
    }
    const source = await blobs.open(ref).catch((error: unknown) => {
      // A store that cannot be reached is no missing file: the backup fails.
      if (isRefusal(error) && error.code === 'notFound') return null;
      throw error;
    });
    if (source === null) {
      found.absent.push(ref);
      continue;
    }
    found.listed.push({ name, ...(await copyOne(source, place, to.recipient)) });
    found.copied += 1;
  }
  found.listed.sort((a, b) => (a.name < b.name ? -1 : 1));
  return found;
}

async function copyOne(source: AsyncIterable<Uint8Array>, place: string, recipient: string): Promise<Digest> {
  const shelf = join(place, '..');
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const half = `${place}.half`;
  await rm(half, { force: true });
  const digest = await sealToFile(half, source, recipient);
  await rename(half, place);
  await syncFolder(shelf);
  return digest;
}

/** Deletes the copies that no backup lists any more, and halves. Returns how many. */
export async function removeUnlisted(folder: string, lists: readonly string[]): Promise<number> {
  const kept = new Set<string>();
  for (const list of lists) for await (const { name } of listedIn(list)) kept.add(`${name}.age`);
  let removed = 0;
  const top = join(folder, 'blobs');
  for (const key of await namesIn(top)) {
    for (const shelf of await namesIn(join(top, key))) {
      for (const name of await namesIn(join(top, key, shelf))) {
        if (kept.has(name)) continue;
        await rm(join(top, key, shelf, name), { force: true });
        removed += 1;
      }
    }
  }
  return removed;
}

export { placeIn as blobPlace };
