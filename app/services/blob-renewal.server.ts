import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { shuffled } from './shuffle.server';

const REF = /^[0-9a-f]{40}$/;
const DAY_MS = 86_400_000;

/**
 * Copies each blob of an earlier day from `incoming` to its shelf as a new file, then removes the original: a new file
 * has times and an inode number of its own. The copy is complete and durable before it gets its name, and the original
 * is removed last, so that at each moment one of the two is whole.
 */
export async function renewBlobs(
  folder: string,
  incoming: string,
  { midnight, now }: { midnight: Date; now: number },
): Promise<number> {
  const names = await namesIn(incoming);
  const due: { ref: string; came: Date }[] = [];
  for (const ref of names.filter((name) => REF.test(name))) {
    const found = await statOf(join(incoming, ref));
    if (found && found.mtime < midnight) due.push({ ref, came: found.mtime });
  }
  let renewed = 0;
  for (const one of shuffled(due)) if (await renewOne(folder, incoming, one)) renewed += 1;
  await tidy(incoming, names, now);
  const touched = new Set(due.map(({ ref }) => join(folder, ref.slice(0, 2))));
  for (const path of [...touched, ...(due.length > 0 ? [incoming, folder] : [])])
    await utimes(path, midnight, midnight);
  return renewed;
}

async function renewOne(
  folder: string,
  incoming: string,
  { ref, came }: { ref: string; came: Date },
): Promise<boolean> {
  const first = join(incoming, ref);
  const shelf = join(folder, ref.slice(0, 2));
  const copy = join(incoming, `${ref}.${randomBytes(6).toString('hex')}.part`);
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  if (!(await copied(first, copy, came))) return false;
  await rename(copy, join(shelf, ref));
  await syncFolder(shelf);
  if (await statOf(join(incoming, `${ref}.gone`))) await rm(join(shelf, ref), { force: true });
  await rm(first, { force: true });
  return true;
}

/** False when the original is gone: removed, or renewed by another process. */
async function copied(first: string, copy: string, came: Date): Promise<boolean> {
  try {
    await copyFile(first, copy, constants.COPYFILE_EXCL);
  } catch (error) {
    await rm(copy, { force: true });
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
  const file = await open(copy, 'r+');
  try {
    await file.utimes(came, came);
    await file.sync();
  } finally {
    await file.close();
  }
  return true;
}

/** Removes halves that a crash left, and marks that nobody needs any more. */
async function tidy(incoming: string, names: readonly string[], now: number): Promise<void> {
  for (const name of names.filter((one) => one.endsWith('.part') || one.endsWith('.gone'))) {
    const found = await statOf(join(incoming, name));
    if (found && found.ctimeMs < now - DAY_MS) await rm(join(incoming, name), { force: true });
  }
}

const statOf = (path: string) => stat(path).catch(() => null);

/** The names in a folder; none where there is no folder. */
export async function namesIn(path: string): Promise<string[]> {
  return readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

/** The name in the folder must survive a power cut too. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
