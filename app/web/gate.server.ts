import type { Turnstile } from '~/services/turnstile.server';
import { type ProofOfWork, proofOfWork } from './proof-of-work.server';
import { makeThrottle, type ThrottleKind } from './throttle.server';

/** What costs the house dearly and anybody may ask for. */
export const PROVABLE = ['report', 'code'] as const satisfies readonly ThrottleKind[];
type Provable = (typeof PROVABLE)[number];

/** Per minute, for the whole process: from when on work is asked for, and how many come in without it. */
export type PressureLimits = Record<Provable, { pressedAt: number; withoutProof: number }>;

const LIMITS: PressureLimits = {
  report: { pressedAt: 60, withoutProof: 20 },
  code: { pressedAt: 120, withoutProof: 40 },
};

/** Under pressure, without work, from one network. */
const FEW = Object.fromEntries(
  (['view', 'post', 'report', 'upload', 'code', 'signIn'] as const).map((kind) => [kind, { most: 3, perMs: 60_000 }]),
) as NonNullable<Parameters<typeof makeThrottle>[2]>;

/** Let in, or come again after `seconds`; `proof`: at once with an answer to a task. */
export type Admission = { in: true } | { in: false; seconds: number; proof: boolean };

export type Gate = Pick<ProofOfWork, 'challenge'> & {
  admit: (kind: ThrottleKind, visitor: string, proof: string | undefined) => Promise<Admission>;
};

type Limits = { native?: Turnstile; throttle?: Parameters<typeof makeThrottle>[2]; pressure?: PressureLimits };

/**
 * Who comes in. In calm times everybody within the limits of their address. Under pressure, and for addresses past
 * their limit (a factory behind one line), whoever brings a proof-of-work; and a few a minute who cannot, since
 * scripts may be off.
 */
export function makeGate(now: () => number, day: () => string, limits: Limits = {}): Gate {
  const throttle = makeThrottle(now, day, limits.throttle);
  const pressure = limits.pressure ?? LIMITS;
  const work = proofOfWork(now, limits.native ?? ((run) => run()));
  // Only those let in count: whoever is turned away cannot keep others waiting.
  const admitted = { report: minuteCount(now), code: minuteCount(now) };
  const unproven = { report: minuteCount(now), code: minuteCount(now) };
  const few = makeThrottle(now, day, FEW);

  /** A place among the few of this minute, of which one network takes a handful at most. */
  function withoutProof(kind: Provable, visitor: string): boolean {
    if (unproven[kind].now() >= pressure[kind].withoutProof || few.take(kind, visitor) > 0) return false;
    unproven[kind].add();
    return true;
  }

  return {
    challenge: work.challenge,
    async admit(kind, visitor, proof) {
      const seconds = throttle.take(kind, visitor);
      if (!isProvable(kind)) return seconds === 0 ? { in: true } : { in: false, seconds, proof: false };
      const pressed = admitted[kind].now() >= pressure[kind].pressedAt;
      const letIn = seconds === 0 && !pressed;
      if (!letIn && !(await work.accepts(proof)) && !(seconds === 0 && withoutProof(kind, visitor))) {
        return { in: false, seconds: seconds || 60, proof: true };
      }
      admitted[kind].add();
      return { in: true };
    },
  };
}

const isProvable = (kind: ThrottleKind): kind is Provable => (PROVABLE as readonly ThrottleKind[]).includes(kind);

/** How many came in this minute. */
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
