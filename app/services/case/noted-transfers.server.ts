import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';

/** A place in the county's chain of transfers, and the hash there. */
const transferHead = z.object({ sequence: z.int(), head: z.string() });
export type TransferHead = z.output<typeof transferHead>;

/**
 * The newest transfer that this site knows of, stored beside the database and never in it, out of reach of whoever
 * deletes rows. Several processes share the file, as they share the server secret.
 */
export type NotedTransfers = {
  /** Null before there is one. */
  read: () => TransferHead | null;
  /** Only ever moves forward. Durable when it returns. */
  note: (head: TransferHead) => void;
};

/** Stores it in a file with one line of JSON, mode 0600. */
export function notedTransfers(file: string): NotedTransfers {
  const read = (): TransferHead | null => {
    const text = readIfThere(file);
    return text === null ? null : parsed(text);
  };
  return {
    read,
    note(head) {
      // Two processes at once may leave the earlier of two; the next look notes the newest again.
      if ((read()?.sequence ?? 0) >= head.sequence) return;
      mkdirSync(dirname(file), { recursive: true });
      const half = `${file}.${randomBytes(6).toString('hex')}`;
      const handle = openSync(half, 'wx', 0o600);
      writeSync(handle, `${JSON.stringify(head)}\n`);
      fsyncSync(handle);
      closeSync(handle);
      renameSync(half, file);
    },
  };
}

/** An unreadable file must not be taken for an absent one. */
function parsed(text: string): TransferHead {
  return transferHead.parse(JSON.parse(text));
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
