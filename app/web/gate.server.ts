import type { Turnstile } from '~/services/turnstile.server';
import { type ProofOfWork, proofOfWork } from './proof-of-work.server';
import { makeThrottle, type ThrottleKind } from './throttle.server';

/** Stored reports a minute, for the whole process, from which on work is asked for. */
export type PressureLimits = { pressedAt: number };

const LIMITS: PressureLimits = { pressedAt: 60 };

/** Let in, or come again after `seconds`; `proof`: at once with an answer to a task. */
export type Admission = { in: true } | { in: false; seconds: number; proof: boolean };

export type Gate = Pick<ProofOfWork, 'challenge'> & {
  admit: (kind: ThrottleKind, visitor: string, proof: string | undefined) => Promise<Admission>;
  /** A sealed report was stored. Nothing else counts: what is no report puts no work on those who bring one. */
  stored: () => void;
};

type Limits = { native?: Turnstile; throttle?: Parameters<typeof makeThrottle>[2]; pressure?: PressureLimits };

/**
 * Who comes in: everybody within the limits of their address. Sealed reports, whose browsers can do work, bring a
 * proof-of-work under pressure and from addresses past their limit (a factory behind one line). What comes without
 * scripts goes through a fair line instead (plain-line.server.ts).
 */
export function makeGate(now: () => number, day: () => string, limits: Limits = {}): Gate {
  const throttle = makeThrottle(now, day, limits.throttle);
  const { pressedAt } = limits.pressure ?? LIMITS;
  const work = proofOfWork(now, limits.native ?? ((run) => run()));
  const stored = minuteCount(now);
  return {
    challenge: work.challenge,
    stored: stored.add,
    async admit(kind, visitor, proof) {
      const seconds = throttle.take(kind, visitor);
      const pressed = kind === 'report' && stored.now() >= pressedAt;
      if ((seconds === 0 && !pressed) || (kind === 'report' && (await work.accepts(proof)))) return { in: true };
      return { in: false, seconds: seconds || 60, proof: kind === 'report' };
    },
  };
}

/** How many there were this minute. */
function minuteCount(now: () => number): { now: () => number; add: () => void } {
  let minute = -1;
  let count = 0;
  const turn = () => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, count] = [current, 0];
  };
  return {
    now: () => {
      turn();
      return count;
    },
    add: () => {
      turn();
      count += 1;
    },
  };
}
