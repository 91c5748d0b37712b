import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { type RoomLimits, sessionRoom } from '~/domain/session-room';

/**
 * The sessions that one report may have: a telephone, a computer and somebody who reports along. It takes five thousand
 * reports to fill all sessions.
 */
const LIMITS: RoomLimits = { lifeMs: 20 * 60_000, most: 20_000, maxOfOwner: 4 };

/**
 * A reporter's short session: which report it is, and the seed that opens its thread; null where the browser keeps the
 * seed.
 */
export type FollowSession = { reportId: string; seed: Uint8Array | null };
/** What was typed on the page before it locked itself; it is put back until it is sent. */
const typedWords = z.record(z.string(), z.string());
export type TypedWords = Readonly<z.output<typeof typedWords>>;

export type FollowSessions = {
  /** Returns the cookie value, the only place that holds the key. */
  open(session: FollowSession, typed?: TypedWords): string;
  read(cookie: string): FollowSession | null;
  /** The words that wait for the forms of this page; empty once they are dropped. */
  typed(cookie: string): TypedWords;
  dropTyped(cookie: string): void;
  close(cookie: string): void;
};

type Sealed = { nonce: Buffer; sealed: Buffer; tag: Buffer };
type Kept = { reportId: string; seed: Sealed; typed: Sealed | null };

/**
 * Follow sessions live only in this process's memory, for at most 20 minutes, with the seed encrypted (AES-256-GCM)
 * under a key that only the reporter's cookie holds. Nothing at rest tells that or when somebody looked. Where several
 * processes serve, the cookie begins with the name of the one that has the session, so that a proxy can lead there.
 */
export function followSessions(now: () => number, processName: string | null = null): FollowSessions {
  const kept = sessionRoom<Kept>(now, LIMITS);
  const place = (key: Buffer) => createHash('sha256').update('anshao/follow/').update(key).digest('hex');
  const begin = processName === null ? '' : `${processName}.`;
  const keyOf = (cookie: string) => {
    if (!cookie.startsWith(begin)) return null;
    const key = Buffer.from(cookie.slice(begin.length), 'base64url');
    return key.length === 32 ? key : null;
  };
  const found = (cookie: string) => {
    const key = keyOf(cookie);
    const session = key && kept.see(place(key));
    return key && session ? { key, session } : null;
  };
  return {
    open({ reportId, seed }, typed) {
      const key = randomBytes(32);
      const words = typed && Object.keys(typed).length > 0 ? Buffer.from(JSON.stringify(typed)) : null;
      const session = { reportId, seed: seal(key, seed ?? new Uint8Array()), typed: words && seal(key, words) };
      kept.open(reportId, place(key), session);
      words?.fill(0);
      return begin + key.toString('base64url');
    },
    read(cookie) {
      const one = found(cookie);
      if (!one) return null;
      const seed = new Uint8Array(opened(one.key, one.session.seed));
      return { reportId: one.session.reportId, seed: seed.length === 0 ? null : seed };
    },
    typed(cookie) {
      const one = found(cookie);
      return one?.session.typed ? typedWords.parse(JSON.parse(String(opened(one.key, one.session.typed)))) : {};
    },
    dropTyped(cookie) {
      const one = found(cookie);
      if (one) one.session.typed = null;
    },
    close(cookie) {
      const key = keyOf(cookie);
      if (key) kept.close(place(key));
    },
  };
}

function seal(key: Buffer, plain: Uint8Array): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return { nonce, sealed: Buffer.concat([cipher.update(plain), cipher.final()]), tag: cipher.getAuthTag() };
}

function opened(key: Buffer, { nonce, sealed, tag }: Sealed): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}
