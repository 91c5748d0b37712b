import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export type RunningServer = {
  pid: number;
  /** Folder of its Unix socket. */
  sockets: string;
  /** Whether it has said that it takes connections. */
  ready: boolean;
  alive: boolean;
};

/** Reads `postmaster.pid`: process id, data folder, start, port, socket folder, address, memory key, status. */
export function readRunning(folder: string): RunningServer | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Math.abs(Number(lines[0]));
  if (!pid) return null;
  return { pid, sockets: lines[4] ?? '', ready: lines[7]?.trim() === 'ready', alive: isPostgres(pid) };
}

/** Whether a process is alive, also one of another account. A zombie is not. */
export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  try {
    // "pid (comm) S …"
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

function isPostgres(pid: number): boolean {
  if (!processAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return true;
  }
}

/**
 * Removes a lock file whose process id now belongs to another program (after a restart of the machine or container),
 * because PostgreSQL itself would refuse to start. One whose process is gone is left to PostgreSQL, which removes it
 * after checks of its own.
 */
export function removeStaleLock(folder: string): void {
  const found = readRunning(folder);
  if (found && !found.alive && processAlive(found.pid)) rmSync(join(folder, 'postmaster.pid'), { force: true });
}
