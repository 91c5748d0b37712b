import argon2 from 'argon2';
import type { Context } from '~/services/context.server';

/**
 * The login key is derived in the browser by the costly Argon2id and has the passphrase's full strength. This second
 * hash only prevents signing in with a stolen database, so OWASP's smaller setting is enough.
 */
const OPTIONS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * Stands in for a login that does not exist, so that the answer takes as long. It is the hash of 32 random bytes that
 * nobody kept.
 */
const NOBODY = '$argon2id$v=19$m=19456,p=1,t=2$T0Bn+kxjHCkV+7NkhycCvA$YM+p6ze5V1mbYVb4Xx6+vBzwDuUN2485c01479vV/QM';

/** Nobody is kept waiting longer than this before they are told so. */
const HOLD_MS = 20_000;

type Lanes = Pick<Context, 'native' | 'signInLine'>;

/**
 * `of`: for whom the work is (a network, a known browser, a member), so that whoever asks much comes later. Refusal
 * `busy`.
 */
export function hashLoginKey({ native, signInLine }: Lanes, of: string, loginKey: Uint8Array): Promise<string> {
  return signInLine.pass({ of }, () => native(() => argon2.hash(Buffer.from(loginKey), OPTIONS)), HOLD_MS);
}

/** Takes the same time whether or not there is a hash to compare with. Refusal `busy` as above. */
export async function loginKeyMatches(
  { native, signInLine }: Lanes,
  of: string,
  { hash, loginKey }: { hash: string | null; loginKey: Uint8Array },
): Promise<boolean> {
  const verify = () => native(() => argon2.verify(hash ?? NOBODY, Buffer.from(loginKey)));
  const matches = await signInLine.pass({ of }, verify, HOLD_MS);
  return matches && hash !== null;
}
