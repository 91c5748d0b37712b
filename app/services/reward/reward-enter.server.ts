import { inArray } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { payeeShare, reward, rewardProposal } from '#db/schema/reward';
import type { WaitingContent } from '~/contract/sealed/waiting';
import type { IsoDate } from '~/domain/dates';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import type { Context } from '~/services/context.server';
import { isWaiting, lockHandOvers, storeHandOver, takeWaiting } from '~/services/hand-over.server';
import { perform } from '~/services/perform.server';
import { book, lockFunds } from './ledger.server';
import type { ClaimedPayee } from './payee.server';

type WaitingClaim = WaitingContent<'claim'>;

/** Hands a claim over inside the reporter's act; finance gets it the night after. */
export async function handOverClaim(
  ctx: Context,
  tx: Tx,
  claim: Omit<WaitingClaim, 'payee'>,
  sealed: ClaimedPayee | null,
): Promise<void> {
  await lockHandOvers(tx);
  const payee = sealed && {
    ...sealed,
    payee: toBase64(sealed.payee),
    shares: sealed.shares.map((share) => ({ ...share, bytes: toBase64(share.bytes) })),
  };
  await storeHandOver(ctx, tx, 'claim', { ...claim, payee }, claim.proposalId);
}

/**
 * Enters the claims of earlier days for finance: in one transaction, in random order, under their own ids, with one log
 * row that names them. The proposals lose fund and amount in one statement, so that the two sides have no common order.
 * Returns how many.
 */
export async function enterClaims(ctx: Context): Promise<number> {
  if (!(await isWaiting(ctx, ctx.db, 'claim'))) return 0;
  const clerk = { kind: 'system', name: 'rewards' } as const;
  return perform(ctx, clerk, 'reward.enter', null, async ({ tx, today, record, nothing }) => {
    const claims = (await takeWaiting(ctx, tx, 'claim')).map(({ content }) => content);
    if (claims.length === 0) return nothing(0);
    await lockFunds(
      tx,
      claims.map(({ fundId }) => fundId),
    );
    for (const claim of claims) await enter(tx, claim, today);
    const proposals = claims.map(({ proposalId }) => proposalId);
    await tx.update(rewardProposal).set({ fundId: null, amount: null }).where(inArray(rewardProposal.id, proposals));
    record({ rewards: claims.map(({ rewardId }) => rewardId) });
    return claims.length;
  });
}

async function enter(tx: Tx, claim: WaitingClaim, today: IsoDate): Promise<void> {
  const { rewardId, fundId, claimant, payee } = claim;
  const amount = BigInt(claim.amount);
  await tx.insert(reward).values({
    id: rewardId,
    fundId,
    amount,
    state: 'claimed',
    proposedBy: claim.proposedBy,
    approvedBy: claim.approvedBy,
    claimMethod: claim.method,
    enteredOn: today,
    payee: payee && fromBase64(payee.payee),
    payeeRecipient: payee?.payeeRecipient ?? null,
    payeeSignature: payee?.signature ?? null,
    claimantKey: claimant.key,
    claimantProof: claimant.signature,
    claimantReportProof: claimant.proof,
  });
  if (payee) {
    await tx
      .insert(payeeShare)
      .values(payee.shares.map((share) => ({ ...share, rewardId, bytes: fromBase64(share.bytes) })));
  }
  await book(tx, today, 'claim', { fundId, amount, rewardId });
}
