import { attest } from '~/envelope/keys/attestation';
import { signHeld, takersOf } from '~/envelope/keys/held-key';
import { canonicalRouting, ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { historyOf, openUnattested, signStatementText } from '~/envelope/keys/signed-statement';
import type { SigningKey } from '~/envelope/signing';
import { type Context, today } from '~/services/context.server';
import { routingDraft } from '~/services/county/routing-draft.server';
import { openedInForce } from './certified.server';
import type { EnrolledMember, HeldUnitKey } from './enrolled-member.server';
import { recordHeldKey } from './held-key.server';
import { stampBy } from './provision-stamp.server';
import { certifyRouting, proposeRouting } from './routing-certification.server';
import { signedHeldKeys } from './signed-held-keys.server';
import { signedRouting } from './signed-routing.server';

/** A member's statement that they opened their unit's key, as their browser signs it. */
export async function recordHeldKeyHere(
  ctx: Context,
  by: EnrolledMember,
  { unitKeyId, pair }: HeldUnitKey,
): Promise<void> {
  const { memberId, keys, actor } = by;
  const signature = signHeld({ unitKeyId, recipient: pair.recipient, memberId }, keys.signing.seed);
  await recordHeldKey(ctx, actor, { unitKeyId, signature });
}

type CountyKey = Pick<SigningKey, 'seed' | 'publicKey'>;
/** A version that waits for its second guardian. */
export type ProposedRouting = { version: number; text: string };
/** Without a stamp, as from a computer whose date is wrong; else with one. */
type Signing = { stamped?: boolean };

/** The routing by today's rows: proposed by the first guardian, confirmed by the second. */
export async function signRouting(ctx: Context, guardians: readonly EnrolledMember[], key: CountyKey): Promise<number> {
  const [proposer, confirmer] = guardians;
  if (!proposer || !confirmer) throw new Error('Two guardians sign the routing.');
  return confirmRoutingHere(ctx, confirmer, await proposeRoutingHere(ctx, proposer, key), key);
}

export async function proposeRoutingHere(
  ctx: Context,
  by: EnrolledMember,
  { seed, publicKey }: CountyKey,
  { stamped = true }: Signing = {},
): Promise<ProposedRouting> {
  const { db } = ctx;
  const [draft, directory, last] = [await routingDraft(db), await openedInForce(db), await signedRouting(db)];
  if (!draft || !directory) throw new Error('There is no list whose guardians could sign.');
  const before = last && openUnattested(ROUTING, last);
  const statement: RoutingStatement = {
    format: 1,
    version: (before?.version ?? 0) + 1,
    madeOn: today(ctx),
    history: historyOf(ROUTING, before),
    takes: takersOf(directory, await signedHeldKeys(db)),
    ...draft,
  };
  const text = canonicalRouting(statement);
  const signature = signStatementText('routing', text, seed);
  const attestation = attest('routing', text, publicKey, by.keys.signing.seed);
  const stamp = stamped ? stampBy(ctx, by, { directory, routing: statement, countyKey: publicKey }) : null;
  return { version: await proposeRouting(ctx, by.actor, { statement: text, signature, attestation, stamp }), text };
}

export async function confirmRoutingHere(
  ctx: Context,
  by: EnrolledMember,
  { version, text }: ProposedRouting,
  { publicKey }: Pick<CountyKey, 'publicKey'>,
): Promise<number> {
  const directory = await openedInForce(ctx.db);
  if (!directory) throw new Error('There is no list whose guardians could sign.');
  const stamp = stampBy(ctx, by, { directory, routing: ROUTING.parse(text), countyKey: publicKey });
  const attestation = attest('routing', text, publicKey, by.keys.signing.seed);
  return certifyRouting(ctx, by.actor, { version, attestation, stamp });
}
