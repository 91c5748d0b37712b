import type { ReporterCard } from '~/contract/sealed/reporter-card';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import { openDirectory } from '~/envelope/keys/directory';
import { openFormer } from '~/envelope/keys/directory-history';
import { DIRECTORY, type DirectoryStatement } from '~/envelope/keys/directory-statement';
import { knownRouting } from '~/envelope/keys/known-routing';
import { ROUTING, type RoutingStatement } from '~/envelope/keys/routing-statement';
import { requireFollows, seenOf } from '~/envelope/keys/signed-statement';

/**
 * What a reporter's page believes of the county's lists. `directory` is null when another county key signed it, or when
 * it is older than the one noted at the sending; `routing` is null when guardians of the list do not vouch for it.
 */
export type FollowLists = {
  directory: DirectoryStatement | null;
  former: DirectoryStatement[];
  routing: RoutingStatement | null;
};
type Seen = Pick<FollowLists, 'directory' | 'routing'>;

const NONE: FollowLists = { directory: null, former: [], routing: null };

/**
 * The county's list, older ones that it says were in force, and the routing beside it. There are none at all when
 * another county key signed, or when one of them is not properly signed, was never in force, or is older than the one
 * noted at the sending or seen on this page before: a server that gives out such a list is believed in nothing.
 */
export function listsOf(sealed: SealedFollow, card: ReporterCard | null, before: Seen | null): FollowLists {
  if (card === null) return NONE;
  try {
    const directory = directoryBy(sealed, card, before?.directory ?? null);
    if (directory === null) return NONE;
    const former = sealed.former.map((one) => openFormer(one, directory));
    return { directory, former, routing: routingBeside(sealed, card, directory, before?.routing ?? null) };
  } catch (error) {
    if (isEnvelopeError(error)) return NONE;
    throw error;
  }
}

/**
 * The former list where the server left it out as unchanged; null for a list that another county key signed, and for
 * none. Throws EnvelopeError for one older than one seen, and for none where one was seen.
 */
function directoryBy(
  { directory: signed, directoryVersion }: SealedFollow,
  { countyKey, seen }: ReporterCard,
  before: DirectoryStatement | null,
): DirectoryStatement | null {
  const known = before === null ? seen.directory.version : before.version;
  if (signed === null) {
    if (known > 0 && before?.version !== directoryVersion) throw new EnvelopeError('badSignature', 'directory gone');
    return before;
  }
  if (signed.publicKey !== countyKey) return null;
  const directory = openDirectory(signed, { before });
  requireFollows(DIRECTORY, directory, seen.directory);
  return directory;
}

/**
 * Null where guardians of the list do not vouch for it, so that no stamp covers it. Throws EnvelopeError for one older
 * than one seen, and for none where one was seen.
 */
function routingBeside(
  { routing: signed, routingVersion }: SealedFollow,
  { countyKey, seen }: ReporterCard,
  directory: DirectoryStatement,
  before: RoutingStatement | null,
): RoutingStatement | null {
  const known = before === null ? seen.routing : seenOf(ROUTING, before);
  if (signed === null) {
    if (known.version > 0 && before?.version !== routingVersion)
      throw new EnvelopeError('badSignature', 'routing gone');
    return before;
  }
  const { statement, holds } = knownRouting(signed, countyKey, directory);
  requireFollows(ROUTING, statement, known);
  return holds ? statement : null;
}
