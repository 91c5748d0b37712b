import { and, eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { fund, ledgerLine, reward, rewardProposal } from '#db/schema/reward';
import { isRefusal } from '~/domain/refusal';
import type { RewardState } from '~/domain/reward/reward-order';
import { claimReward } from '~/services/reward/claim.server';
import { correctCredit, creditFund, fundPage } from '~/services/reward/fund.server';
import { accountBalances } from '~/services/reward/ledger.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { refuseReward } from '~/services/reward/reward.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { noteSeen } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { yearTrialBalance } from '~/services/reward/trial-balance.server';
import { correctPayment, makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { approve, enterRules, fireFund, night, proposeBare, rewardOf } from '../reward-play';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
let fundId: string;
const made: string[] = [];

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  fundId = await fireFund(ctx, county, 20_000n);
});

const reportOf = async (proposalId: string) =>
  (await ctx.db.select().from(rewardProposal).where(eq(rewardProposal.id, proposalId)))[0]?.reportId;

const pick = (n: number) => made[n % Math.max(1, made.length)] ?? crypto.randomUUID();

/** One random act each; refusals are the rules at work, and anything else fails the test. */
const ACTS: Record<string, (n: number) => Promise<unknown>> = {
  credit: (n) => creditFund(ctx, county.actor('finance.1'), { fundId, amount: BigInt(n), voucher: `BK-${n}` }),
  propose: async (n) => made.push(await proposeBare(ctx, county, BigInt(n) * 1000n)),
  approve: (n) => approve(ctx, county, pick(n)),
  refuse: (n) => refuseReward(ctx, county.actor('fire.lead'), { proposalId: pick(n), reason: 'excluded' }),
  see: async (n) => noteSeen(ctx, (await reportOf(pick(n))) ?? '00000000-0000-4000-8000-000000000000'),
  claim: async (n) => {
    const reportId = (await reportOf(pick(n))) ?? '00000000-0000-4000-8000-000000000000';
    await claimReward(ctx, { kind: 'reporter', reportId }, { method: 'cash' });
  },
  night: () => night(ctx),
  batch: () => makeBatch(ctx, county.actor('finance.1')),
  release: async () => {
    const page = await payoutPage(ctx, county.actor('guardians.1'));
    for (const { id } of page.guardian?.batches ?? []) await releaseBatch(ctx, county.actor('guardians.1'), id, []);
  },
  pay: async (n) => {
    const reportId = await reportOf(pick(n));
    const cashCode = reportId && (await rewardForReporter(ctx, reportId))?.cashCode;
    await payReward(ctx, county.actor('finance.2'), {
      rewardId: rewardOf(pick(n)),
      voucher: `V-${n}`,
      cashCode: cashCode ?? '',
    });
  },
  correct: (n) =>
    correctPayment(ctx, county.actor('finance.1'), {
      rewardId: rewardOf(pick(n)),
      voucher: `H-${n}`,
      reason: 'mistake',
    }),
  uncredit: async (n) => {
    const credits = await ctx.db
      .select({ id: ledgerLine.postingId })
      .from(ledgerLine)
      .where(and(eq(ledgerLine.kind, 'credit'), eq(ledgerLine.line, 1)));
    const postingId = credits[n % Math.max(credits.length, 1)]?.id ?? '';
    await correctCredit(ctx, county.actor('finance.1'), { postingId, voucher: `C-${n}` });
  },
  wait: async (n) => {
    ctx.advance((n % 40) * 86_400_000);
    if (new Date(ctx.now()).getUTCFullYear() > 2025) ctx.setNow('2025-09-15');
    await expireRewards(ctx);
  },
};

async function booksAgree(): Promise<void> {
  const trial = await yearTrialBalance(ctx, county.actor('finance.1'), null);
  expect(trial.balanced).toBe(true);
  expect(trial.debitFen).toBe(trial.creditFen);
  expect(trial.rows.filter(({ account }) => account === 'fund').map(({ balanceFen }) => balanceFen)).toEqual([
    (await ctx.db.select({ balance: fund.balance }).from(fund).where(eq(fund.id, fundId)))[0]?.balance,
  ]);
  const sums = new Map((await accountBalances(ctx.db, [fundId])).map(({ account, amount }) => [account, amount]));
  const on = (account: Parameters<typeof sums.get>[0]) => sums.get(account) ?? 0n;
  expect([...sums.values()].reduce((all, amount) => all + amount, 0n)).toBe(0n);
  const [row] = await ctx.db.select().from(fund).where(eq(fund.id, fundId));
  expect(row?.balance).toBe(on('fund'));
  expect(on('fund')).toBeGreaterThanOrEqual(0n);
  const rewards = await ctx.db.select({ state: reward.state, amount: reward.amount }).from(reward);
  const proposals = await ctx.db.select().from(rewardProposal);
  // Of those claimed, the ones that wait for the night.
  const committed = proposals.filter(({ state }) => state === 'approved' || state === 'claimed');
  const inStates = (...states: RewardState[]) =>
    rewards.filter(({ state }) => states.includes(state)).reduce((all, { amount }) => all + amount, 0n);
  expect(on('committed')).toBe(committed.reduce((all, { amount }) => all + (amount ?? 0n), 0n));
  expect(on('payable')).toBe(inStates('claimed', 'batched', 'released'));
  expect(on('paid')).toBe(inStates('paid'));
  const crooked = await ctx.db
    .select({ id: ledgerLine.postingId })
    .from(ledgerLine)
    .groupBy(ledgerLine.postingId)
    .having(sql`sum(${ledgerLine.amount}) <> 0 or count(*) <> 2`);
  expect(crooked).toEqual([]);
}

