import type { WaitingPart } from '~/contract/answers/upload';
import type { Removed } from '~/envelope/metadata/source';
import type { FileEntry } from '~/envelope/report/file-parts';
import { type PreparedFile, UploadError } from './chosen-file';

/**
 * A file as its manifest describes it, with what was removed from it; `original`: nothing was, as requested; `stays`:
 * it may still tell of people or devices.
 */
export type SentFile = FileEntry & { removed: Removed[]; original: boolean; stays: boolean };

export type HeldFile = { sent: SentFile; prepared: PreparedFile };

/** A server that loses parts again and again is not the connection's fault. */
const MAX_ROUNDS = 20;

type Server = {
  list: () => Promise<WaitingPart[]>;
  remove: (fileIndex: number) => Promise<unknown>;
  resend: (file: HeldFile, lost: ReadonlySet<number>) => Promise<void>;
};

/** Works until the server holds exactly these files. Throws UploadError `refused` when that does not come to an end. */
export async function settle(held: ReadonlyMap<number, HeldFile>, server: Server): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const list = await server.list();
    let changed = await removeStrays(held, list, server);
    for (const one of held.values()) {
      const lost = lostParts(one, list);
      if (lost.size === 0) continue;
      await server.resend(one, lost);
      changed = true;
    }
    if (!changed) return;
  }
  throw new UploadError('refused');
}

/** The parts that the server lacks, or that differ from what was sent. */
function lostParts({ sent }: HeldFile, list: readonly WaitingPart[]): Set<number> {
  const there = new Map(
    list.filter(({ file }) => file === sent.fileIndex).map(({ part, sha256 }) => [part, sha256] as const),
  );
  return new Set(sent.hashes.flatMap((hash, sequence) => (there.get(sequence) === hash ? [] : [sequence])));
}

/** Files that were removed, or failed on their way, must not go along. */
async function removeStrays(
  held: ReadonlyMap<number, HeldFile>,
  list: readonly WaitingPart[],
  { remove }: Server,
): Promise<boolean> {
  const strays = new Set(list.map(({ file }) => file).filter((file) => !held.has(file)));
  for (const file of strays) await remove(file);
  return strays.size > 0;
}
