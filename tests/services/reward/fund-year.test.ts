import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { fund, ledgerLine } from '#db/schema/reward';
import { claimReward } from '~/services/reward/claim.server';
import { creditFund, fundPage } from '~/services/reward/fund.server';
import { closeFund } from '~/services/reward/fund-close.server';
import { enterClaims } from '~/services/reward/reward-enter.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { notifyReward } from '~/services/reward/reward-notice.server';
import { yearTrialBalance } from '~/services/reward/trial-balance.server';
import { lockWaiters } from '../lock-waiters';
import { approve, bareCase, night, proposeBare, reporterOf } from '../reward-play';
import { actor, county, ctx, fundId, refusal } from './reward-county';

const finance = () => actor('finance.1');
const shownNow = async (id = fundId) =>
  (await fundPage(ctx, finance())).closable.find((one) => one.id === id)?.shown ?? 'not offered';
const balances = async () => new Map((await ctx.db.select().from(fund)).map(({ year, balance }) => [year, balance]));
const evenBooks = async () => {
  const years = await Promise.all(['2025', '2026'].map((year) => yearTrialBalance(ctx, finance(), year)));
  const [sums] = await ctx.db.execute<{ all: string; carried: string }>(
    sql`select sum(amount)::text as all, coalesce(sum(amount) filter (where account like 'carried:%'), 0)::text as carried from ledger_line`,
  );
  return { years: years.every(({ balanced }) => balanced), ...sums };
};
const EVEN = { years: true, all: '0', carried: '0' };

test('finance sees ahead what is proposed, what was found true, and whether the money lasts', async () => {
  const outlook = async () => (await fundPage(ctx, finance())).outlooks;
  const fire = county.unitIds.fire;
  expect(await outlook()).toMatchObject([
    { unitId: fire, balanceFen: 10_000_000n, creditedFen: 10_000_000n, waitingFen: 0n, casesAhead: 0, state: 'enough' },
  ]);
  // 15 % of 200,000 yuan is proposed; a case found true waits.
  const proposalId = await proposeBare(ctx, county, 20_000_000n);
  await bareCase(ctx, fire);
  expect(await outlook()).toMatchObject([
    { waitingFen: 3_000_000n, casesAhead: 1, expectedFen: null, leftFen: 7_000_000n },
  ]);
  await approve(ctx, county, proposalId);
  expect(await outlook()).toMatchObject([
    { balanceFen: 7_000_000n, waitingFen: 0n, meanFen: 3_000_000n, expectedFen: 3_000_000n, leftFen: 4_000_000n },
  ]);
  const more = [await bareCase(ctx, fire), await bareCase(ctx, fire)];
  expect(more).toHaveLength(2);
  expect(await outlook()).toMatchObject([{ casesAhead: 3, leftFen: -2_000_000n, state: 'short' }]);
  expect((await fundPage(ctx, actor('emergency.lead'))).outlooks).toEqual([]);
  expect(JSON.stringify(await outlook(), (_, value) => String(value))).not.toContain('caseId');
});

test('a year is closed once it is over: what is left is carried over whole, and what was approved is still paid', async () => {
  const late = await proposeBare(ctx, county, 2_000_000n);
  const lateReward = await approve(ctx, county, late);
  await expect(closeFund(ctx, finance(), { fundId, end: 'carryOver', voucher: 'JZ-1', shown: '' })).rejects.toEqual(
    refusal('stageForbids'),
  );
  ctx.setNow('2026-01-05');
  const close = { fundId, end: 'carryOver' as const, voucher: 'JZ-1', shown: await shownNow() };
  const left = (await balances()).get(2025) ?? 0n;
  await expect(closeFund(ctx, finance(), { ...close, shown: '' })).rejects.toEqual(refusal('shownOtherwise'));
  await expect(closeFund(ctx, finance(), { ...close, voucher: '' })).rejects.toEqual(refusal('invalid', 'voucher'));
  await expect(closeFund(ctx, actor('fire.lead'), close)).rejects.toEqual(refusal('notAllowed'));
  // Two officers at once carry it over once.
  const both = await Promise.allSettled(
    ['finance.1', 'finance.2'].map((login, at) => closeFund(ctx, actor(login), { ...close, voucher: `JZ-1${at}` })),
  );
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await balances()).toEqual(
    new Map([
      [2025, 0n],
      [2026, left],
    ]),
  );
  expect(await evenBooks()).toEqual(EVEN);
  const credit = creditFund(ctx, finance(), { fundId, amount: 1n, voucher: 'JZ-2' });
  await expect(credit).rejects.toEqual(refusal('stageForbids', 'fundId'));
  expect(await shownNow()).toBe('not offered');

  // What was approved of the old year goes its way there.
  await claimReward(ctx, await reporterOf(ctx, late), { method: 'cash' });
  await night(ctx);
  const [claimed] = await ctx.db
    .select()
    .from(ledgerLine)
    .where(and(eq(ledgerLine.rewardId, lateReward), eq(ledgerLine.kind, 'claim')));
  expect(claimed).toMatchObject({ fundId });
  // An approval of this year takes the money of this year.
  await approve(ctx, county, await proposeBare(ctx, county, 2_000_000n));
  expect(await balances()).toEqual(
    new Map([
      [2025, 0n],
      [2026, left - 300_000n],
    ]),
  );
  expect(await evenBooks()).toEqual(EVEN);
});

