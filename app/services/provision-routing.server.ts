import { attest } from '~/envelope/attestation';
import { signHeld, takersOf } from '~/envelope/held-key';
import { canonicalRouting, ROUTING, type RoutingStatement } from '~/envelope/routing-statement';
import { historyOf, openUnattested, signStatementText } from '~/envelope/signed-statement';
import type { SigningKey } from '~/envelope/signing';
import { openedInForce } from './certified.server';
import { heldWords, sayHeld } from './held-key.server';
import { type House, today } from './house.server';
import type { EnrolledMember, HeldUnitKey } from './provision.server';
import { certifyRouting, proposeRouting } from './routing-certification.server';
import { routingDraft } from './routing-draft.server';
import { signedRouting } from './signed-routing.server';

/** A member's word that they opened their unit's key, as their browser gives it. */
export async function sayHeldHere(house: House, by: EnrolledMember, { unitKeyId, pair }: HeldUnitKey): Promise<void> {
  const { memberId, keys, actor } = by;
  const signature = signHeld({ unitKeyId, recipient: pair.recipient, memberId }, keys.signing.seed);
  await sayHeld(house, actor, { unitKeyId, signature });
}

/** The routing that the rows say today: proposed by the first guardian, confirmed by the second. */
export async function signRouting(
  house: House,
  guardians: readonly EnrolledMember[],
  { seed, publicKey }: Pick<SigningKey, 'seed' | 'publicKey'>,
): Promise<number> {
  const [proposer, confirmer] = guardians;
  const { db } = house;
  const [draft, directory, last] = [await routingDraft(db), await openedInForce(db), await signedRouting(db)];
  if (!proposer || !confirmer || !draft || !directory) throw new Error('Two guardians with a list sign the routing.');
  const before = last && openUnattested(ROUTING, last);
  const statement: RoutingStatement = {
    format: 1,
    version: (before?.version ?? 0) + 1,
    madeOn: today(house),
    history: historyOf(ROUTING, before),
    takes: takersOf(directory, await heldWords(db)),
    ...draft,
  };
  const text = canonicalRouting(statement);
  const attestation = (by: EnrolledMember) => attest('routing', text, publicKey, by.keys.signing.seed);
  const version = await proposeRouting(house, proposer.actor, {
    statement: text,
    signature: signStatementText('routing', text, seed),
    attestation: attestation(proposer),
  });
  return certifyRouting(house, confirmer.actor, { version, attestation: attestation(confirmer) });
}
