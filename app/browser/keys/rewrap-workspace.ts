import type { RewrapPage } from '~/contract/answers/carry-over';
import type { RewrappedItem } from '~/contract/posted/carry-over';
import { rewrap, rewrappedLength } from '~/contract/sealed/rewrap';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError, isEnvelopeError } from '~/envelope/errors';
import {
  mainUnitOf,
  requireCertifiedMember,
  requireCertifiedUnit,
  type SignedDirectory,
} from '~/envelope/keys/directory';
import { checkedDirectory } from './checked-directory';

type Grant = { unitKeyId: string; wrapped: string };
type Keyring = { member: () => { memberId: string }; unitIdentity: (grant: Grant) => Promise<string> };

/** What goes back to the server; `unopened` counts what did not open and goes back as it was. */
export type Rewrapping = { items: RewrappedItem[]; unopened: number };

/**
 * Opens each thing with the retired key and wraps it for the newest certified key of the member's own unit. What does
 * not open is carried over byte for byte: anybody may send a report with a wrap that nobody can open, which would
 * otherwise hold the old key back for ever. Rejects with EnvelopeError: badSignature (the page names another key),
 * wrongKey (no grant for it); and for the directory's seed, which no reporter makes, also wrongPart and damaged.
 */
export async function rewrapItems(
  { items, grants, toKeyId }: RewrapPage,
  directory: SignedDirectory,
  keyring: Keyring,
): Promise<Rewrapping> {
  const list = await checkedDirectory(directory);
  const unit = requireCertifiedUnit(list, mainUnitOf(requireCertifiedMember(list, keyring.member().memberId)));
  if (unit.unitKeyId !== toKeyId) throw new EnvelopeError('badSignature', 'not the newest certified key');
  const done: Rewrapping = { items: [], unopened: 0 };
  for (const { id, unitKeyId, kept, bytes } of items) {
    const grant = grants.find((one) => one.unitKeyId === unitKeyId);
    if (!grant) throw new EnvelopeError('wrongKey', 'no grant');
    const fresh = await rewrapIfOpens(kept, fromBase64(bytes), await keyring.unitIdentity(grant), unit);
    if (fresh === null) done.unopened += 1;
    done.items.push({ id, of: kept.of, fromKeyId: unitKeyId, bytes: fresh === null ? bytes : toBase64(fresh) });
  }
  return done;
}

/**
 * Null for a thing that does not open, or is not of the one size that such a thing has, since the server would refuse
 * it.
 */
async function rewrapIfOpens(...[kept, sealed, identity, unit]: Parameters<typeof rewrap>): Promise<Uint8Array | null> {
  if (kept.of === 'directorySeed') return rewrap(kept, sealed, identity, unit);
  try {
    const fresh = await rewrap(kept, sealed, identity, unit);
    return fresh.length === rewrappedLength(kept, sealed) ? fresh : null;
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return null;
  }
}
