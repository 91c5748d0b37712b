import type { TrustAnswer } from '~/contract/answers/trust';
import { isEnvelopeError } from '~/envelope/errors';
import type { SignedDirectory } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { type KnownRouting, knownRouting } from '~/envelope/keys/known-routing';
import { ROUTING, type RoutingStatement, type SignedRouting } from '~/envelope/keys/routing-statement';
import { requireFollows, type SeenVersion, seenOf } from '~/envelope/keys/signed-statement';
import type { TrustProblem } from './trust-problem';

type Refuse = (problem: TrustProblem) => never;

/** The routing that this member saw last; version 0 before there was one. */
let routing: SeenVersion = { version: 0, textHash: '' };

export const seenRouting = (): SeenVersion => routing;
export function recallRouting(seen: SeenVersion): void {
  routing = seen;
}

/**
 * Is what is shown the one that was seen last (false), or one that follows it (true)? Refuses any other, and the
 * absence of a routing after one was seen.
 */
export function isNextRouting(shown: RoutingStatement | null, refuse: Refuse): boolean {
  if (shown === null) return routing.version > 0 ? refuse('routingForked') : false;
  try {
    requireFollows(ROUTING, shown, routing);
  } catch (error) {
    if (isEnvelopeError(error)) refuse('routingForked');
    throw error;
  }
  return shown.version !== routing.version;
}

export function seeRouting(shown: RoutingStatement): void {
  routing = seenOf(ROUTING, shown);
}

/** Is it the very one that this member saw last while guardians vouched for it? */
export const isSeenRouting = (statement: RoutingStatement): boolean =>
  routing.version > 0 && seenOf(ROUTING, statement).textHash === routing.textHash;

/**
 * Compares the server's newest routing with the one seen last. One that guardians of the list do not vouch for is not
 * remembered; one that the county key did not sign is for guardians to look into, and nobody routes by it.
 */
export function followRouting(
  answer: TrustAnswer['routing'],
  list: { signed: SignedDirectory; statement: DirectoryStatement } | null,
  refuse: Refuse,
): void {
  if (answer === 'same' || list === null) return;
  const known = answer && signedBy(answer, list.signed.publicKey, list.statement);
  if (answer !== null && known === null) return;
  if (isNextRouting(known?.statement ?? null, refuse) && known?.holds) seeRouting(known.statement);
}

function signedBy(signed: SignedRouting, countyKey: string, directory: DirectoryStatement): KnownRouting | null {
  try {
    return knownRouting(signed, countyKey, directory);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
