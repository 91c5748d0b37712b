import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { type KnownRouting, knownRouting } from '~/envelope/keys/known-routing';
import type { RoutingStatement, SignedRouting } from '~/envelope/keys/routing-statement';
import { keepRouting, requireNextRouting } from './checked-directory';
import { isSeenRouting } from './seen-routing';

/**
 * The newest routing that a page shows beside its checked list, after comparing it with what this member remembers;
 * null before there is one. Only one that guardians vouch for is remembered. Rejects with EnvelopeError `badSignature`.
 */
export async function rememberedRouting(
  signed: SignedRouting | null,
  countyKey: string,
  directory: DirectoryStatement,
): Promise<KnownRouting | null> {
  const known = signed && knownRouting(signed, countyKey, directory);
  if (known?.holds === false) await requireNextRouting(known.statement);
  else await keepRouting(known?.statement ?? null);
  return known;
}

/**
 * Checks the routing that is signed together with a list: one that guardians of the list no longer vouch for is
 * refused.
 */
export async function checkedRouting(
  signed: SignedRouting | null,
  countyKey: string,
  directory: DirectoryStatement,
): Promise<RoutingStatement | null> {
  const known = await rememberedRouting(signed, countyKey, directory);
  if (known?.holds === false) throw new EnvelopeError('badSignature', 'routing');
  return known?.statement ?? null;
}

/**
 * `follows`: the version that the next one names as the one before it. `compared`: the last one that this browser knows
 * to have held, with which the next one is compared; null for none. `holds`: the two are the same.
 */
export type RoutingBefore = {
  follows: RoutingStatement | null;
  compared: RoutingStatement | null;
  holds: boolean;
};

/**
 * What a next routing is compared with. Where guardians of the list do not vouch for the newest one, anybody with the
 * county key may have written it; then the comparison is with the newest earlier one for which two guardians vouch, or
 * which this member saw while they did. Rejects with EnvelopeError `badSignature`.
 */
export async function routingBefore(
  signed: SignedRouting | null,
  former: readonly SignedRouting[],
  countyKey: string,
  directory: DirectoryStatement,
): Promise<RoutingBefore> {
  const known = await rememberedRouting(signed, countyKey, directory);
  if (known === null || known.holds)
    return { follows: known?.statement ?? null, compared: known?.statement ?? null, holds: true };
  const held = former.map((one) => heldRouting(one, countyKey, directory));
  const compared = [isSeenRouting(known.statement) ? known.statement : null, ...held].find((one) => one !== null);
  return { follows: known.statement, compared: compared ?? null, holds: false };
}

function heldRouting(signed: SignedRouting, countyKey: string, directory: DirectoryStatement): RoutingStatement | null {
  try {
    const { statement, holds } = knownRouting(signed, countyKey, directory);
    return holds || isSeenRouting(statement) ? statement : null;
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
