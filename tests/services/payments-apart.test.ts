import { eq, inArray, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseEvent } from '#db/schema/casework';
import { handOver } from '#db/schema/hand-over';
import { rewardCount } from '#db/schema/publication';
import { fund, reward } from '#db/schema/reward';
import { openPayment, openProposal } from '~/browser/reward/reward-workspace';
import { caseForStaff } from '~/services/case/case-page.server';
import { enterNight } from '~/services/night.server';
import { claimReward } from '~/services/reward/claim.server';
import { extendClaim, noteSeen } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { shuffled } from '~/services/shuffle.server';
import { workspace } from './case-workspace';
import { logPosition, rightByOrder, stolenBytes } from './database-thief';
import { makeBatch, payReward, releaseBatch } from './decided-as-shown';
import type { County } from './fixtures';
import { idsReachedFrom, sharedTransactions, sidesOf, stolenRows } from './join-search';
import { claimedCase, payOut } from './payout-play';
import { playedContext } from './played-context';
import { approve, enterRules, fireFund, night, proposalRow, proposeBare, reporterOf, rewardOf } from './reward-play';
import type { TestContext } from './test-context';

const PAYEE = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };
const MANY = 16;
const DAY = 86_400_000;

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 10_000_000n);
});

const owner = () => ctx.database.owner.db;
const orderOf = async (table: string, column: string, by: string, among: readonly string[]) =>
  (
    await owner().execute<{ id: string }>(sql`select ${sql.raw(column)}::text as id from ${sql.raw(table)}
      where ${sql.raw(column)}::text in ${among} order by ${sql.raw(by)}`)
  ).map(({ id }) => id);

/**
 * Rewards of as many cases, approved and claimed in cash in this order; amounts are equal, so that only order could
 * tell.
 */
async function claimedInOrder(): Promise<string[]> {
  const proposals: string[] = [];
  for (let index = 0; index < MANY; index += 1) proposals.push(await proposeBare(ctx, county, 2_000_000n));
  for (const id of proposals) await approve(ctx, county, id);
  for (const id of proposals) await claimReward(ctx, await reporterOf(ctx, id), { method: 'cash' });
  return proposals;
}

async function payAll(proposals: readonly string[]): Promise<void> {
  const batchId = await makeBatch(ctx, county.actor('finance.1'));
  await releaseBatch(ctx, county.actor('guardians.1'), batchId, []);
  for (const [index, id] of proposals.entries()) {
    const { reportId } = await proposalRow(ctx, id);
    const cashCode = (await rewardForReporter(ctx, reportId))?.cashCode ?? '';
    const payment = { rewardId: rewardOf(id), voucher: `V-${id.slice(0, 8)}-${index}`, cashCode };
    await payReward(ctx, county.actor('finance.1'), payment);
  }
}

