import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tx } from '#db/client';
import { chinaDate } from '~/domain/dates';
import { isFirst } from '~/services/first-of-all.server';

const LIFE_MS = 5 * 60_000;
const RANDOM = 24;
const TIME = 6;
const MAC = 32;

/** `signIn`: for anybody; `enrol:` and `keys:` with a member's id: for that member alone. */
export type ChallengePurpose = 'signIn' | `enrol:${string}` | `keys:${string}`;

export type PasskeyChallenges = {
  /** A new challenge, URL-safe Base64 of 62 bytes, valid for five minutes and one use. */
  make(purpose: ChallengePurpose): string;
  /** Was it made by this site for this purpose, and not too long ago? Whether it was used, `use` tells. */
  isLive(purpose: ChallengePurpose, challenge: string): boolean;
  /**
   * Checks that a challenge is valid, and uses it up for all web processes, where the transaction stands. False when it
   * was not valid.
   */
  use(tx: Tx, purpose: ChallengePurpose, challenge: string): Promise<boolean>;
};

/**
 * Challenges under a key of the site, so that one web process takes what another one gave out. Only used ones are
 * stored, by their day and a hash, and not those handed out: whoever asks for very many fills no table, and so cannot
 * push out an officer's.
 */
export function passkeyChallenges(now: () => number, key: Uint8Array): PasskeyChallenges {
  const macOf = (purpose: ChallengePurpose, body: Buffer) =>
    createHmac('sha256', key).update(`anshao/passkey-challenge/${purpose}/`).update(body).digest();
  const isLive: PasskeyChallenges['isLive'] = (purpose, challenge) => {
    const bytes = Buffer.from(challenge, 'base64url');
    // Only one spelling is accepted, or a used challenge could come again in another.
    if (bytes.length !== TIME + RANDOM + MAC || bytes.toString('base64url') !== challenge) return false;
    const body = bytes.subarray(0, TIME + RANDOM);
    const until = body.readUIntBE(0, TIME);
    return timingSafeEqual(macOf(purpose, body), bytes.subarray(TIME + RANDOM)) && until > now();
  };
  return {
    make(purpose) {
      const body = Buffer.concat([Buffer.alloc(TIME), randomBytes(RANDOM)]);
      body.writeUIntBE(now() + LIFE_MS, 0, TIME);
      return Buffer.concat([body, macOf(purpose, body)]).toString('base64url');
    },
    isLive,
    use: async (tx, purpose, challenge) =>
      isLive(purpose, challenge) && (await isFirst(tx, markOf(challenge), chinaDate(now()))),
  };
}

/** The challenge's place among what is done once, as a UUID. */
const markOf = (challenge: string): string =>
  createHash('sha256')
    .update(`anshao/passkey-challenge/used/${challenge}`)
    .digest('hex')
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
