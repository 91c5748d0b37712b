import { attestDirectory } from '~/envelope/keys/attestation';
import { type SignedDirectory, signDirectory } from '~/envelope/keys/directory';
import { canonicalDirectory, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { newSigningKey } from '~/envelope/signing';

/**
 * Everything on which a signed list rests, made anew by whoever owns the database: county key, keys of two guardians,
 * and the list, which holds by itself. Only memory tells it from the true one.
 */
export function falseCounty(before: DirectoryStatement, guardianIds: readonly string[]): SignedDirectory {
  const { seed, publicKey } = newSigningKey();
  const puppets = new Map(guardianIds.map((id) => [id, newSigningKey()]));
  const members = before.members.map((entry) => ({
    ...entry,
    signingKey: puppets.get(entry.id)?.publicKey ?? entry.signingKey,
  }));
  const statement = canonicalDirectory({ ...before, version: 1, history: [], members });
  const attestations = [...puppets].map(([memberId, puppet]) => ({
    memberId,
    signature: attestDirectory(statement, publicKey, puppet.seed),
  }));
  return { statement, signature: signDirectory(statement, seed), publicKey, attestations };
}
