import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8 } from '../bytes';

/**
 * A mark by which a unit recognises a row of its old ledger that is in already: an HMAC under a key derived from the
 * unit's own, so that the server, which keeps only its hash, can neither read it nor try out numbers and days.
 */
export function ledgerTag(unitSeed: Uint8Array, place: string): string {
  const key = hkdf(sha256, unitSeed, undefined, utf8('anshao/ledger-row/v1'), 32);
  return toBase64(hmac(sha256, key, utf8(place)));
}
