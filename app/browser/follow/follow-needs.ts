import { browserArgon2id } from '~/browser/argon2';

/** Longer than any phone needs to start a worker. */
const MAX_MS = 20_000;

/**
 * Can this browser open and seal by itself? Tries what it needs rather than asking for names: WebCrypto, a worker, and
 * WebAssembly inside the worker (some hardened browsers lack it).
 */
export async function canSeal(): Promise<boolean> {
  const known = 'subtle' in (globalThis.crypto ?? {}) && 'Worker' in globalThis && 'DOMParser' in globalThis;
  if (!known) return false;
  const parameters = { memoryKiB: 64, iterations: 1, parallelism: 1, length: 16 };
  try {
    const hash = await Promise.race([browserArgon2id(new Uint8Array(8), new Uint8Array(16), parameters), tooLong()]);
    return hash?.length === parameters.length;
  } catch {
    return false;
  }
}

const tooLong = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), MAX_MS));
