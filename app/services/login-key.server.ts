import argon2 from 'argon2';

/**
 * The login key is derived in the browser by the costly Argon2id and holds the passphrase's full strength, so that
 * this second hash only keeps a stolen database from signing in; OWASP's smaller setting is enough.
 */
const OPTIONS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Stands in for a login that does not exist, so that the answer takes as long; of 32 random bytes nobody kept. */
const NOBODY = '$argon2id$v=19$m=19456,p=1,t=2$T0Bn+kxjHCkV+7NkhycCvA$YM+p6ze5V1mbYVb4Xx6+vBzwDuUN2485c01479vV/QM';

export function hashLoginKey(loginKey: Uint8Array): Promise<string> {
  return argon2.hash(Buffer.from(loginKey), OPTIONS);
}

/** Takes the same time whether or not there is a hash to compare with. */
export async function loginKeyMatches(hash: string | null, loginKey: Uint8Array): Promise<boolean> {
  const matches = await argon2.verify(hash ?? NOBODY, Buffer.from(loginKey));
  return matches && hash !== null;
}