describe('what is paid', () => {
  test('has no way back to its case by any id in any row, nor by the transaction that wrote it', async () => {
    const claimed = await claimedInOrder();
    await night(ctx);
    // All of the night is one transaction, the only one that writes rows of both; the payment itself leaves none.
    const entered = sharedTransactions(await stolenRows(owner()));
    expect(entered).toMatchObject([{ nightly: true, cases: MANY, payments: MANY }]);
    await payAll(shuffled(claimed));
    await night(ctx);
    const rows = await stolenRows(owner());
    const { cases, payments } = sidesOf(rows);
    for (const id of claimed) {
      expect(payments.has(rewardOf(id))).toBe(true);
      expect([...idsReachedFrom(rows, rewardOf(id))].filter((reached) => cases.has(reached))).toEqual([]);
      // The search does find what is joined: a proposal and its case.
      const { caseId } = await proposalRow(ctx, id);
      expect(idsReachedFrom(rows, id).has(caseId)).toBe(true);
    }
    expect(sharedTransactions(rows)).toEqual([]);
  });

  test('comes in no order that tells whose it is: neither at the claim nor at the payment', async () => {
    const claimed = await claimedInOrder();
    await night(ctx);
    const rewards = claimed.map(rewardOf);
    // By chance one or two of sixteen are right; nine happen once in half a million nights.
    for (const by of ['"order"', 'ctid', 'id']) {
      expect(rightByOrder(rewards, await orderOf('reward', 'id', by, rewards))).toBeLessThan(9);
    }
    expect(rightByOrder(rewards, await orderOf('payee_share', 'reward_id', 'ctid', rewards))).toBeLessThan(9);
    const entered = await orderOf('reward', 'id', 'ctid', rewards);
    const emptied = (await orderOf('reward_proposal', 'id', 'ctid', claimed)).map(rewardOf);
    expect(rightByOrder(entered, emptied)).toBeLessThan(9);
    const paid = shuffled(claimed);
    await payAll(paid);
    await night(ctx);
    const told = (await orderOf('reward_proposal', 'id', 'ctid', paid)).map(rewardOf);
    expect(rightByOrder(paid.map(rewardOf), told)).toBeLessThan(9);
    const caseIds = await Promise.all(paid.map(async (id) => (await proposalRow(ctx, id)).caseId));
    const events = await owner().execute<{ id: string }>(sql`select case_id::text as id from case_event
      where act = 'payout.pay' and case_id::text in ${caseIds} order by ctid`);
    expect(events).toHaveLength(MANY);
    expect(
      rightByOrder(
        caseIds,
        events.map(({ id }) => id),
      ),
    ).toBeLessThan(9);
  });

  test('is named beside its case by no table file and no write-ahead log, from approval on', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const mark = Buffer.from(rewardOf(proposalId).replaceAll('-', ''), 'hex');
    const since = await logPosition(ctx);
    await approve(ctx, county, proposalId);
    await claimReward(ctx, await reporterOf(ctx, proposalId), { method: 'cash' });
    const stolen = await stolenBytes(ctx, since);
    expect([stolen.includes(mark), stolen.includes(rewardOf(proposalId))]).toEqual([false, false]);
    await night(ctx);
    // The search does find it where it lies: in finance's own row.
    expect((await stolenBytes(ctx, since)).includes(mark)).toBe(true);
  });

  test('is told to who opens the case, by number and voucher, and to nobody else', async () => {
    const { caseId, reportId, proposalId, rewardId } = await claimedCase(ctx, county, PAYEE);
    await payOut(ctx, county, rewardId, 'V-SEALED-1');
    await night(ctx);
    const lead = county.of('fire.lead');
    const { reward: view } = await caseForStaff(ctx, lead.actor, caseId);
    expect(view?.reward).toMatchObject({ id: proposalId, state: 'paid', amount: null });
    const { opened } = await workspace(ctx, lead, caseId);
    const sealed = view?.reward?.paymentForCase ?? '';
    const [row] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
    expect(await openPayment(opened, { id: proposalId, sealed })).toEqual({
      order: row?.order,
      amountFen: String(row?.amount),
      voucher: 'V-SEALED-1',
      paidOn: '2025-09-15',
    });
    // Whoever opens the case computes it again from the facts sealed there.
    const proposed = await openProposal(opened, view?.reward ?? { id: '', stepsForCase: '' });
    expect([proposed.amountFen, proposed.facts.penaltyFen]).toEqual([String(row?.amount), '5000000']);
    expect(await rewardForReporter(ctx, reportId)).toMatchObject({ state: 'paid', amount: null, rewardId: null });
    const events = await ctx.db.select().from(caseEvent).where(eq(caseEvent.caseId, caseId)).orderBy(caseEvent.number);
    expect(events.at(-1)).toMatchObject({ act: 'payout.pay', memberId: null });
  });

  test('leaves no key by which an old copy of the database would join them', async () => {
    const { proposalId, rewardId } = await claimedCase(ctx, county, PAYEE);
    ctx.advance(DAY);
    await enterNight(ctx);
    const kept = await ctx.db.select().from(handOver).where(eq(handOver.kind, 'rewardLink'));
    const [link] = kept.filter(({ onDay, bytes }) =>
      Buffer.from(ctx.nightKeys.known(onDay)?.open('rewardLink', bytes) ?? []).includes(proposalId),
    );
    expect(link).toBeDefined();
    await payOut(ctx, county, rewardId, 'V-GONE-1');
    const rest = kept.filter(({ id }) => id !== link?.id).map(({ id }) => id);
    // Others of that day still wait, which would keep its key; they do not matter here.
    if (rest.length > 0) await ctx.db.delete(handOver).where(inArray(handOver.id, rest));
    ctx.advance(DAY);
    await enterNight(ctx);
    expect(ctx.nightKeys.known(link?.onDay ?? '')).toBeNull();
  });
});

describe('the statistics', () => {
  test('count each payment once, by sums that hold no payment', async () => {
    const before = await ctx.db.select().from(rewardCount);
    const of = (rows: typeof before, kind: string) =>
      rows.filter((row) => row.of === kind).reduce((sum, { count }) => sum + count, 0n);
    const claimed = await claimedInOrder();
    await night(ctx);
    await payAll(claimed);
    await Promise.all([night(ctx), night(ctx)]);
    await night(ctx);
    const after = await ctx.db.select().from(rewardCount);
    expect(of(after, 'sector') - of(before, 'sector')).toBe(BigInt(MANY));
    expect(of(after, 'town') - of(before, 'town')).toBe(BigInt(MANY));
    expect(of(after, 'money') - of(before, 'money')).toBe(BigInt(MANY) * 300_000n);
    expect(after.length).toBeLessThan(MANY);
  });
});

describe('a lost key', () => {
  test('of a day holds up nobody else and leaves no claim half-made; a lead approves again at no further cost', async () => {
    ctx.advance(DAY);
    const lost = await proposeBare(ctx, county, 2_000_000n);
    await approve(ctx, county, lost);
    await noteSeen(ctx, (await reporterOf(ctx, lost)).reportId);
    await extendClaim(ctx, county.actor('fire.lead'), { proposalId: lost, reason: 'illness' });
    ctx.nightKeys.destroy(new Date(ctx.now() + 8 * 3_600_000).toISOString().slice(0, 10));
    const claim = claimReward(ctx, await reporterOf(ctx, lost), { method: 'cash' });
    await expect(claim).rejects.toMatchObject({ code: 'notOpen' });
    expect((await proposalRow(ctx, lost)).state).toBe('approved');
    const [before] = await ctx.db.select().from(fund);
    await expect(approve(ctx, county, lost, 'emergency.lead')).rejects.toMatchObject({ code: 'notFound' });
    await approve(ctx, county, lost);
    await expect(approve(ctx, county, lost)).rejects.toMatchObject({ code: 'alreadyDone' });
    // The days to claim begin anew, and may be extended as any others.
    expect(await proposalRow(ctx, lost)).toMatchObject({ noticedOn: null, claimUntil: null, claimExtendedOn: null });
    await claimReward(ctx, await reporterOf(ctx, lost), { method: 'cash' });
    expect((await ctx.db.select().from(fund))[0]?.balance).toBe(before?.balance);
    const other = await proposeBare(ctx, county, 2_000_000n);
    await approve(ctx, county, other);
    await claimReward(ctx, await reporterOf(ctx, other), { method: 'cash' });
    await night(ctx);
    for (const id of [other, lost]) expect(await ctx.db.$count(reward, eq(reward.id, rewardOf(id)))).toBe(1);
  });
});
