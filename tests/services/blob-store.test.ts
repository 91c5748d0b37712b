import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { type BlobStore, localBlobStore } from '~/services/blob-store.server';
import { s3BlobStore } from '~/services/s3-blob-store.server';
import { startSwift } from '../s3/swift';

const NOON = Date.parse('2025-09-15T12:34:56+08:00');

function localStore() {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-blobs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, store: localBlobStore(folder, () => NOON) };
}

const swift = await startSwift();
afterAll(() => swift.stop());

/** Every store in which reports may be kept, made empty; another store takes one more line. */
const STORES: [string, () => BlobStore][] = [
  ['a local folder', () => localStore().store],
  ['a bucket', () => s3BlobStore(swift.settings(), Date.now, () => undefined)],
];

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

test.each(STORES)('%s gives back what was put, whole or in pieces, as often as asked', async (_, open) => {
  const store = open();
  for (const bytes of [randomBytes(0), randomBytes(1), randomBytes(100_001)]) {
    for (const ref of [await store.put(bytes), await store.put(inPieces(bytes))]) {
      expect(await store.size(ref)).toBe(bytes.length);
      for (let time = 0; time < 2; time += 1) expect(await buffer(await store.open(ref))).toEqual(bytes);
    }
  }
});

test.each(STORES)('%s names each blob anew, by nothing of its content', async (_, open) => {
  const store = open();
  const bytes = randomBytes(50);
  const refs = await Promise.all(Array.from({ length: 20 }, () => store.put(bytes)));
  expect(new Set(refs).size).toBe(20);
  for (const ref of refs) expect(ref).toMatch(/^[\w-]{16,}$/);
});

test.each(STORES)('%s forgets what is removed, and removing it again is no error', async (_, open) => {
  const store = open();
  const [gone, kept] = [await store.put(randomBytes(9)), await store.put(randomBytes(8))];
  await store.remove(gone);
  await store.remove(gone);
  await expect(store.open(gone)).rejects.toMatchObject({ refusal: true, code: 'notFound' });
  await expect(store.size(gone)).rejects.toMatchObject({ refusal: true, code: 'notFound' });
  expect(await store.size(kept)).toBe(8);
});

test.each(STORES)('%s knows no blob by a name that it did not give out', async (_, open) => {
  const store = open();
  for (const ref of ['', '..', '../../etc/passwd', 'a'.repeat(40), 'a'.repeat(39), '%2e%2e/x', 'x\0y']) {
    await expect(store.open(ref)).rejects.toMatchObject({ refusal: true, code: 'notFound' });
    await expect(store.size(ref)).rejects.toMatchObject({ refusal: true, code: 'notFound' });
    await store.remove(ref);
  }
});

test.each(STORES)('%s keeps nothing of a source that fails halfway', async (_, open) => {
  const store = open();
  async function* failing() {
    yield randomBytes(5000);
    throw new Error('line lost');
  }
  await expect(store.put(failing())).rejects.toThrow('line lost');
});

test.each(STORES)(
  '%s has the same blobs after renewing, of any day, and forgets those removed as before',
  async (_, open) => {
    const store = open();
    const bytes = randomBytes(70_000);
    const [kept, gone] = [await store.put(bytes), await store.put(randomBytes(5))];
    await store.renew();
    expect(await buffer(await store.open(kept))).toEqual(bytes);
    await store.remove(gone);
    await store.renew();
    await expect(store.open(gone)).rejects.toMatchObject({ refusal: true, code: 'notFound' });
    expect(await store.size(kept)).toBe(70_000);
  },
);

test.each(STORES)('%s says whether anything lies in it, and keeps nothing of what was removed', async (_, open) => {
  const store = open();
  expect(await store.isEmpty()).toBe(true);
  await store.remove(await store.put(randomBytes(4)));
  await store.put(randomBytes(4));
  expect([await store.isEmpty(), await store.keepsRemoved()]).toEqual([false, false]);
});

test.each(STORES)('%s takes back what a backup has, under its name, also twice', async (_, open) => {
  const store = open();
  const [ref, bytes] = ['0123456789abcdef0123456789abcdef01234567', randomBytes(6_000)];
  for (let time = 0; time < 2; time += 1) await store.putBack(ref, inPieces(bytes));
  expect(await buffer(await store.open(ref))).toEqual(bytes);
  await expect(store.putBack('../../etc/passwd', inPieces(bytes))).rejects.toMatchObject({ code: 'notFound' });
});

test.each(STORES)('%s says how much more it takes, or that it has no end', async (_, open) => {
  const room = await open().room();
  expect(room === null || (Number.isSafeInteger(room) && room > 0)).toBe(true);
});

test('a local folder holds whole blobs only, for its owner only, with the day as their time', async () => {
  const { folder, store } = localStore();
  await store.put(randomBytes(3000));
  await expect(
    store.put(
      (async function* () {
        yield randomBytes(10);
        throw new Error('line lost');
      })(),
    ),
  ).rejects.toThrow();
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'));
  expect(files).toHaveLength(1);
  const { mode, size, mtimeMs } = statSync(join(folder, files[0] ?? ''));
  expect([mode & 0o777, size]).toEqual([0o600, 3000]);
  expect(mtimeMs).toBe(Date.parse('2025-09-15T00:00:00+08:00'));
});
