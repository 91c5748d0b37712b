import { Decrypter, Encrypter } from 'age-encryption';
import { assertHybridFile } from './age-file';
import { concat } from './bytes';
import { EnvelopeError } from './errors';
import { assertHybrid, assertHybridIdentity } from './key-pair';

/** Beginning of a file in which its header must lie. */
const HEADER_BYTES = 64 * 1024;

/**
 * Seals a stream to one hybrid recipient as one age file, in constant memory. Throws EnvelopeError `weakRecipient`.
 */
export async function sealStream(
  plain: ReadableStream<Uint8Array>,
  recipient: string,
): Promise<ReadableStream<Uint8Array>> {
  assertHybrid(recipient);
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
    return await encrypter.encrypt(plain);
  } catch {
    throw new EnvelopeError('weakRecipient');
  }
}

/**
 * Opens an age file as a stream. Whoever reads it gets the beginning of a file before its end is known to be there: a
 * file that was cut or changed fails later, with an error of the library. Throws EnvelopeError `wrongKey`, `damaged`,
 * or `weakRecipient` when the file could also be opened by a weaker key.
 */
export async function openStream(
  sealed: ReadableStream<Uint8Array>,
  identity: string,
): Promise<ReadableStream<Uint8Array>> {
  assertHybridIdentity(identity);
  const reader = sealed.getReader();
  const begin = await beginning(reader);
  assertHybridFile(begin);
  const whole = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(begin),
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return await decrypter.decrypt(whole);
  } catch (error) {
    const noMatch = error instanceof Error && error.message.startsWith('no identity matched');
    throw new EnvelopeError(noMatch ? 'wrongKey' : 'damaged');
  }
}

async function beginning(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let length = 0; length < HEADER_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  return concat(...parts);
}
