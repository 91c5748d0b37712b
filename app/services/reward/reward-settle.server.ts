import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { rewardCount } from '#db/schema/publication';
import { reward, rewardProposal } from '#db/schema/reward';
import { sealRewardPayment } from '~/contract/sealed/reward-payment';
import { type IsoDate, type IsoMonth, monthOf } from '~/domain/dates';
import { COUNTY_AREA } from '~/domain/publication/publication';
import { isEnvelopeError } from '~/envelope/errors';
import { type CaseRow, lockCase } from '~/services/case/case-record.server';
import { type Context, today } from '~/services/context.server';
import { forgetWaiting, lockHandOvers, waitingOf } from '~/services/hand-over.server';
import { perform } from '~/services/perform.server';
import { shuffled } from '~/services/shuffle.server';
import { lockProposal, type ProposalRow, type RewardRow, rewardEvent } from './reward-rows.server';

type Paid = { linkId: string; proposalId: string; row: RewardRow };

/**
 * Tells the cases what was paid on earlier days, in one transaction and in random order. From then on the pair of case
 * and payment lies only sealed to the case's key, and the statistics have their sums. Returns how many.
 */
export async function settlePaid(ctx: Context): Promise<number> {
  if ((await paidSince(ctx, ctx.db)).length === 0) return 0;
  return perform(
    ctx,
    { kind: 'system', name: 'rewards' },
    'reward.settle',
    null,
    async ({ tx, today: day, record, nothing }) => {
      await lockHandOvers(tx);
      const paid = shuffled(await paidSince(ctx, tx));
      if (paid.length === 0) return nothing(0);
      await lockInOrder(tx, paid);
      const counted: Counted[] = [];
      for (const one of paid) counted.push(await settle(tx, one, day));
      await count(tx, counted);
      await forgetWaiting(
        tx,
        paid.map(({ linkId }) => linkId),
      );
      record({ settled: paid.length });
      return paid.length;
    },
  );
}

async function paidSince(ctx: Context, db: Context['db'] | Tx): Promise<Paid[]> {
  const links = await waitingOf(ctx, db, 'rewardLink');
  const ids = links.map(({ content }) => content.rewardId);
  if (ids.length === 0) return [];
  const rows = await db
    .select()
    .from(reward)
    .where(and(inArray(reward.id, ids), eq(reward.state, 'paid'), lt(reward.paidOn, today(ctx))));
  const paid = new Map(rows.map((row) => [row.id, row]));
  return links.flatMap(({ id, content: { proposalId, rewardId } }) => {
    const row = paid.get(rewardId);
    return row ? [{ linkId: id, proposalId, row }] : [];
  });
}

/** Everybody who locks several cases locks them in one order. */
async function lockInOrder(tx: Tx, paid: readonly Paid[]): Promise<void> {
  const ids = paid.map(({ proposalId }) => proposalId);
  const rows = await tx
    .select({ caseId: rewardProposal.caseId })
    .from(rewardProposal)
    .where(inArray(rewardProposal.id, ids))
    .orderBy(rewardProposal.caseId);
  for (const { caseId } of rows) await lockCase(tx, caseId);
}

/** A difference paid later adds to the money, and is no further reward. */
type Counted = { month: IsoMonth; sector: string; town: string; amount: bigint; more: boolean };

async function settle(tx: Tx, { proposalId, row }: Paid, day: IsoDate): Promise<Counted> {
  const proposal = await lockProposal(tx, proposalId);
  const ofCase = await lockCase(tx, proposal.caseId);
  const paymentForCase = await sealedFor(ofCase, proposal, row);
  await tx
    .update(rewardProposal)
    .set({ state: 'paid', paidOn: day, paymentForCase })
    .where(eq(rewardProposal.id, proposalId));
  await rewardEvent(tx, proposal, { act: 'payout.pay', onDay: day });
  const { sector, town } = ofCase;
  return {
    month: monthOf(row.paidOn ?? day),
    sector,
    town: town ?? COUNTY_AREA,
    amount: row.amount,
    more: proposal.revision === 'adds',
  };
}

/** Null where the case has no key any more; then nobody can learn its payment. */
async function sealedFor({ caseRecipient }: CaseRow, { id }: ProposalRow, row: RewardRow): Promise<Uint8Array | null> {
  if (caseRecipient === null) return null;
  const { order, amount, voucher, paidOn } = row;
  const payment = { order, amountFen: String(amount), voucher: voucher ?? '', paidOn: paidOn ?? '' };
  try {
    return await sealRewardPayment(id, payment, caseRecipient);
  } catch (error) {
    // A key that somebody spoilt must not hold up the night run for everybody else.
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}

/** One addition to each sum, so that no single payment is written down beside its sector. */
async function count(tx: Tx, counted: readonly Counted[]): Promise<void> {
  const sums = new Map<string, typeof rewardCount.$inferInsert>();
  const add = (month: IsoMonth, of: 'sector' | 'town' | 'money', code: string, more: bigint) => {
    const key = `${month}|${of}|${code}`;
    sums.set(key, { month, of, code, count: (sums.get(key)?.count ?? 0n) + more });
  };
  for (const { month, sector, town, amount, more } of counted) {
    if (!more) {
      add(month, 'sector', sector, 1n);
      add(month, 'town', town, 1n);
    }
    add(month, 'money', '', amount);
  }
  const rows = [...sums.values()].sort((a, b) => (`${a.of}${a.code}` < `${b.of}${b.code}` ? -1 : 1));
  if (rows.length === 0) return;
  await tx
    .insert(rewardCount)
    .values(rows)
    .onConflictDoUpdate({
      target: [rewardCount.month, rewardCount.of, rewardCount.code],
      set: { count: sql`${rewardCount.count} + excluded.count` },
    });
}
