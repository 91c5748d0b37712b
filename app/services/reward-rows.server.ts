import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { reward } from '#db/schema/reward';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { checkDecision } from '~/domain/reward-order';
import { lockCase } from './case-record.server';
import { type Fund, fundsOf } from './fund.server';

export type RewardRow = typeof reward.$inferSelect;

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** The case before the reward, as everywhere, so that no two acts wait for each other. */
export async function lockDecision(
  tx: Tx,
  rewardId: string,
  memberId: string,
  within: (scope: { unitId: string }) => void,
) {
  const found = await lockedReward(tx, rewardId, false);
  within({ unitId: found.unitId });
  await lockCase(tx, found.caseId);
  const row = await lockedReward(tx, rewardId, true);
  const refusal = checkDecision(row, memberId);
  if (refusal) throw refusal;
  return row;
}

export async function lockedReward(tx: Tx, rewardId: string, lock: boolean): Promise<RewardRow> {
  if (!isUuid(rewardId)) throw new Refusal('notFound');
  const query = tx.select().from(reward).where(eq(reward.id, rewardId));
  const [row] = lock ? await query.for('update') : await query;
  if (!row) throw new Refusal('notFound');
  return row;
}

/** The chosen fund of the department and year, else its fiscal one. No fund is an empty one. */
export async function payingFund(tx: Tx, row: RewardRow, day: IsoDate, fundId?: string): Promise<Fund> {
  const funds = await fundsOf(tx, row.unitId, Number(day.slice(0, 4)));
  const chosen = fundId ? funds.find(({ id }) => id === fundId) : funds[0];
  if (chosen) return chosen;
  if (fundId) throw new Refusal('invalid', { field: 'fundId' });
  throw new Refusal('fundTooLow', { field: 'fund', data: { balance: '0', amount: String(row.amount) } });
}
