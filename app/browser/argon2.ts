import type { Argon2id } from '~/envelope/argon2id';
import type { Argon2Answer, Argon2Request } from './argon2-worker';

/**
 * Argon2id in a worker of its own, ended after each run: the page stays responsive meanwhile, and the 64 MiB that held
 * the secret are given back. Rejects where workers or WebAssembly are missing or blocked.
 */
export const browserArgon2id: Argon2id = (password, salt, parameters) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./argon2-worker.ts', import.meta.url), { type: 'module' });
    const end = () => worker.terminate();
    worker.addEventListener('message', ({ data }: MessageEvent<Argon2Answer>) => {
      end();
      if ('hash' in data) resolve(data.hash);
      else reject(new Error(data.failed));
    });
    worker.addEventListener('error', (event) => {
      end();
      reject(new Error(event.message || 'argon2 worker'));
    });
    worker.postMessage({ password, salt, parameters } satisfies Argon2Request);
  });
