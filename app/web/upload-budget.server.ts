import { Refusal } from '~/domain/refusal';

/** Uploads are held in memory until sealed; together they may take this much. Small forms never wait for it. */
const BUDGET_BYTES = 640 * 1024 * 1024;
const SMALL_BYTES = 1024 * 1024;

// Memory belongs to the process, so the count does too; it holds no data.
const place = Symbol.for('anshao.uploadBytes');
const shared = globalThis as typeof globalThis & { [place]?: { taken: number } };

/** Takes memory for one request body; the returned function gives it back. Throws Refusal `busy` when none is left. */
export function reserveUpload(bytes: number): () => void {
  if (bytes <= SMALL_BYTES) return () => {};
  shared[place] ??= { taken: 0 };
  const count = shared[place];
  if (count.taken + bytes > BUDGET_BYTES) throw new Refusal('busy');
  count.taken += bytes;
  let held = true;
  return () => {
    if (held) count.taken -= bytes;
    held = false;
  };
}
