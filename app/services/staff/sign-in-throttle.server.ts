import { createHmac, randomBytes } from 'node:crypto';
import { type Context, today } from '~/services/context.server';

/** Wrong tries that cost nothing, because people mistype. */
const FREE = 4;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGET_MS = 3_600_000;
const MOST = 50_000;

type Tries = { wrong: number; last: number };
type Throttle = { day: string; key: Buffer; tries: Map<string, Tries> };

const kept = new WeakMap<Context, Throttle>();

/** The day's table: hashed under a key that is forgotten each midnight, in memory only. */
function throttleOf(ctx: Context): Throttle {
  const day = today(ctx);
  const found = kept.get(ctx);
  if (found?.day === day) return found;
  const fresh = { day, key: randomBytes(32), tries: new Map<string, Tries>() };
  kept.set(ctx, fresh);
  return fresh;
}

/**
 * A growing delay after wrong tries of one name from one address. Somebody elsewhere who guesses at an officer's login
 * never makes the officer wait.
 */
export function signInThrottle(ctx: Context, who: string) {
  const { key, tries } = throttleOf(ctx);
  const place = createHmac('sha256', key).update(who).digest('base64');
  const now = ctx.now();
  const found = tries.get(place);
  const before = found && now - found.last < FORGET_MS ? found : { wrong: 0, last: now };
  const wait = before.wrong < FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (before.wrong - FREE), LONGEST_WAIT_MS);
  return {
    /** Whole seconds to wait, 0 when a try is allowed. */
    seconds: Math.max(0, Math.ceil((before.last + wait - now) / 1000)),
    wrong() {
      if (tries.size >= MOST) tries.clear();
      tries.set(place, { wrong: before.wrong + 1, last: now });
    },
    right() {
      tries.delete(place);
    },
  };
}
