import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps what lies here in memory. */
const MEMORY = '/dev/shm';
/** More than twice of what a whole run has lain at once, in bytes. */
const ROOM = 6 * 1024 ** 3;
/** Names the folder that temporary files would have had, for what must lie on the disk of the checkout. */
const DISK = 'ANSHAO_TEST_DISK';
export const temporaryOnDisk = (): string => process.env[DISK] ?? tmpdir();
/** The process that made a folder stands in its name. */
const OWNED = /^anshao-(\d+)-/;

/**
 * Temporary files of this process and of those it starts go into memory, where there is room, until it ends: a copy of
 * the tests' database costs a fifth there of what it costs on a disk, and every file of tests makes one. A machine that
 * names a folder by TMPDIR, or has no room, keeps its own.
 */
export function keepTemporaryFilesInMemory(): void {
  if (process.platform !== 'linux' || process.env.TMPDIR !== undefined) return;
  try {
    removeLeft();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize < ROOM || freemem() < ROOM) return;
  } catch {
    return;
  }
  const folder = mkdtempSync(join(MEMORY, `anshao-${process.pid}-`));
  // The database's own account finds what it is told by name, as in other folders for temporary files.
  chmodSync(folder, 0o711);
  process.env[DISK] = tmpdir();
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}

/** Removes folders of runs that were killed, which would fill the memory. */
function removeLeft(): void {
  for (const name of readdirSync(MEMORY)) {
    const owner = OWNED.exec(name)?.[1];
    if (owner && !runs(Number(owner))) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
