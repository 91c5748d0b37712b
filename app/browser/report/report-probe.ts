/** What a browser may lack for sealing. */
export type MissingFeature = 'crypto' | 'worker' | 'wasm' | 'streams';

/** A worker that says nothing for this long is assumed to be blocked, because some browsers never report it. */
const WORKER_MS = 20_000;

/** Tries everything that sealing needs; an empty list means that it can be done here. */
export async function findLacks(): Promise<MissingFeature[]> {
  const lacks: MissingFeature[] = [];
  if (!hasCrypto()) lacks.push('crypto');
  if (!hasStreams()) lacks.push('streams');
  const worker = await tryWorker();
  if (worker !== 'works') lacks.push(worker);
  return lacks;
}

const hasCrypto = (): boolean =>
  typeof globalThis.crypto?.subtle?.importKey === 'function' && typeof crypto.randomUUID === 'function';

const hasStreams = (): boolean =>
  typeof ReadableStream === 'function' &&
  typeof TransformStream === 'function' &&
  typeof Blob.prototype.stream === 'function';

function tryWorker(): Promise<'works' | 'worker' | 'wasm'> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL('./report-probe-worker.ts', import.meta.url), { type: 'module' });
      const end = (found: 'works' | 'worker' | 'wasm') => {
        clearTimeout(limit);
        worker.terminate();
        resolve(found);
      };
      const limit = setTimeout(() => end('worker'), WORKER_MS);
      worker.onmessage = ({ data }) => end(data === true ? 'works' : 'wasm');
      worker.onerror = () => end('worker');
    } catch {
      resolve('worker');
    }
  });
}
