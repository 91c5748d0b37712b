import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type RoomLimits, sessionRoom } from '~/domain/session-room';

/** Of one report a telephone, a computer and somebody who reports with them: to fill all takes five thousand reports. */
const LIMITS: RoomLimits = { lifeMs: 20 * 60_000, most: 20_000, mostOfOwner: 4 };

/** A reporter's short session: which report, and the seed that opens its thread; null where the browser keeps it. */
export type FollowSession = { reportId: string; seed: Uint8Array | null };

export type FollowSessions = {
  /** Returns the cookie value, the only place where the key is. */
  open(session: FollowSession): string;
  read(cookie: string): FollowSession | null;
  close(cookie: string): void;
};

type Kept = { reportId: string; nonce: Buffer; sealed: Buffer; tag: Buffer };

/**
 * Follow sessions live in this process's memory only, for at most 20 minutes, with the seed encrypted (AES-256-GCM)
 * under a key that only the reporter's cookie holds: nothing at rest tells that or when somebody looked.
 */
export function followSessions(now: () => number): FollowSessions {
  const kept = sessionRoom<Kept>(now, LIMITS);
  const place = (key: Buffer) => createHash('sha256').update('anshao/follow/').update(key).digest('hex');
  const keyOf = (cookie: string) => {
    const key = Buffer.from(cookie, 'base64url');
    return key.length === 32 ? key : null;
  };
  return {
    open({ reportId, seed }) {
      const key = randomBytes(32);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(seed ?? new Uint8Array()), cipher.final()]);
      kept.open(reportId, place(key), { reportId, nonce, sealed, tag: cipher.getAuthTag() });
      return key.toString('base64url');
    },
    read(cookie) {
      const key = keyOf(cookie);
      const session = key && kept.see(place(key));
      if (!key || !session) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, session.nonce);
      decipher.setAuthTag(session.tag);
      const seed = new Uint8Array(Buffer.concat([decipher.update(session.sealed), decipher.final()]));
      return { reportId: session.reportId, seed: seed.length === 0 ? null : seed };
    },
    close(cookie) {
      const key = keyOf(cookie);
      if (key) kept.close(place(key));
    },
  };
}
