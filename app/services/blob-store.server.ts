import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { chinaDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';

export type BlobRef = string;

/**
 * Where sealed parts lie: bytes that are written once and never changed. Nothing here speaks of paths, so that an
 * object store serves as well; tests/services/blob-store.test.ts holds what every store must keep.
 */
export type BlobStore = {
  /** Durable when it returns: a crash afterwards loses nothing. When the source fails, nothing stays behind. */
  put: (bytes: Uint8Array | AsyncIterable<Uint8Array>) => Promise<BlobRef>;
  /** Refusal `notFound` when there is none. */
  open: (ref: BlobRef) => Promise<Readable>;
  /** Bytes; Refusal `notFound` when there is none. */
  size: (ref: BlobRef) => Promise<number>;
  /** Removing what is gone already is no error. */
  remove: (ref: BlobRef) => Promise<void>;
  /** Bytes that may still be put; null where the store has no end. */
  room: () => Promise<number | null>;
};

const REF = /^[0-9a-f]{40}$/;

/** Blobs as files in a local folder, two levels deep; file times say the day, nothing finer. */
export function localBlobStore(folder: string, now: () => number): BlobStore {
  const pathOf = (ref: BlobRef) => {
    if (!REF.test(ref)) throw new Refusal('notFound');
    return join(folder, ref.slice(0, 2), ref);
  };
  return {
    async put(bytes) {
      const ref = randomBytes(20).toString('hex');
      const shelf = join(folder, ref.slice(0, 2));
      await mkdir(shelf, { recursive: true, mode: 0o700 });
      const midnight = new Date(`${chinaDate(now())}T00:00:00+08:00`);
      const half = join(shelf, `${ref}.part`);
      try {
        await writeDurably(half, bytes, midnight);
        await rename(half, join(shelf, ref));
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
      await syncFolder(shelf);
      await syncFolder(folder);
      await Promise.all([utimes(shelf, midnight, midnight), utimes(folder, midnight, midnight)]);
      return ref;
    },
    async open(ref) {
      await existing(pathOf(ref));
      return createReadStream(pathOf(ref));
    },
    size: async (ref) => (await existing(pathOf(ref))).size,
    async remove(ref) {
      if (REF.test(ref)) await rm(pathOf(ref), { force: true });
    },
    async room() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}

async function existing(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Refusal('notFound') : error;
  });
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

/** The name in the folder must outlast a power cut too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
