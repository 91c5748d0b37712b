import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { Refusal } from '~/domain/refusal';
import { type BlobRef, type BlobStore, isBlobRef, midnightOf } from './blob-store.server';
import type { Logger } from './logger.server';
import { type Bucket, openBucket, type S3Settings } from './s3-bucket.server';
import { shuffled } from './shuffle.server';

const DAY_MS = 86_400_000;
/** Longer than a copy takes, and than clocks of our processes differ. */
const SOON_MS = 600_000;

/**
 * Blobs as objects of a bucket: in `incoming/` on the day they come, later in `kept/`. The service keeps the time of
 * each object to the second and lets nobody set it; only a copy in its place gets rid of it.
 */
export function s3BlobStore(settings: S3Settings, now: () => number, log: Logger): BlobStore {
  const bucket = openBucket(settings, log);
  const folder = (name: Folder) => `${settings.prefix}${name}/`;
  const place: Place = (name, ref) => `${folder(name)}${ref}`;
  const known = (ref: BlobRef) => {
    if (!isBlobRef(ref)) throw new Refusal('notFound');
    // The place of renewed blobs is tried again at the end, because a blob may be renewed between the first two tries.
    return [place('kept', ref), place('incoming', ref), place('kept', ref)];
  };
  return {
    async put(bytes) {
      const ref = randomBytes(20).toString('hex');
      await bucket.put(place('incoming', ref), await whole(bytes));
      return ref;
    },
    async putBack(ref, bytes) {
      if (!isBlobRef(ref)) throw new Refusal('notFound');
      await bucket.put(place('kept', ref), await whole(bytes));
    },
    // As a whole, so that a slow reader keeps no connection to the service open, and a broken one is noticed before.
    open: async (ref) => Readable.from([await firstOf(known(ref), bucket.get)], { objectMode: false }),
    size: async (ref) => (await firstOf(known(ref), bucket.head)).bytes,
    async remove(ref) {
      if (!isBlobRef(ref)) return;
      const [came, kept] = await Promise.all([bucket.head(place('incoming', ref)), bucket.head(place('kept', ref))]);
      // A process that is renewing it at this moment sees the mark after its copy is there, and takes it away again.
      const mayBeRenewed = (came && came.changed < now() - SOON_MS) || (kept && kept.changed > now() - DAY_MS);
      if (mayBeRenewed) await bucket.put(place('gone', ref), new Uint8Array());
      await bucket.remove(place('incoming', ref));
      await bucket.remove(place('kept', ref));
    },
    async *listBefore(time) {
      for (const name of ['incoming', 'kept'] as const) yield* cameBefore(bucket, folder(name), time.getTime());
    },
    room: async () => null,
    async isEmpty() {
      for (const name of FOLDERS) for await (const _ of bucket.list(folder(name), 1)) return false;
      return true;
    },
    keepsRemoved: async () => (await bucket.keepsVersions()) === true,
    renew: () => renew(bucket, { folder, place }, now()),
  };
}

const FOLDERS = ['incoming', 'kept', 'gone'] as const;
type Folder = (typeof FOLDERS)[number];
type Place = (name: Folder, ref: BlobRef) => string;

/**
 * As with files (blob-renewal.server.ts): the copy is whole before the original goes, so that at each moment one of the
 * two is there, whatever stops it.
 */
async function renew(
  bucket: Bucket,
  { folder, place }: { folder: (name: Folder) => string; place: Place },
  now: number,
): Promise<number> {
  const midnight = midnightOf(now).getTime();
  const due: BlobRef[] = [];
  for await (const ref of cameBefore(bucket, folder('incoming'), midnight)) due.push(ref);
  let renewed = 0;
  for (const ref of shuffled(due)) {
    if (!(await bucket.copy(place('incoming', ref), place('kept', ref)))) continue;
    if (await bucket.head(place('gone', ref))) await bucket.remove(place('kept', ref));
    await bucket.remove(place('incoming', ref));
    renewed += 1;
  }
  for await (const { key, changed } of bucket.list(folder('gone')))
    if (changed < now - DAY_MS) await bucket.remove(key);
  return renewed;
}

async function* cameBefore(bucket: Bucket, folder: string, time: number): AsyncGenerator<BlobRef> {
  for await (const { key, changed } of bucket.list(folder)) {
    const ref = key.slice(folder.length);
    if (isBlobRef(ref) && changed < time) yield ref;
  }
}

async function whole(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes;
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function firstOf<T>(keys: readonly string[], get: (key: string) => Promise<T | null>): Promise<T> {
  for (const key of keys) {
    const found = await get(key);
    if (found !== null) return found;
  }
  throw new Refusal('notFound');
}
