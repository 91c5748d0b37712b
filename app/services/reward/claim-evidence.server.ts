import type { Tx } from '#db/client';
import type { reward } from '#db/schema/reward';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import { payeeHash, type SignedClaim } from '~/envelope/reward/claim';
import { marksShown } from '~/services/case/mark-chain.server';
import { type DirectoryVersion, directoryInForce } from '~/services/keys/certified.server';
import { formerDirectories, listsOfVersions, onceEach } from '~/services/keys/former-directories.server';

/** The list in force, which says who vouched for claimants, older ones for those who have left since, and all marks. */
export type ClaimLists = { directory: DirectoryVersion | null; marks: ConfirmedMark[]; former: DirectoryVersion[] };

/** `leads`: those who approved; `versions`: the lists by which the reports may have been sent. */
export async function claimLists(
  tx: Tx,
  leads: readonly (string | null)[],
  versions: readonly number[] = [],
): Promise<ClaimLists> {
  const directory = await directoryInForce(tx);
  const ofLeads = await formerDirectories(tx, leads, directory);
  const then = await listsOfVersions(tx, versions, directory);
  const { marks, former } = await marksShown(tx, directory);
  return { directory, marks, former: onceEach([...ofLeads, ...then, ...former]) };
}

/** What vouches that a payee is the reporter's; browsers check it. */
export function claimOf(row: typeof reward.$inferSelect): SignedClaim {
  const { id, payee, payeeSignature, claimantKey, claimantProof, claimantReportProof, approvedBy } = row;
  const vouched = claimantKey !== null && claimantProof !== null && approvedBy !== null;
  const proof = claimantReportProof ?? '';
  return {
    rewardId: id,
    payee: payee && payeeHash(payee),
    payeeSignature,
    claimant: vouched ? { key: claimantKey, memberId: approvedBy, signature: claimantProof, proof } : null,
  };
}