/** Tried first, so that a payment is among what is checked whatever chance brings. */
const WHOLE_WAY: [string, number][] = [
  ['credit', 40_000],
  ['propose', 1_000],
  ['approve', 1],
  ['claim', 1],
  ['night', 1],
  ['batch', 1],
  ['release', 1],
  ['pay', 1],
  ['night', 1],
  ['correct', 1],
  ['batch', 2],
  ['release', 2],
  ['pay', 2],
  ['credit', 7],
  ['uncredit', 0],
];

test('whatever is done in whatever order, the books agree with the rewards', async () => {
  const names = fc.constantFrom(
    ...Object.keys(ACTS),
    'propose',
    'approve',
    'approve',
    'claim',
    'claim',
    'night',
    'pay',
    'pay',
  );
  const acts = fc.array(fc.tuple(names, fc.integer({ min: 1, max: 40_000 })), { minLength: 10, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      for (const [name, n] of sequence) {
        await ACTS[name]?.(n).catch((error: unknown) => {
          if (!isRefusal(error)) throw error;
        });
      }
      await booksAgree();
    }),
    { numRuns: 12, endOnFailure: true, examples: [[WHOLE_WAY]] },
  );
  const booked = await ctx.db.selectDistinct({ kind: ledgerLine.kind }).from(ledgerLine);
  expect(booked.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['credit', 'approve', 'claim', 'pay', 'bounce', 'uncredit']),
  );
});

test('acts at the same time leave the books in agreement too', async () => {
  const tried = Object.values(ACTS).flatMap((act) => [1, 2, 3, 5, 8].map((n) => act(n)));
  for (const one of await Promise.allSettled(tried)) {
    if (one.status === 'rejected') expect(isRefusal(one.reason)).toBe(true);
  }
  await booksAgree();
});

test('a voucher stands for one entry, whatever way it is written, and an entry is taken back once', async () => {
  const finance = county.actor('finance.1');
  const used = expect.objectContaining({ code: 'alreadyDone', field: 'voucher' });
  await creditFund(ctx, finance, { fundId, amount: 700n, voucher: 'ＢＫ［2026］ 9' });
  for (const voucher of ['BK〔2026〕9', 'bk〔2026〕9', 'BK (2026) 9。']) {
    await expect(creditFund(ctx, finance, { fundId, amount: 700n, voucher })).rejects.toEqual(used);
  }
  const credited = and(eq(ledgerLine.voucher, 'BK〔2026〕9'), eq(ledgerLine.line, 1));
  const [{ postingId = '' } = {}] = await ctx.db.select().from(ledgerLine).where(credited);
  await expect(correctCredit(ctx, finance, { postingId, voucher: 'BK〔2026〕9' })).rejects.toEqual(used);
  const before = (await ctx.db.select().from(fund).where(eq(fund.id, fundId)))[0]?.balance ?? 0n;
  await correctCredit(ctx, finance, { postingId, voucher: 'BK〔2026〕10' });
  expect((await ctx.db.select().from(fund).where(eq(fund.id, fundId)))[0]?.balance).toBe(before - 700n);
  await expect(correctCredit(ctx, finance, { postingId, voucher: 'BK〔2026〕11' })).rejects.toMatchObject({
    code: 'alreadyDone',
    field: 'reverses',
  });
  const line = (await fundPage(ctx, finance)).lines.find((one) => one.postingId === postingId);
  if (line) expect(line.reversed).toBe(true);
  await expect(correctCredit(ctx, county.actor('auditor'), { postingId, voucher: 'X-1' })).rejects.toMatchObject({
    code: 'notAllowed',
  });
  await booksAgree();
});

test('nobody changes or crookedly adds a line', async () => {
  const code = (work: Promise<unknown>) => work.catch((error: unknown) => databaseCode(error));
  const line = {
    postingId: crypto.randomUUID(),
    line: 1,
    kind: 'credit',
    account: `fund:${fundId}`,
    amount: 5n,
    onDay: '2025-09-15',
  };
  expect(await code(ctx.db.insert(ledgerLine).values(line).execute())).toBe('23514');
  expect(await code(ctx.db.update(ledgerLine).set({ amount: 1n }).execute())).toBe('42501');
  expect(await code(ctx.database.owner.db.delete(ledgerLine).execute())).toBe('P0001');
});

test('a lead sees the own unit’s money only, finance and auditor all, others nothing', async () => {
  expect((await fundPage(ctx, county.actor('fire.lead'))).funds.map(({ id }) => id)).toEqual([fundId]);
  expect((await fundPage(ctx, county.actor('emergency.lead'))).funds).toEqual([]);
  expect((await fundPage(ctx, county.actor('emergency.lead'))).lines).toEqual([]);
  const all = await fundPage(ctx, county.actor('auditor'));
  expect(all.lines.length).toBeGreaterThan(2);
  expect(all.units).toEqual([]);
  const next = all.next && (await fundPage(ctx, county.actor('auditor'), all.next));
  const seen = new Set(all.lines.map(({ postingId }) => postingId));
  for (const { postingId } of next?.lines ?? []) expect(seen.has(postingId)).toBe(false);
  await expect(fundPage(ctx, county.actor('fire.handler'))).rejects.toMatchObject({ code: 'notAllowed' });
});
