import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const LIFE_MS = 5 * 60_000;
const RANDOM = 24;
const TIME = 6;
const MAC = 32;

/** `signIn`: for anybody; `enrol:` and `keys:` with a member's id: for that member alone. */
export type ChallengePurpose = 'signIn' | `enrol:${string}` | `keys:${string}`;

export type PasskeyChallenges = {
  /** A new challenge, URL-safe Base64 of 62 bytes, valid for five minutes and one use. */
  make(purpose: ChallengePurpose): string;
  /** Was it made here for this purpose, not too long ago, and not used? */
  isLive(purpose: ChallengePurpose, challenge: string): boolean;
  /** Checks that a challenge is valid, and uses it up. False when it was not valid. */
  use(purpose: ChallengePurpose, challenge: string): boolean;
};

/**
 * Challenges under a key that exists only in this process's memory. Only used ones are stored, not those handed out:
 * whoever asks for very many fills no table, and so cannot push out an officer's.
 */
export function passkeyChallenges(now: () => number): PasskeyChallenges {
  const key = randomBytes(32);
  const used = new Map<string, number>();
  const macOf = (purpose: ChallengePurpose, body: Buffer) =>
    createHmac('sha256', key).update(`anshao/passkey-challenge/${purpose}/`).update(body).digest();
  const sweep = () => {
    for (const [challenge, until] of used) if (until <= now()) used.delete(challenge);
  };
  const isLive: PasskeyChallenges['isLive'] = (purpose, challenge) => {
    const bytes = Buffer.from(challenge, 'base64url');
    // Only one spelling is accepted, or a used challenge could come again in another.
    if (bytes.length !== TIME + RANDOM + MAC || bytes.toString('base64url') !== challenge) return false;
    const body = bytes.subarray(0, TIME + RANDOM);
    const until = body.readUIntBE(0, TIME);
    const own = timingSafeEqual(macOf(purpose, body), bytes.subarray(TIME + RANDOM));
    return own && until > now() && !used.has(challenge);
  };
  return {
    make(purpose) {
      const body = Buffer.concat([Buffer.alloc(TIME), randomBytes(RANDOM)]);
      body.writeUIntBE(now() + LIFE_MS, 0, TIME);
      return Buffer.concat([body, macOf(purpose, body)]).toString('base64url');
    },
    isLive,
    use(purpose, challenge) {
      sweep();
      if (!isLive(purpose, challenge)) return false;
      used.set(challenge, Buffer.from(challenge, 'base64url').readUIntBE(0, TIME));
      return true;
    },
  };
}
