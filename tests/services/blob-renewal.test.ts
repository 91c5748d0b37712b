import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { localBlobStore } from '~/services/blob-store.server';
import { rightByOrder } from './database-thief';

const DAY = 86_400_000;

/** A store whose clock is set by hand, beginning on the real day. */
function storeOfDays() {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-renewal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let now = Date.now();
  const store = localBlobStore(folder, () => now);
  return { folder, store, nextDay: () => (now += DAY) };
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const refsByInode = (folder: string) =>
  filesOf(folder)
    .sort((a, b) => statSync(a).ino - statSync(b).ino)
    .map((path) => path.slice(-40));
const refsByChange = (folder: string) =>
  filesOf(folder)
    .map((path) => ({ ref: path.slice(-40), at: statSync(path, { bigint: true }).ctimeNs }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ ref }) => ref);

test('the next day neither times, numbers nor order of files tell in which order they came', async () => {
  const { folder, store, nextDay } = storeOfDays();
  const came: string[] = [];
  for (let index = 0; index < 24; index += 1) came.push(await store.put(randomBytes(100)));
  // The control: on the same day the system's own time of change tells everything.
  expect(rightByOrder(came, refsByChange(folder))).toBe(24);
  const times = filesOf(folder).map((path) => statSync(path, { bigint: true }).ctimeNs);
  const lastCame = times.sort((a, b) => (a < b ? -1 : 1)).at(-1) ?? 0n;
  expect(await store.renew()).toBe(0);
  nextDay();
  expect(await store.renew()).toBe(24);
  // By chance one or two of 24 are right; ten happen once in millions of nights.
  expect(rightByOrder(came, refsByChange(folder))).toBeLessThan(10);
  expect(rightByOrder(came, refsByInode(folder))).toBeLessThan(10);
  for (const path of filesOf(folder)) {
    const { ctimeNs, birthtimeNs } = statSync(path, { bigint: true });
    expect(ctimeNs > lastCame && birthtimeNs > lastCame).toBe(true);
  }
});

test('files and folders keep the day as their time, the day on which they came', async () => {
  const { folder, store, nextDay } = storeOfDays();
  const ref = await store.put(randomBytes(10));
  const before = statSync(join(folder, 'incoming', ref)).mtimeMs;
  nextDay();
  await store.renew();
  const shelf = join(folder, ref.slice(0, 2));
  expect(statSync(join(shelf, ref)).mtimeMs).toBe(before);
  for (const path of [shelf, join(folder, 'incoming'), folder]) expect(statSync(path).mtimeMs).toBe(before + DAY);
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});

test('what comes or goes meanwhile is neither lost nor brought back', async () => {
  const { folder, store, nextDay } = storeOfDays();
  const before: string[] = [];
  for (let index = 0; index < 40; index += 1) before.push(await store.put(Buffer.from(`blob ${index}`)));
  nextDay();
  const gone = before.filter((_, index) => index % 4 === 0);
  const [late] = await Promise.all([
    store.put(randomBytes(3)),
    store.renew(),
    store.renew(),
    ...gone.map((ref) => store.remove(ref)),
  ]);
  await store.renew();
  expect(await store.size(late)).toBe(3);
  for (const [index, ref] of before.entries()) {
    if (gone.includes(ref)) await expect(store.size(ref)).rejects.toMatchObject({ code: 'notFound' });
    else expect(String(await buffer(await store.open(ref)))).toBe(`blob ${index}`);
  }
  expect(filesOf(folder).filter((path) => gone.some((ref) => path.endsWith(ref)))).toEqual([]);
});

test('a blob removed while it is being renewed does not come back', async () => {
  const { folder, store, nextDay } = storeOfDays();
  const ref = await store.put(randomBytes(10));
  nextDay();
  // As another process left it in the middle: the copy has its name, and the original is still there.
  mkdirSync(join(folder, ref.slice(0, 2)));
  linkSync(join(folder, 'incoming', ref), join(folder, 'incoming', `${ref}.0123456789ab.part`));
  await store.remove(ref);
  expect(readdirSync(join(folder, 'incoming'))).toContain(`${ref}.gone`);
  nextDay();
  nextDay();
  await store.renew();
  expect(filesOf(folder)).toEqual([]);
});

/** A process that is killed at the n-th call of one of the steps. */
const killedAt = (folder: string, step: string, time: number) => `
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const real = fs[${JSON.stringify(step)}];
  let left = ${time};
  fs[${JSON.stringify(step)}] = async (...given) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return real(...given);
  };
  syncBuiltinESMExports();
  const { localBlobStore } = await import('#root/blob-store');
  await localBlobStore(${JSON.stringify(folder)}, () => Date.now() + ${DAY}).renew();
`;

test.each([
  ['copyFile', 1],
  ['copyFile', 3],
  ['open', 2],
  ['rename', 1],
  ['rename', 3],
  ['rm', 1],
  ['rm', 4],
  ['utimes', 1],
])('killed at %s (%i) it loses no blob, and the next run leaves nothing half-done', async (step, time) => {
  const { folder, store, nextDay } = storeOfDays();
  const blobs = new Map<string, Buffer>();
  for (let index = 0; index < 5; index += 1) {
    const bytes = randomBytes(20_000);
    blobs.set(await store.put(bytes), bytes);
  }
  const source = killedAt(folder, step, time).replace(
    "'#root/blob-store'",
    `'${process.cwd()}/app/services/blob-store.server.ts'`,
  );
  const { signal } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
  expect(signal).toBe('SIGKILL');
  for (const [ref, bytes] of blobs) expect(await buffer(await store.open(ref))).toEqual(bytes);
  nextDay();
  nextDay();
  await store.renew();
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  expect(filesOf(folder)).toHaveLength(5);
  for (const [ref, bytes] of blobs) expect(readFileSync(join(folder, ref.slice(0, 2), ref))).toEqual(bytes);
});
