import { randomBytes, randomInt } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey as derive } from 'altcha-lib/algorithms/pbkdf2';
import type * as z from 'zod/mini';
import { proof } from '~/contract/posted/proof-of-work';
import { type Semaphore, semaphore } from '~/services/semaphore.server';

export type ProofOfWork = {
  /** A fresh task, about half a second of work for a cheap phone. Throws Refusal `busy` when too many ask at once. */
  challenge: () => Promise<Challenge>;
  /** Is this header (Base64 of `{challenge, solution}`) a right answer, in time, and shown for the first time? */
  accepts: (header: string | undefined) => Promise<boolean>;
};

const LONGEST_HEADER = 4_096;
const LIFE_MS = 5 * 60_000;
/** PBKDF2 rounds of one guess, and how many guesses a task takes. The work is bounded, unlike a hash lottery. */
const ROUNDS = 2_000;
const GUESSES = [200, 600] as const;
const MAX_USED = 100_000;
const MAX_WAITING = 256;

/**
 * Proof-of-work in ALTCHA's challenge format, made and checked here: there is no third party, and nothing about the
 * visitor in it. The key lives in this process; with several processes, a task is answered where it was made, or simply
 * asked for anew.
 */
export function proofOfWork(now: () => number, native: Semaphore): ProofOfWork {
  const secrets = {
    hmacSignatureSecret: randomBytes(32).toString('base64'),
    hmacKeySignatureSecret: randomBytes(32).toString('base64'),
  };
  const used = new Map<string, number>();
  // It has a lane of its own before the process's threads, so that a flood of tasks and made-up answers holds up no
  // other work.
  const lane = semaphore(1, MAX_WAITING);
  const deriveKey: typeof derive = (...given) => lane(() => native(() => derive(...given)));
  return {
    challenge: () =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: ROUNDS,
        counter: randomInt(...GUESSES),
        deriveKey,
        expiresAt: Math.ceil((now() + LIFE_MS) / 1_000),
        ...secrets,
      }),
    async accepts(header) {
      const given = header === undefined ? null : parse(header);
      const signature = given?.challenge.signature;
      const expiresAt = given?.challenge.parameters.expiresAt;
      if (!given || !signature || !expiresAt || expiresAt * 1_000 < now() || used.has(signature)) return false;
      const { challenge, solution } = given;
      // Only these two are taken from what the visitor sent; the library's settings are ours.
      const { verified } = await verifySolution({ challenge, solution, deriveKey, ...secrets }).catch(() => NOT);
      // Checked again, because the same answer may have come twice at once.
      if (!verified || used.has(signature)) return false;
      forget(used, now());
      // A valid answer is never forgotten, since it could come again; when there are too many, work is asked for a
      // moment later instead.
      if (used.size >= MAX_USED) return false;
      used.set(signature, expiresAt * 1_000);
      return true;
    },
  };
}

type Proof = z.output<typeof proof>;

function parse(header: string): Proof | null {
  if (header.length > LONGEST_HEADER) return null;
  try {
    return proof.parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
  } catch {
    return null;
  }
}

const NOT = { verified: false };

/** Late answers are refused for their age, so only the others must be remembered. */
function forget(used: Map<string, number>, now: number): void {
  for (const [signature, until] of used) {
    if (until > now) return;
    used.delete(signature);
  }
}
