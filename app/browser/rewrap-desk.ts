import { fromBase64, toBase64 } from '~/envelope/bytes';
import { requireCertifiedMember, requireCertifiedUnit, type SignedDirectory } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { type KeptForUnit, rewrap } from '~/envelope/rewrap';
import { checkedDirectory } from './checked-directory';

type Grant = { unitKeyId: string; wrapped: string };
type Keyring = { member: () => { memberId: string }; unitIdentity: (grant: Grant) => Promise<string> };

/** A page of what lies under the unit's retired keys (base64), and the member's grants that open it. */
export type RewrapPage = {
  items: { id: string; unitKeyId: string; kept: KeptForUnit; bytes: string }[];
  grants: Grant[];
  toKeyId: string;
};
export type RewrappedItem = { id: string; of: KeptForUnit['of']; fromKeyId: string; bytes: string };

/**
 * Opens each thing with the retired key and wraps it for the newest certified key of the member's own unit. Rejects with
 * EnvelopeError: badSignature (the page names another key), wrongKey, wrongPart, damaged.
 */
export async function rewrapItems(
  { items, grants, toKeyId }: RewrapPage,
  directory: SignedDirectory,
  keyring: Keyring,
): Promise<RewrappedItem[]> {
  const list = await checkedDirectory(directory);
  const { unitId } = requireCertifiedMember(list, keyring.member().memberId);
  const unit = requireCertifiedUnit(list, unitId);
  if (unit.unitKeyId !== toKeyId) throw new EnvelopeError('badSignature', 'not the newest certified key');
  const done: RewrappedItem[] = [];
  for (const { id, unitKeyId, kept, bytes } of items) {
    const grant = grants.find((one) => one.unitKeyId === unitKeyId);
    if (!grant) throw new EnvelopeError('wrongKey', 'no grant');
    const fresh = await rewrap(kept, fromBase64(bytes), await keyring.unitIdentity(grant), unit);
    done.push({ id, of: kept.of, fromKeyId: unitKeyId, bytes: toBase64(fresh) });
  }
  return done;
}
