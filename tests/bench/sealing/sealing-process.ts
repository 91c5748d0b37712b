import { createCipheriv, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFile } from '~/envelope/report/file-parts';
import { answerParent, argument } from '../child-end';

/** `envelope`: sealed as files of a report are. `same`: only its cipher. `native`: that cipher as OpenSSL has it. */
export type SealingTask = { way: 'envelope' | 'same' | 'native'; bytes: number };
export type SealingResult = { ms: number; peakBytes: number };

const { way, bytes } = argument<SealingTask>();
/** Age seals in chunks of this size. */
const CHUNK = 64 * 1024;
const chunk = randomBytes(CHUNK);

async function* source(): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < bytes; sent += CHUNK) yield chunk.subarray(0, Math.min(CHUNK, bytes - sent));
}

async function sealWhole(): Promise<void> {
  const { recipient } = await newKeyPair();
  const file = { reportId: 'bench', fileIndex: 0, bytes: source(), reportRecipient: recipient };
  for await (const part of sealFile(file)) if (part.bytes.length === 0) throw new Error('empty part');
}

type Cipher = (key: Uint8Array, nonce: Uint8Array) => { encrypt: (plain: Uint8Array) => Uint8Array };

/** The very module that age-encryption uses, found through that package's own location. */
async function sameCipher(): Promise<Cipher> {
  const fromAge = createRequire(createRequire(import.meta.url).resolve('age-encryption'));
  const module = await import(pathToFileURL(fromAge.resolve('@noble/ciphers/chacha.js')).href);
  return module.chacha20poly1305 as Cipher;
}

const nativeCipher: Cipher = (key, nonce) => ({
  encrypt: (plain) => {
    const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
});

async function cipherOnly(cipher: Cipher): Promise<void> {
  const key = randomBytes(32);
  const nonce = new Uint8Array(12);
  let count = 0;
  for await (const plain of source()) {
    new DataView(nonce.buffer).setUint32(8, count);
    count += 1;
    cipher(key, nonce).encrypt(plain);
  }
}

const cipher = way === 'same' ? await sameCipher() : nativeCipher;
const started = performance.now();
await (way === 'envelope' ? sealWhole() : cipherOnly(cipher));
const result: SealingResult = {
  ms: performance.now() - started,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
answerParent({ port: 0 }, { result: () => result });
