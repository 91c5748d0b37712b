/** The smallest WebAssembly module there is: its magic number and version. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
/** 64 MiB, which Argon2id needs for a receipt code, in pages of 64 KiB. */
const PAGES = 1024;

const scope = globalThis as unknown as { postMessage(works: boolean): void };

// Only a worker's own response may run WebAssembly here, so only a worker can tell whether it runs.
try {
  new WebAssembly.Instance(new WebAssembly.Module(EMPTY_MODULE));
  new WebAssembly.Memory({ initial: PAGES });
  scope.postMessage(true);
} catch {
  scope.postMessage(false);
}
