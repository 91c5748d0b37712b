import { desc, eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { reward, rewardProposal } from '#db/schema/reward';
import type { Actor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import { type IsoDate, yearOf } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { isUuid } from '~/domain/uuid';
import { addCaseEvent, type CaseRow, lockCase } from '~/services/case/case-record.server';
import { type Fund, fundsOf } from './fund.server';

export type RewardRow = typeof reward.$inferSelect;
export type ProposalRow = typeof rewardProposal.$inferSelect;

/** A proposal under the unit that has its case now: a review may have moved the case since it was proposed. */
export type LockedProposal = ProposalRow & { ofCase: CaseRow };

/** The proposal's row, locked until the transaction ends, after its case as everywhere. Refusal `notFound`. */
export async function lockProposal(tx: Tx, proposalId: string): Promise<LockedProposal> {
  const [found] = isUuid(proposalId)
    ? await tx.select({ caseId: rewardProposal.caseId }).from(rewardProposal).where(eq(rewardProposal.id, proposalId))
    : [];
  if (!found) throw new Refusal('notFound');
  const ofCase = await lockCase(tx, found.caseId);
  const [row] = await tx.select().from(rewardProposal).where(eq(rewardProposal.id, proposalId)).for('update');
  if (!row) throw new Refusal('notFound');
  return { ...row, unitId: ofCase.responsibleUnitId, ofCase };
}

/** The rewards of a case, newest first; the first that `stands` (domain/reward/revision) is its present one. */
export const rewardsOfCase = (tx: Tx, caseId: string): Promise<ProposalRow[]> =>
  tx.select().from(rewardProposal).where(eq(rewardProposal.caseId, caseId)).orderBy(desc(rewardProposal.order));

/** The payment's row, locked until the transaction ends. Refusal `notFound`. */
export async function lockReward(tx: Tx, rewardId: string): Promise<RewardRow> {
  const [row] = isUuid(rewardId) ? await tx.select().from(reward).where(eq(reward.id, rewardId)).for('update') : [];
  if (!row) throw new Refusal('notFound');
  return row;
}

/**
 * The columns of what was sent back or replaced: its amount and fund, beside the case, would lead to the payment of what comes
 * after it. The sealed steps tell the amount.
 */
export const SET_ASIDE = { fundId: null, amount: null } as const;

/** The columns of a payment that goes back, to be batched and released again. */
export const CLAIMED_ANEW = { state: 'claimed', batchId: null } as const;

/** What the page of payments shows of one, and therefore what is paid or taken back. */
export const paymentShown = ({ order, amount, claimMethod: method, voucher }: RewardRow) =>
  ({ order, amount, method, voucher }) as const;

/**
 * What it shows of several that are batched or released together: each with its number and amount, and therefore their
 * sum.
 */
export const batchShown = (rows: readonly RewardRow[]) => ({
  payments: rows.map(({ order, amount }) => `${order} ${amount}`),
});

/** What was approved and is not yet entered for payment; afterwards only sealed parts tell. Refusal `alreadyDone`. */
export function amountOf({ amount }: ProposalRow): bigint {
  if (amount === null) throw new Refusal('alreadyDone');
  return amount;
}

/** One entry on the case's timeline. What reporter and finance do names no member there. */
export function rewardEvent(tx: Tx, row: Pick<ProposalRow, 'caseId' | 'unitId'>, event: RewardEvent): Promise<void> {
  const { act, onDay, actor = { kind: 'system', name: 'reward' }, data = {} } = event;
  return addCaseEvent(tx, { caseId: row.caseId, act, actor, unitId: row.unitId, onDay, data });
}

type RewardEvent = { act: Act; onDay: IsoDate; actor?: Actor; data?: { reason: string } };

/** The chosen fund of the department and year, else its fiscal one; a fund that does not exist counts as empty. */
export async function payingFund(tx: Tx, row: ProposalRow, day: IsoDate, fundId?: string): Promise<Fund> {
  const funds = await fundsOf(tx, row.unitId, yearOf(day));
  const chosen = fundId ? funds.find(({ id }) => id === fundId) : funds[0];
  if (chosen) return chosen;
  if (fundId) throw new Refusal('invalid', { field: 'fundId' });
  throw new Refusal('fundTooLow', { field: 'fund', data: { balance: '0', amount: String(amountOf(row)) } });
}
