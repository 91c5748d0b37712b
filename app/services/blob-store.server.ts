import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { chinaDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { namesIn, renewBlobs, syncFolder } from './blob-renewal.server';

export type BlobRef = string;

/**
 * Where sealed parts lie: bytes that are written once and never changed, of a size that memory holds. Stores are a local
 * folder and a bucket (s3-blob-store.server.ts); tests/services/blob-store.test.ts holds what every store must
 * guarantee. One that cannot be reached throws Refusal `filesAway`.
 */
export type BlobStore = {
  /** Durable when it returns: a crash afterwards loses nothing. When the source fails, nothing is left behind. */
  put: (bytes: Uint8Array | AsyncIterable<Uint8Array>) => Promise<BlobRef>;
  /** Stores a blob of a backup under the name that rows have for it; durable when it returns. */
  putBack: (ref: BlobRef, bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Throws Refusal `notFound` when there is none. */
  open: (ref: BlobRef) => Promise<Readable>;
  /** Size in bytes; throws Refusal `notFound` when there is none. */
  size: (ref: BlobRef) => Promise<number>;
  /** Removing what is gone already is no error. */
  remove: (ref: BlobRef) => Promise<void>;
  /** The blobs that came before that time, in no order. */
  listBefore: (time: Date) => AsyncIterable<BlobRef>;
  /** Bytes for which there still is room; null where the store has no limit. */
  room: () => Promise<number | null>;
  isEmpty: () => Promise<boolean>;
  /** Whether what is removed stays somewhere all the same, so that nothing is ever deleted for good. */
  keepsRemoved: () => Promise<boolean>;
  /**
   * Writes blobs of earlier days anew, one by one and in random order, so that whatever times the store keeps tell only
   * the day. It may be cut off at any moment, and may run in several processes at once. Returns how many blobs it
   * renewed.
   */
  renew: () => Promise<number>;
};

const REF = /^[0-9a-f]{40}$/;
const SHELF = /^[0-9a-f]{2}$/;
export const isBlobRef = (ref: string): boolean => REF.test(ref);

/**
 * Blobs as files in a local folder: in `incoming` on the day they come, later in folders two levels deep. The system
 * records to the nanosecond when a file was made and last touched, and lets nobody set that; only a new file in its
 * place gets rid of it.
 */
export function localBlobStore(folder: string, now: () => number): BlobStore {
  const incoming = join(folder, 'incoming');
  const placesOf = (ref: BlobRef) => {
    if (!REF.test(ref)) throw new Refusal('notFound');
    const kept = join(folder, ref.slice(0, 2), ref);
    // The place of renewed blobs is tried again at the end, because a blob may be renewed between the first two tries.
    return [kept, join(incoming, ref), kept];
  };
  return {
    async put(bytes) {
      const ref = randomBytes(20).toString('hex');
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      const midnight = midnightOf(now());
      const half = join(incoming, `${ref}.part`);
      try {
        await writeDurably(half, bytes, midnight);
        await rename(half, join(incoming, ref));
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
      await syncFolder(incoming);
      await Promise.all([utimes(incoming, midnight, midnight), utimes(folder, midnight, midnight)]);
      return ref;
    },
    async putBack(ref, bytes) {
      if (!REF.test(ref)) throw new Refusal('notFound');
      const shelf = join(folder, ref.slice(0, 2));
      await mkdir(shelf, { recursive: true, mode: 0o700 });
      const half = join(shelf, `${ref}.part`);
      await rm(half, { force: true });
      const midnight = midnightOf(now());
      await writeDurably(half, bytes, midnight);
      await rename(half, join(shelf, ref));
      await syncFolder(shelf);
      await Promise.all([utimes(shelf, midnight, midnight), utimes(folder, midnight, midnight)]);
    },
    open: async (ref) => (await firstOf(placesOf(ref), (path) => open(path))).createReadStream(),
    size: async (ref) => (await firstOf(placesOf(ref), (path) => stat(path))).size,
    async remove(ref) {
      if (!REF.test(ref)) return;
      if (await mayBeRenewed(incoming, ref, midnightOf(now()))) {
        // A process that is renewing it at this moment sees the mark after putting the new file in place, and takes it
        // away again.
        await (await open(join(incoming, `${ref}.gone`), 'a', 0o600)).close();
      }
      await rm(join(incoming, ref), { force: true });
      await rm(join(folder, ref.slice(0, 2), ref), { force: true });
    },
    async *listBefore(time) {
      const shelves = (await namesIn(folder)).filter((name) => SHELF.test(name)).map((name) => join(folder, name));
      for (const place of [incoming, ...shelves]) {
        for (const ref of (await namesIn(place)).filter(isBlobRef)) {
          const found = await stat(join(place, ref)).catch(() => null);
          if (found && found.mtime < time) yield ref;
        }
      }
    },
    async room() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    isEmpty: async () => (await readdir(folder).catch(() => [])).length === 0,
    keepsRemoved: async () => false,
    renew: () => renewBlobs(folder, incoming, { midnight: midnightOf(now()), now: now() }),
  };
}

/** When the day in China began. */
export const midnightOf = (time: number): Date => new Date(`${chinaDate(time)}T00:00:00+08:00`);

/** Blobs of the same day are not being renewed, so removing one that was refused at once leaves no mark behind. */
async function mayBeRenewed(incoming: string, ref: BlobRef, midnight: Date): Promise<boolean> {
  const arrived = await stat(join(incoming, ref)).catch(() => null);
  if (arrived) return arrived.mtime < midnight;
  return (await readdir(incoming).catch(() => [])).some((name) => name.startsWith(ref));
}

async function firstOf<T>(paths: readonly string[], get: (path: string) => Promise<T>): Promise<T> {
  for (const path of paths) {
    try {
      return await get(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Refusal('notFound');
}

async function writeDurably(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, time: Date): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    if (bytes instanceof Uint8Array) await file.writeFile(bytes);
    else for await (const chunk of bytes) await file.writeFile(chunk);
    await file.utimes(time, time);
    await file.sync();
  } finally {
    await file.close();
  }
}
