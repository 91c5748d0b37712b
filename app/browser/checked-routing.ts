import type { DirectoryStatement } from '~/envelope/directory-statement';
import { EnvelopeError } from '~/envelope/errors';
import { type KnownRouting, knownRouting } from '~/envelope/known-routing';
import type { RoutingStatement, SignedRouting } from '~/envelope/routing-statement';
import { keepRouting } from './checked-directory';

/**
 * The newest routing that a page shows beside its checked list, after comparing it with what this member remembers; null
 * before there is one. Rejects with EnvelopeError `badSignature`.
 */
export async function rememberedRouting(
  signed: SignedRouting | null,
  countyKey: string,
  directory: DirectoryStatement,
): Promise<KnownRouting | null> {
  const known = signed && knownRouting(signed, countyKey, directory);
  await keepRouting(known?.statement ?? null);
  return known;
}

/** The same for signing beside the list: one that guardians of the list no longer vouch for is refused. */
export async function checkedRouting(
  signed: SignedRouting | null,
  countyKey: string,
  directory: DirectoryStatement,
): Promise<RoutingStatement | null> {
  const known = await rememberedRouting(signed, countyKey, directory);
  if (known?.holds === false) throw new EnvelopeError('badSignature', 'routing');
  return known?.statement ?? null;
}
