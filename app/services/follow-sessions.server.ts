import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const LIFE_MS = 20 * 60_000;
const MOST = 20_000;
/** Of one report: who opens one page again and again ends sessions of their own, never those of others. */
const MOST_OF_A_REPORT = 10;

/** A reporter's short session: which report, and the seed that opens its thread; null where the browser keeps it. */
export type FollowSession = { reportId: string; seed: Uint8Array | null };

export type FollowSessions = {
  /** Returns the cookie value, the only place where the key is. */
  open(session: FollowSession): string;
  read(cookie: string): FollowSession | null;
  close(cookie: string): void;
};

type Kept = { reportId: string; nonce: Buffer; sealed: Buffer; tag: Buffer; until: number };

/**
 * Follow sessions live in this process's memory only, for at most 20 minutes, with the seed encrypted (AES-256-GCM)
 * under a key that only the reporter's cookie holds: nothing at rest tells that or when somebody looked.
 */
export function followSessions(now: () => number): FollowSessions {
  const kept = new Map<string, Kept>();
  const place = (key: Buffer) => createHash('sha256').update('anshao/follow/').update(key).digest('hex');
  const sweep = () => {
    for (const [at, session] of kept) if (session.until <= now() || kept.size > MOST) kept.delete(at);
  };
  const makeRoom = (reportId: string) => {
    const own = [...kept].flatMap(([at, session]) => (session.reportId === reportId ? [at] : []));
    for (const at of own.slice(0, Math.max(0, own.length + 1 - MOST_OF_A_REPORT))) kept.delete(at);
  };
  const keyOf = (cookie: string) => {
    const key = Buffer.from(cookie, 'base64url');
    return key.length === 32 ? key : null;
  };
  return {
    open({ reportId, seed }) {
      sweep();
      makeRoom(reportId);
      const key = randomBytes(32);
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(seed ?? new Uint8Array()), cipher.final()]);
      kept.set(place(key), { reportId, nonce, sealed, tag: cipher.getAuthTag(), until: now() + LIFE_MS });
      return key.toString('base64url');
    },
    read(cookie) {
      const key = keyOf(cookie);
      const session = key && kept.get(place(key));
      if (!key || !session) return null;
      if (session.until <= now()) {
        kept.delete(place(key));
        return null;
      }
      const decipher = createDecipheriv('aes-256-gcm', key, session.nonce);
      decipher.setAuthTag(session.tag);
      const seed = new Uint8Array(Buffer.concat([decipher.update(session.sealed), decipher.final()]));
      return { reportId: session.reportId, seed: seed.length === 0 ? null : seed };
    },
    close(cookie) {
      const key = keyOf(cookie);
      if (key) kept.delete(place(key));
    },
  };
}
