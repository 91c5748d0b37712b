import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '~/envelope/bytes';
import { SIGNING_SEED_LENGTH, type SigningKey, signingKeyFromSeed } from '~/envelope/signing';

/**
 * Signing keys that only somebody who opened a report can have, derived from the seed of the report key. `ask` is for
 * requests to identify the reporter and for transfers, `claim` for the statement of who may claim a reward. They are
 * two keys, so that nothing joins a payment to a case. The public halves lie only in shares and the card, never in a
 * row.
 */
export type ProofUse = 'ask' | 'claim';

const INFO: Readonly<Record<ProofUse, Uint8Array>> = {
  ask: utf8('anshao/report-proof/ask/v1'),
  claim: utf8('anshao/report-proof/claim/v1'),
};

export const reportProofKey = (reportSeed: Uint8Array, use: ProofUse): SigningKey =>
  signingKeyFromSeed(hkdf(sha256, reportSeed, undefined, INFO[use], SIGNING_SEED_LENGTH));
