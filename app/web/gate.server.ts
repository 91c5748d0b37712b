import type { Semaphore } from '~/services/semaphore.server';
import { type ProofOfWork, proofOfWork } from './proof-of-work.server';
import { type QuotaLimits, uploadQuota } from './report/upload-quota.server';
import { makeThrottle, type ThrottleKind } from './throttle.server';

/** From how many stored reports a minute on, for the whole process, work is asked for. */
export type PressureLimits = { pressedAt: number };

const LIMITS: PressureLimits = { pressedAt: 60 };

/**
 * Lets a request in, or tells it to come again after `seconds`. `proof`: at once with an answer to a task; `quota`: not
 * today. `ended`: to be called, once a file's part has its answer or broke off, with the number of bytes that arrived.
 */
export type GateDecision =
  | { in: true; ended?: (arrived: number) => void }
  | { in: false; seconds: number; proof: boolean; quota?: true };

export type Gate = Pick<ProofOfWork, 'challenge'> & {
  /** `bytes`: the announced size of a file's part. */
  admit: (kind: ThrottleKind, visitor: string, proof: string | undefined, bytes?: number) => Promise<GateDecision>;
  /** Is this a right answer to a task? */
  proven: (proof: string | undefined) => Promise<boolean>;
  /**
   * Tells the gate that a new sealed report was stored. Nothing else counts, so that repeats, and what is no report,
   * cause no work for others.
   */
  stored: () => void;
};

type Limits = {
  native?: Semaphore;
  throttle?: Parameters<typeof makeThrottle>[2];
  pressure?: PressureLimits;
  quota?: QuotaLimits;
};

/**
 * Decides who comes in: everybody within the limits of their address. Sealed reports, whose browsers can do work, bring
 * a proof-of-work under pressure and from addresses past their limit (a factory behind one line), and so do files from
 * networks that have sent much today. What comes without scripts goes through a fair line instead
 * (plain-line.server.ts).
 */
export function makeGate(now: () => number, day: () => string, limits: Limits = {}): Gate {
  const throttle = makeThrottle(now, day, limits.throttle);
  const { pressedAt } = limits.pressure ?? LIMITS;
  const work = proofOfWork(now, limits.native ?? ((run) => run()));
  const stored = minuteCount(now);
  const quota = uploadQuota(now, limits.quota);

  async function admitPart(visitor: string, proof: string | undefined, bytes: number): Promise<GateDecision> {
    const spending = quota.weigh(visitor, bytes);
    if (spending === 'over') return { in: false, seconds: 3_600, proof: false, quota: true };
    if (spending === 'work' && !(await work.accepts(proof))) return { in: false, seconds: 1, proof: true };
    return { in: true, ended: quota.take(visitor, bytes) };
  }

  return {
    challenge: work.challenge,
    proven: work.accepts,
    stored: stored.add,
    async admit(kind, visitor, proof, bytes = 0) {
      const seconds = throttle.take(kind, visitor);
      if (kind === 'upload' && seconds === 0) return admitPart(visitor, proof, bytes);
      const pressed = kind === 'report' && stored.now() >= pressedAt;
      if ((seconds === 0 && !pressed) || (kind === 'report' && (await work.accepts(proof)))) return { in: true };
      return { in: false, seconds: seconds || 60, proof: kind === 'report' };
    },
  };
}

/** How many there were in this minute. */
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
