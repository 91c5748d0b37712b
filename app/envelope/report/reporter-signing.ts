import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '~/envelope/bytes';
import { SIGNING_SEED_LENGTH, type SigningKey, signingKeyFromSeed } from '~/envelope/signing';

/**
 * The key with which a reporter signs, from the seed of the receipt code (`receiptKeys`). Its public half goes only
 * into the sealed narrative, so that whoever writes to the database cannot put another in its place.
 */
export const reporterSigningKey = (reporterSeed: Uint8Array): SigningKey =>
  signingKeyFromSeed(hkdf(sha256, reporterSeed, undefined, utf8('anshao/reporter-signing/v1'), SIGNING_SEED_LENGTH));
