import type { Tx } from '#db/client';
import { routingVersion } from '#db/schema/routing';
import { isEnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { openRouting, type SignedRouting } from '~/envelope/keys/routing-statement';
import { orInvalid } from './county-lock.server';
import { signedRouting } from './signed-routing.server';

type Lists = { before: DirectoryStatement | null; after: DirectoryStatement };
type Words = { attestations: SignedRouting['attestations'] | null; madeBy: string; madeOn: string };

/**
 * With a next list, its two guardians vouch for the routing in force again; otherwise the routing would rest on people
 * who may be guardians no longer. Refusal `invalid` where they did not, and the former signatures do not hold by the
 * new list. A routing that does not hold by the list before is left alone: guardians sign it anew.
 */
export async function vouchAgain(tx: Tx, { before, after }: Lists, given: Words): Promise<void> {
  const present = await signedRouting(tx);
  if (present === null || before === null || !holds(present, before)) return;
  const { version, statement, signature, publicKey } = present;
  const attestations = [...(given.attestations ?? present.attestations)];
  orInvalid(() => openRouting({ statement, signature, publicKey, attestations }, after));
  const madeBy = attestations[1]?.memberId ?? given.madeBy;
  await tx.insert(routingVersion).values({
    version,
    listVersion: after.version,
    statement,
    signature,
    attestations,
    madeBy,
    madeOn: given.madeOn,
  });
}

function holds(signed: SignedRouting, list: DirectoryStatement): boolean {
  try {
    openRouting(signed, list);
    return true;
  } catch (error) {
    if (isEnvelopeError(error)) return false;
    throw error;
  }
}
