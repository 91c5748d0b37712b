import { randomUUID } from 'node:crypto';
import { and, desc, eq, notInArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { rewardProposal } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { BankAccount } from '~/domain/reward/payee';
import { checkClaim, isUndecided } from '~/domain/reward/reward-order';
import type { ShareAbout } from '~/envelope/opening/share-about';
import type { Context } from '~/services/context.server';
import { lockHandOvers, waitingFor } from '~/services/hand-over.server';
import { lookAsReporter } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { type ClaimedPayee, checkSealedPayee, readPayee, sealForClaim } from './payee.server';
import { handOverClaim } from './reward-enter.server';
import { linkOf, standingOf } from './reward-link.server';
import { amountOf, lockProposal, type ProposalRow, rewardEvent } from './reward-rows.server';

type Reporter = Extract<Actor, { kind: 'reporter' }>;

/**
 * By bank: an account in the clear, sealed here in memory together with what the reporter's card says about the report,
 * and signed with the session's seed, or one already sealed in the reporter's browser.
 */
export type Claim =
  | { method: 'cash' }
  | ({ method: 'bank'; payee: Record<keyof BankAccount, string>; seed: Uint8Array; about: ShareAbout } & Known)
  | ({ method: 'bank'; rewardId: string; sealed: ClaimedPayee } & Known);
/**
 * Derived from the account that was typed, or made by the browser that sealed it: the same claim sent again counts as
 * done.
 */
type Known = { claimId?: string };

/**
 * The reporter claims the reward of their own report: in cash by code (`cashCodeOf` shows the code on the page from
 * then on), or to an account sealed in two shares. Finance gets the claim the night after. Refusals: `notFound`,
 * `tooLate`, `alreadyDone`, `invalid` (payee field), `conflict` when it was sealed to keys that are no longer in force,
 * `notOpen` when the key that keeps who may claim is lost. The same claim sent again counts as done, and is not
 * refused.
 */
export async function claimReward(ctx: Context, actor: Reporter, claim: Claim): Promise<void> {
  try {
    await claimOnce(ctx, actor, claim);
  } catch (error) {
    const again = isRefusal(error) && error.code === 'alreadyDone' && (await isSameClaim(ctx, actor, claim));
    if (!again) throw error;
  }
}

async function claimOnce(ctx: Context, actor: Reporter, claim: Claim): Promise<void> {
  const account = 'payee' in claim ? readPayee(claim.payee) : null;
  const proposalId = await lookAsReporter(ctx, actor.reportId, (db) => claimable(db, actor));
  await perform(ctx, actor, 'reward.claim', `proposal:${proposalId}`, async ({ tx, today, within }) => {
    await lockHandOvers(tx);
    const row = await lockProposal(tx, proposalId);
    within({ reportId: row.reportId });
    const refusal = checkClaim(row, today);
    if (refusal) throw refusal;
    const link = await linkOf(ctx, tx, proposalId);
    if (!link || row.fundId === null || row.approvedBy === null) throw new Refusal('notOpen');
    const { rewardId, claimant } = link.content;
    const sealed = account && 'seed' in claim ? await sealForClaim(tx, rewardId, account, claim) : null;
    const given = 'sealed' in claim ? await checkedPayee(tx, rewardId, claim) : sealed;
    await tx
      .update(rewardProposal)
      .set({ state: 'claimed', claimedOn: today })
      .where(eq(rewardProposal.id, proposalId));
    const { fundId, proposedBy, approvedBy } = row;
    const claimId = ('claimId' in claim && claim.claimId) || randomUUID();
    const booked = { proposalId, claimId, rewardId, fundId, amount: String(amountOf(row)), proposedBy, approvedBy };
    await handOverClaim(ctx, tx, { ...booked, method: claim.method, claimant }, given);
    await rewardEvent(tx, row, { act: 'reward.claim', onDay: today });
  });
}

/** All claims in cash are the same; one to an account is known by its id until it is entered, the night after. */
const isSameClaim = (ctx: Context, actor: Reporter, claim: Claim): Promise<boolean> =>
  lookAsReporter(ctx, actor.reportId, async (db) => {
    const row = await standingOfReport(db, actor);
    if (!row) return false;
    if (claim.method === 'cash') return (await standingOf(ctx, db, row)).method === 'cash';
    const waiting = await waitingFor(ctx, db, 'claim', row.id);
    return claim.claimId !== undefined && waiting?.content.claimId === claim.claimId;
  });

/** The browser sealed it under the id of the payment that its page showed. */
async function checkedPayee(
  tx: Tx,
  rewardId: string,
  claim: { rewardId: string; sealed: ClaimedPayee },
): Promise<ClaimedPayee> {
  if (claim.rewardId !== rewardId) throw new Refusal('conflict', { field: 'payee' });
  await checkSealedPayee(tx, claim.sealed);
  return claim.sealed;
}

/** The reward that the reporter's page shows, or one that waits for approval. */
export async function standingOfReport(db: Db, { reportId }: Reporter): Promise<ProposalRow | null> {
  const rows = await db
    .select()
    .from(rewardProposal)
    .where(and(eq(rewardProposal.reportId, reportId), notInArray(rewardProposal.state, ['refused', 'revised'])))
    .orderBy(desc(rewardProposal.order));
  return rows.find(({ state }) => !isUndecided(state)) ?? rows[0] ?? null;
}

async function claimable(db: Db, actor: Reporter): Promise<string> {
  const row = await standingOfReport(db, actor);
  if (!row) throw new Refusal('notFound');
  return row.id;
}
