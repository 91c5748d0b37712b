import { keepTransfers, refuseTransfers } from '~/browser/keys/checked-directory';
import { type CheckedChain, type TransferChain, vouchedHashes } from '~/envelope/case/transfer-chain';
import { guardianKeys } from '~/envelope/keys/directory';
import { openFormer } from '~/envelope/keys/directory-history';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import { isSignedStamp, type Stamp, transferTag } from '~/envelope/keys/stamp';

/**
 * The county's chain of transfers, after checking that a certified member signed its newest link, and that it lacks
 * nothing that this member has seen, that a guardian's stamp names, or that the site noted outside its database.
 * Rejects with EnvelopeError `badSignature`.
 */
export async function checkedTransfers(
  chain: TransferChain,
  now: DirectoryStatement,
  countyKey: string,
): Promise<CheckedChain> {
  const lists = [now, ...chain.former.map((signed) => openFormer(signed, now))];
  const hashes = vouchedHashes(chain, lists);
  const known = new Set(['', ...hashes]);
  if (!known.has(chain.noted ?? '')) refuseTransfers();
  for (const stamp of chain.stamps) {
    if (isGuardians(stamp, lists, countyKey) && !namesOneOf(known, stamp, countyKey)) refuseTransfers();
  }
  await keepTransfers(hashes);
  return { links: chain.links, hashes };
}

/** A stamp over an older list is still a guardian's statement about the transfers. */
const isGuardians = (stamp: Stamp, lists: readonly DirectoryStatement[], countyKey: string): boolean =>
  lists.some((list) => {
    const key = guardianKeys(list)(stamp.memberId);
    return key !== undefined && isSignedStamp(stamp, countyKey, key);
  });

function namesOneOf(
  hashes: ReadonlySet<string>,
  { memberId, day, transferTag: named }: Stamp,
  countyKey: string,
): boolean {
  for (const head of hashes) if (transferTag(head, { countyKey, memberId }, day) === named) return true;
  return false;
}
