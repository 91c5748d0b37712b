import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { reward } from '#db/schema/reward';
import type { Act, Actor } from '~/domain/actions';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { addCaseEvent, isUuid, lockCase } from './case-record.server';
import { type Fund, fundsOf } from './fund.server';

export type RewardRow = typeof reward.$inferSelect;

/** The reward's row, locked until the act commits: its case before it, as everywhere. Refusal `notFound`. */
export async function lockReward(tx: Tx, rewardId: string): Promise<RewardRow> {
  const [found] = isUuid(rewardId)
    ? await tx.select({ caseId: reward.caseId }).from(reward).where(eq(reward.id, rewardId))
    : [];
  if (!found) throw new Refusal('notFound');
  await lockCase(tx, found.caseId);
  const [row] = await tx.select().from(reward).where(eq(reward.id, rewardId)).for('update');
  if (!row) throw new Refusal('notFound');
  return row;
}

/** One line on the case's timeline; what reporter and finance do names no member there. */
export function rewardEvent(tx: Tx, row: RewardRow, event: RewardEvent): Promise<void> {
  const { act, onDay, actor = { kind: 'system', name: 'reward' }, data = {} } = event;
  return addCaseEvent(tx, { caseId: row.caseId, act, actor, unitId: row.unitId, onDay, data });
}

type RewardEvent = { act: Act; onDay: IsoDate; actor?: Actor; data?: { reason: string } };

/** The chosen fund of the department and year, else its fiscal one. No fund is an empty one. */
export async function payingFund(tx: Tx, row: RewardRow, day: IsoDate, fundId?: string): Promise<Fund> {
  const funds = await fundsOf(tx, row.unitId, Number(day.slice(0, 4)));
  const chosen = fundId ? funds.find(({ id }) => id === fundId) : funds[0];
  if (chosen) return chosen;
  if (fundId) throw new Refusal('invalid', { field: 'fundId' });
  throw new Refusal('fundTooLow', { field: 'fund', data: { balance: '0', amount: String(row.amount) } });
}
