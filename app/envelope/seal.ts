import { openAge, sealAge } from './age-file';
import { concat, equalBytes, text, utf8 } from './bytes';
import { EnvelopeError } from './errors';
import { padme } from './padding';
import { sealedSize } from './sealed-size';

export type PartKind =
  | 'narrative'
  | 'fileManifest'
  | 'file'
  | 'reporterMessage'
  | 'staffMessage'
  | 'note'
  | 'finding'
  | 'evidence'
  | 'penalty'
  | 'rewardSteps'
  | 'rewardPayment'
  | 'identity'
  | 'payee'
  | 'wrappedKey'
  | 'share'
  | 'keyFile'
  | 'memberKeys'
  | 'reason'
  | 'release'
  | 'reporterCard'
  | 'keyRenewal'
  | 'withdrawal'
  | 'outcome'
  | 'staffDraft'
  | 'hazard'
  | 'hazardFile';

/** What a sealed part is, where it belongs (id of report, case, unit key, reward …), and its sequence number there. */
export type PartLabel = { kind: PartKind; scope: string; sequence: number };

const MAGIC = utf8('ANS1');
/** 1 = age with mlkem768x25519; other numbers leave room for an SM2/SM3/SM4 suite. */
const SUITE_HYBRID = 1;
const FRAME = MAGIC.length + 1 + 2;
const LONGEST_HEADER = 2048;

/**
 * Seals content as a plain age file to hybrid recipients. The plaintext begins with 'ANS1', the suite, the header's
 * length (2 bytes, big endian) and the header as JSON; then comes the content, and zeros pad the whole to its Padmé
 * length.
 */
export async function seal(label: PartLabel, content: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  return sealAge(framed(label, content), recipients);
}

/**
 * Opens what `seal` made and checks that it is the expected part, so that a server can neither swap nor reorder parts.
 * Throws EnvelopeError: wrongKey, wrongPart, damaged, newerVersion (another suite), weakRecipient.
 */
export async function open(sealed: Uint8Array, identity: string, expected: PartLabel): Promise<Uint8Array> {
  return unframed(await openAge(sealed, identity), expected);
}

/** Size of the age file that `seal` makes for one recipient from `contentLength` bytes; nothing is sealed. */
export const sealedLength = (label: PartLabel, contentLength: number): number =>
  sealedSize(padme(FRAME + headerOf(label, contentLength).length + contentLength));

/** Seals a JSON value; `leastBytes` pads it with blanks, so that values of different length look alike. */
export async function sealJson(
  label: PartLabel,
  value: unknown,
  recipients: readonly string[],
  leastBytes = 0,
): Promise<Uint8Array> {
  const json = utf8(JSON.stringify(value));
  const blanks = new Uint8Array(Math.max(0, leastBytes - json.length)).fill(0x20);
  return seal(label, concat(json, blanks), recipients);
}

/** Opens what `sealJson` made. Its shape is only the sealer's word, so a content of the contract has to read it. */
export async function openJson(sealed: Uint8Array, identity: string, expected: PartLabel): Promise<unknown> {
  const json = text(await open(sealed, identity, expected));
  try {
    const said: unknown = JSON.parse(json);
    return said;
  } catch {
    throw new EnvelopeError('damaged', 'not JSON');
  }
}

function framed(label: PartLabel, content: Uint8Array): Uint8Array {
  const header = headerOf(label, content.length);
  const plain = new Uint8Array(padme(FRAME + header.length + content.length));
  plain.set(MAGIC);
  plain[MAGIC.length] = SUITE_HYBRID;
  plain[MAGIC.length + 1] = header.length >> 8;
  plain[MAGIC.length + 2] = header.length & 0xff;
  plain.set(header, FRAME);
  plain.set(content, FRAME + header.length);
  return plain;
}

function unframed(plain: Uint8Array, expected: PartLabel): Uint8Array {
  const suite = plain[MAGIC.length];
  if (!equalBytes(plain.subarray(0, MAGIC.length), MAGIC)) throw new EnvelopeError('damaged', 'not a sealed part');
  if (suite !== SUITE_HYBRID) {
    throw new EnvelopeError((suite ?? 0) > SUITE_HYBRID ? 'newerVersion' : 'damaged', 'unknown suite');
  }
  const start = FRAME + (((plain[MAGIC.length + 1] ?? 0) << 8) | (plain[MAGIC.length + 2] ?? 0));
  const header = plain.subarray(FRAME, start);
  const length = lengthIn(header);
  if (!equalBytes(header, headerOf(expected, length))) throw new EnvelopeError('wrongPart');
  const end = start + length;
  if (plain.length !== padme(end) || plain.subarray(end).some((byte) => byte !== 0)) {
    throw new EnvelopeError('damaged', 'padding');
  }
  return plain.slice(start, end);
}

/** Members always in this order, so that two headers are equal exactly when their bytes are. */
function headerOf({ kind, scope, sequence }: PartLabel, length: number): Uint8Array {
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new RangeError('sequence');
  const header = utf8(JSON.stringify({ kind, scope, sequence, length }));
  if (header.length > LONGEST_HEADER) throw new RangeError('scope');
  return header;
}

function lengthIn(header: Uint8Array): number {
  const length = lengthSaid(header);
  if (typeof length !== 'number' || !Number.isSafeInteger(length) || length < 0 || length > 2 ** 40) {
    throw new EnvelopeError('damaged', 'length');
  }
  return length;
}

function lengthSaid(header: Uint8Array): unknown {
  try {
    const said: unknown = JSON.parse(text(header));
    return typeof said === 'object' && said !== null && 'length' in said ? said.length : undefined;
  } catch {
    throw new EnvelopeError('damaged', 'header');
  }
}
