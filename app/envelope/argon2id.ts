/** Cost of one Argon2id run (RFC 9106); `length` is the number of bytes returned. */
export type Argon2idParameters = { memoryKiB: number; iterations: number; parallelism: number; length: number };

/** Argon2id as a dependency: native in Node, WebAssembly in a browser's worker. Both give the same bytes. */
export type Argon2id = (password: Uint8Array, salt: Uint8Array, parameters: Argon2idParameters) => Promise<Uint8Array>;
