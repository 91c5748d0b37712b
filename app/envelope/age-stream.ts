import { Decrypter, Encrypter } from 'age-encryption';
import { assertHybridFile } from './age-file';
import { concat } from './bytes';
import { EnvelopeError } from './errors';
import { assertHybrid, assertHybridIdentity } from './key-pair';

type Chunks = AsyncIterable<Uint8Array>;

/** Beginning of a file in which its header must lie. */
const HEADER_BYTES = 64 * 1024;

/** Seals a stream to one hybrid recipient as one age file, in constant memory. Throws EnvelopeError `weakRecipient`. */
export async function* sealStream(plain: Chunks, recipient: string): AsyncGenerator<Uint8Array> {
  assertHybrid(recipient);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  yield* chunksOf(await encrypter.encrypt(streamOf(plain)));
}

/**
 * Opens an age file as a stream. Whoever reads it gets the beginning of a file before its end is known to be there: a
 * file that was cut or changed fails later, with an error of the library. Throws EnvelopeError `wrongKey`, `damaged`,
 * or `weakRecipient` when the file could also be opened by a weaker key.
 */
export async function openStream(sealed: Chunks, identity: string): Promise<Chunks> {
  assertHybridIdentity(identity);
  const rest = sealed[Symbol.asyncIterator]();
  const begin = await beginning(rest);
  assertHybridFile(begin);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return chunksOf(await decrypter.decrypt(streamOf(joined(begin, rest))));
  } catch (error) {
    const noMatch = error instanceof Error && error.message.startsWith('no identity matched');
    throw new EnvelopeError(noMatch ? 'wrongKey' : 'damaged');
  }
}

async function beginning(rest: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let length = 0; length < HEADER_BYTES; ) {
    const { done, value } = await rest.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  return concat(...parts);
}

async function* joined(begin: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield begin;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** A stream that asks for the next chunk only when it is read, so that an error always reaches whoever reads. */
function streamOf(chunks: Chunks): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await iterator.return?.()),
  });
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let at = await reader.read(); !at.done; at = await reader.read()) yield at.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
