import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { type Found, finderOf } from './marker-search';

const CHUNK = 16 * 1024 * 1024;
/** More than the longest form of a marker, so that what lies across two chunks is found in the first. */
const OVERLAP = 4096;

/** What a process can have written: everything but files mapped for reading, and the kernel's own pages. */
function writtenRegions(pid: number): { from: number; to: number; name: string }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) (r.)\S* \S+ \S+ \d+\s*(.*)$/.exec(line);
      const [, from = '', to = '', rights, name = ''] = found ?? [];
      const kernel = name.startsWith('[v');
      const readOnlyFile = name.startsWith('/') && rights === 'r-';
      if (!found || kernel || readOnlyFile) return [];
      return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), name }];
    });
}

/**
 * Searches the whole memory of a running process for texts, in every form of marker-search. Linux only; the process
 * must be a child of this one. Returns the names found, and how many bytes were searched.
 */
export function searchMemory(
  pid: number,
  markers: Readonly<Record<string, string>>,
): { found: Found[]; bytes: number } {
  const find = finderOf(markers);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  const buffer = Buffer.alloc(CHUNK + OVERLAP);
  const found = new Map<string, Found>();
  let bytes = 0;
  try {
    for (const { from, to, name } of writtenRegions(pid)) {
      for (let at = from; at < to; at += CHUNK) {
        const read = readAt(memory, buffer, at, Math.min(to - at, CHUNK + OVERLAP));
        bytes += read;
        for (const one of find(name || 'memory', buffer.subarray(0, read))) found.set(one.marker + one.form, one);
      }
    }
  } finally {
    closeSync(memory);
  }
  return { found: [...found.values()], bytes };
}

/** A region may have gone meanwhile, or never have had pages; then there is nothing to read. */
function readAt(memory: number, buffer: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, buffer, 0, length, at);
  } catch {
    return 0;
  }
}
