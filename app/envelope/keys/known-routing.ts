import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import type { DirectoryStatement } from './directory-statement';
import { openRouting, ROUTING, type RoutingStatement, type SignedRouting } from './routing-statement';
import { openUnattested } from './signed-statement';

/** The newest signed routing. `holds`: two guardians of the list vouch for it; else only the county key does. */
export type KnownRouting = { statement: RoutingStatement; holds: boolean };

/**
 * What a guardian's browser can know about the newest routing. Where the guardians who signed it have left the list, it
 * is still the one that the next routing follows. Throws EnvelopeError unless this county key signed it.
 */
export function knownRouting(signed: SignedRouting, countyKey: string, directory: DirectoryStatement): KnownRouting {
  if (signed.publicKey !== countyKey) throw new EnvelopeError('badSignature', 'county key');
  try {
    return { statement: openRouting(signed, directory), holds: true };
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return { statement: openUnattested(ROUTING, signed), holds: false };
  }
}
