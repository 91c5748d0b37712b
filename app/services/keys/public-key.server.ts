import { Refusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { assertHybrid } from '~/envelope/key-pair';

/** Refusal `invalid` for anything but a post-quantum hybrid age recipient. */
export function requireRecipient(recipient: string): void {
  orInvalid(() => assertHybrid(recipient));
}

/** Refusal `invalid` for anything but an Ed25519 public key in base64. */
export function requireSigningKey(publicKey: string): void {
  if (orInvalid(() => fromBase64(publicKey)).length !== 32) throw new Refusal('invalid');
}

/** Decodes posted base64; Refusal `invalid` when it is none. */
export function requireBytes(base64: string): Uint8Array {
  return orInvalid(() => fromBase64(base64));
}

function orInvalid<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid') : error;
  }
}
