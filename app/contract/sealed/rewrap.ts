import type { UnitKeyRef } from '~/envelope/keys/directory';
import { openDirectorySeed, wrapDirectorySeed } from '~/envelope/keys/unit-key';
import { splitMask } from '~/envelope/masked-file';
import { MIN_PADDED } from '~/envelope/padding';
import { sealedSize } from '~/envelope/sealed-size';
import { wrapSeed } from '~/envelope/wrap';
import { rewrapHazard } from './hazard';
import { keyScope, openWholeSeed, type ReportIds, type ReportKeyName } from './key-wraps';
import { payeeScope } from './payee';
import { rewrapShare, shareLength } from './two-share-key';

/**
 * Something kept for a unit under its key: a whole key or a share of one, a payee's share, an entry of its rectification
 * ledger, or the directory's seed.
 */
export type KeptForUnit =
  | { of: 'key'; ids: ReportIds; key: ReportKeyName; share: 'whole' | 'custodians' | 'guardians'; keyEpoch: number }
  | { of: 'payee'; rewardId: string; share: 'finance' | 'guardians' | 'released' }
  | { of: 'hazard'; hazardId: string; version: number }
  | { of: 'directorySeed' };

/** Size of what `rewrap` makes of a thing: the same, except that a key from a key file gets a file of its own. */
export function rewrappedLength(kept: KeptForUnit, sealed: Uint8Array): number {
  if (kept.of !== 'key' || splitMask(sealed) === null) return sealed.length;
  if (kept.share === 'whole') return sealedSize(MIN_PADDED);
  return shareLength(keyScope(kept.ids, kept.key, kept.keyEpoch), kept.share);
}

/**
 * The same thing for the unit's next key. It is opened with the key it lies under, so anything that does not belong
 * there is noticed. Throws EnvelopeError: wrongKey, wrongPart (another thing was put here), damaged.
 */
export async function rewrap(
  kept: KeptForUnit,
  sealed: Uint8Array,
  identity: string,
  { recipient }: Pick<UnitKeyRef, 'recipient'>,
): Promise<Uint8Array> {
  if (kept.of === 'directorySeed') return wrapDirectorySeed(await openDirectorySeed(sealed, identity), recipient);
  if (kept.of === 'payee') {
    const scope = payeeScope(kept.rewardId);
    const place =
      kept.share === 'released'
        ? ({ scope, holder: 'guardians', released: true } as const)
        : { scope, holder: kept.share, released: false };
    return rewrapShare(place, sealed, identity, recipient);
  }
  if (kept.of === 'hazard') return rewrapHazard(kept, sealed, identity, recipient);
  const scope = keyScope(kept.ids, kept.key, kept.keyEpoch);
  if (kept.share === 'whole') return wrapSeed(await openWholeSeed(sealed, identity, scope), scope, [recipient]);
  return rewrapShare({ scope, holder: kept.share, released: false }, sealed, identity, recipient);
}
