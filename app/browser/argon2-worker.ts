import { argon2id } from 'hash-wasm';
import type { Argon2idParameters } from '~/envelope/argon2id';

/** What the page asks, and what comes back. */
export type Argon2Request = { password: Uint8Array; salt: Uint8Array; parameters: Argon2idParameters };
export type Argon2Answer = { hash: Uint8Array } | { failed: string };

// WebAssembly needs 'wasm-unsafe-eval': only this worker's own response allows it, and the page stays at 'self'.
const scope = globalThis as unknown as {
  addEventListener(type: 'message', listener: (event: MessageEvent<Argon2Request>) => void): void;
  postMessage(answer: Argon2Answer): void;
};

scope.addEventListener('message', async ({ data: { password, salt, parameters } }) => {
  try {
    const hash = await argon2id({
      password,
      salt,
      memorySize: parameters.memoryKiB,
      iterations: parameters.iterations,
      parallelism: parameters.parallelism,
      hashLength: parameters.length,
      outputType: 'binary',
    });
    scope.postMessage({ hash });
  } catch (error) {
    scope.postMessage({ failed: error instanceof Error ? error.message : 'argon2' });
  }
});
