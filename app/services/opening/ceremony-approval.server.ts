import type { Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import type { CeremonyRow, UnitShare } from './ceremony-rows.server';
import { type ReleasedRow, releasedShares, sharesHeld } from './ceremony-shares.server';

/** A guardian's consent as kept. */
export type SealedApproval = {
  approvedBy: string;
  openerId: string;
  receiverId: string;
  expiresOn: string;
  approval: string;
  shares: { scope: string; bytes: string }[];
};

/**
 * The person to whose own key the guardians' shares are sealed: the custodian who opens an identity, otherwise the
 * asker.
 */
export const receiverOf = (row: CeremonyRow, openerId: string): string =>
  row.kind === 'identity' ? openerId : row.askedBy;

/** The guardian's approval of a ceremony as it was signed; Refusal `stageForbids` before there is one. */
export function approvalOf(row: CeremonyRow, released: readonly ReleasedRow[]): SealedApproval {
  const { approvedBy, openerId, expiresOn, approval } = row;
  if (approvedBy === null || openerId === null || expiresOn === null || approval === null) {
    throw new Refusal('stageForbids', { data: { state: row.state } });
  }
  const shares = released.filter(({ share }) => share === 'guardians').map(({ scope, bytes }) => ({ scope, bytes }));
  return { approvedBy, openerId, receiverId: receiverOf(row, openerId), expiresOn, approval, shares };
}

/** What a browser needs to hand on its unit's shares of an approved ceremony. Nothing of it can be opened alone. */
export type SharesToGive = { own: UnitShare[]; approval: SealedApproval };

export async function sharesToGive(tx: Tx, row: CeremonyRow, unit: 'custodians' | 'finance'): Promise<SharesToGive> {
  return { own: await sharesHeld(tx, row, unit), approval: approvalOf(row, await releasedShares(tx, row.id)) };
}
