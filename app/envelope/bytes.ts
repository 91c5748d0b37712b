import { base64urlnopad } from '@scure/base';
import { EnvelopeError } from './errors';

const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export const utf8 = (value: string): Uint8Array => encoder.encode(value);

/** Text of UTF-8 bytes; throws EnvelopeError `damaged` for anything that is not UTF-8. */
export function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new EnvelopeError('damaged', 'not UTF-8');
  }
}

/** URL-safe Base64 without padding (RFC 4648 section 5). */
export const toBase64 = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** Strict inverse of `toBase64`; throws EnvelopeError `damaged`. */
export function fromBase64(value: string): Uint8Array {
  try {
    return base64urlnopad.decode(value);
  } catch {
    throw new EnvelopeError('damaged', 'not Base64');
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Compares in constant time: it does not stop at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i += 1) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

export const randomBytes = (length: number): Uint8Array => globalThis.crypto.getRandomValues(new Uint8Array(length));
