import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { sealAge } from './age-file';
import { randomBytes, utf8 } from './bytes';
import type { Superior } from './keys/superior';
import { padme } from './padding';

/**
 * The keys of the superior's holders, each once; empty while it has none. Whoever has one of them opens a file.
 */
export const holdersKeys = ({ holders }: Pick<Superior, 'holders'>): string[] => [
  ...new Set(holders.map(({ recipient }) => recipient)),
];

/**
 * Seals a file for somebody outside, who opens it with the age command alone: the plaintext is the file itself, without
 * our own heading. Throws EnvelopeError `weakRecipient`.
 */
export const sealOutside = (plain: Uint8Array, superior: Pick<Superior, 'holders'>): Promise<Uint8Array> =>
  sealAge(plain, holdersKeys(superior));

/** A text as a file, ended by blank lines up to its Padmé length, which readers do not mind and sizes do not tell. */
export function paddedText(content: string): Uint8Array {
  const bytes = utf8(content);
  const padded = new Uint8Array(padme(bytes.length)).fill(0x0a);
  padded.set(bytes);
  return padded;
}

/** Ten digits that always come of the same text, so that a form that is sent twice has one number. */
export function digitsOf(text: string): string {
  const number = BigInt(`0x${bytesToHex(sha256(utf8(text)).subarray(0, 16))}`) % 10n ** 10n;
  return String(number).padStart(10, '0');
}

/** Ten random digits, each as likely as the others. */
export function randomDigits(): string {
  let digits = '';
  while (digits.length < 10)
    digits += [...randomBytes(16)]
      .filter((byte) => byte < 250)
      .map((byte) => byte % 10)
      .join('');
  return digits.slice(0, 10);
}
