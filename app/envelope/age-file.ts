import { Decrypter, Encrypter } from 'age-encryption';
import { EnvelopeError } from './errors';
import { assertHybrid, assertHybridIdentity } from './key-pair';

const FIRST_LINE = 'age-encryption.org/v1';
/** Bound on the search for the end of a header; a hybrid stanza takes about 1,600 bytes. */
const LONGEST_HEADER = 1024 * 1024;

/**
 * Seals one age file (c2sp.org/age) to one or more hybrid recipients. Throws EnvelopeError `weakRecipient` for any
 * other recipient and for none at all.
 */
export async function sealAge(plain: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new EnvelopeError('weakRecipient', 'no recipient');
  for (const recipient of recipients) assertHybrid(recipient);
  const encrypter = new Encrypter();
  try {
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    return await encrypter.encrypt(plain);
  } catch {
    // The key has the right length, but ML-KEM does not accept it.
    throw new EnvelopeError('weakRecipient');
  }
}

/**
 * Opens an age file sealed to hybrid recipients only. Throws EnvelopeError `wrongKey`, `damaged`, or `weakRecipient`
 * when the file could also be opened by a weaker key.
 */
export async function openAge(sealed: Uint8Array, identity: string): Promise<Uint8Array> {
  assertHybridIdentity(identity);
  assertHybridFile(sealed);
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    return await decrypter.decrypt(sealed);
  } catch (error) {
    const noMatch = error instanceof Error && error.message.startsWith('no identity matched');
    throw new EnvelopeError(noMatch ? 'wrongKey' : 'damaged');
  }
}

/**
 * Checks what can be seen of a sealed file without a key: an age header, for hybrid recipients only. Throws
 * EnvelopeError `damaged` or `weakRecipient`. It says nothing about the payload.
 */
export function assertHybridFile(sealed: Uint8Array): void {
  const kinds = stanzaKinds(sealed).filter((kind) => !isGrease(kind));
  if (kinds.length === 0) throw new EnvelopeError('damaged', 'no recipient');
  if (kinds.some((kind) => kind !== 'mlkem768x25519')) throw new EnvelopeError('weakRecipient');
}

/** Stanzas that age implementations may add at random so that readers stay tolerant. */
const isGrease = (kind: string): boolean => kind === 'grease' || kind.endsWith('-grease');

/** Recipient kinds named in the header; the library checks the header in full afterwards. */
function stanzaKinds(sealed: Uint8Array): string[] {
  const lines = headerText(sealed).split('\n');
  if (lines[0] !== FIRST_LINE) throw new EnvelopeError('damaged', 'not an age file');
  return lines.filter((line) => line.startsWith('-> ')).map((line) => line.slice(3).split(' ')[0] ?? '');
}

/** Reads line by line up to the MAC line, because the payload after it may hold any bytes. */
function headerText(sealed: Uint8Array): string {
  const most = Math.min(sealed.length, LONGEST_HEADER);
  let start = 0;
  while (start < most) {
    const end = sealed.indexOf(0x0a, start);
    if (end < 0 || end >= most) break;
    if (sealed[start] === 0x2d && sealed[start + 1] === 0x2d && sealed[start + 2] === 0x2d) {
      return new TextDecoder('latin1').decode(sealed.subarray(0, start));
    }
    start = end + 1;
  }
  throw new EnvelopeError('damaged', 'no header');
}