test('what comes back unclaimed to a closed year is taken out by closing again, here to the treasury', async () => {
  ctx.setNow('2025-12-01');
  const forgotten = await proposeBare(ctx, county, 2_000_000n);
  await ctx.database.owner.db.update(fund).set({ closedOn: null }).where(eq(fund.id, fundId));
  await creditFund(ctx, finance(), { fundId, amount: 300_000n, voucher: 'JZ-3' });
  await approve(ctx, county, forgotten);
  await notifyReward(ctx, actor('fire.lead'), { proposalId: forgotten, method: 'told' });
  ctx.setNow('2026-04-05');
  await closeFund(ctx, finance(), { fundId, end: 'giveBack', voucher: '', shown: await shownNow() });
  expect(await expireRewards(ctx)).toBe(1);
  const before = await balances();
  expect(before.get(2025)).toBe(300_000n);
  await closeFund(ctx, finance(), { fundId, end: 'giveBack', voucher: 'JZ-4', shown: await shownNow() });
  expect(await balances()).toEqual(new Map([...before, [2025, 0n]]));
  expect(await evenBooks()).toEqual(EVEN);
});

test('claims of several years are entered while a year is closed: the earlier fund is waited for with no later one held', async () => {
  const claimOne = async () => {
    const proposalId = await proposeBare(ctx, county, 200_000n);
    await approve(ctx, county, proposalId);
    await claimReward(ctx, await reporterOf(ctx, proposalId), { method: 'cash' });
  };
  ctx.setNow('2025-12-01');
  await ctx.database.owner.db.update(fund).set({ closedOn: null }).where(eq(fund.id, fundId));
  await creditFund(ctx, finance(), { fundId, amount: 300_000n, voucher: 'JZ-5' });
  await claimOne();
  ctx.setNow('2026-04-05');
  for (let made = 0; made < 5; made += 1) await claimOne();
  ctx.setNow('2026-04-06');
  const { done } = await ctx.database.owner.db.transaction(async (tx) => {
    await tx.select().from(fund).where(eq(fund.id, fundId)).for('update');
    const entering = enterClaims(ctx);
    await lockWaiters(ctx, 1);
    const later = tx.select({ year: fund.year }).from(fund).where(eq(fund.year, 2026));
    expect(await later.for('update', { noWait: true })).toEqual([{ year: 2026 }]);
    return { done: entering };
  });
  expect(await done).toBe(6);
  expect(await evenBooks()).toEqual(EVEN);
});

test('the database takes no line that carries over more than comes in elsewhere', async () => {
  const lines = (account: string) => [
    { line: 1, account: `fund:${fundId}`, amount: -5n },
    { line: 2, account, amount: 5n },
  ];
  const postingId = crypto.randomUUID();
  const forced = ctx.database.owner.db
    .insert(ledgerLine)
    .values(
      lines(`carried:${fundId}`).map((line) => ({ ...line, postingId, kind: 'carryOut', fundId, onDay: '2026-04-05' })),
    )
    .catch((error: unknown) => databaseCode(error));
  expect(await forced).toBe('23514');
});
