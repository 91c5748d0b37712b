import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseForStaff } from '~/services/case/case-page.server';
import { recount } from '~/services/case/limit-recount.server';
import { settleLimits } from '~/services/case/limit-settling.server';
import { claimReward } from '~/services/reward/claim.server';
import { publicNotices } from '~/services/reward/public-notices.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { extendClaim, noteSeen, notifyReward } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { waiveReward } from '~/services/reward/reward-waive.server';
import { workCalendar } from '../../domain/made-calendar';
import { approve, confirmedCase, proposeBare, proposeFrom, reporterOf } from '../reward-play';
import { actor, balanceOf, county, ctx, refusal, rowOf } from './reward-county';

async function approved(): Promise<string> {
  const proposalId = await proposeBare(ctx, county, 2_000_000n);
  await approve(ctx, county, proposalId);
  return proposalId;
}

test('the days to claim are extended once, by the lead, for a cause that is a code, while they run', async () => {
  const proposalId = await proposeFrom(ctx, county, await confirmedCase(ctx, county));
  await approve(ctx, county, proposalId);
  const extend = (login: string, reason = 'illness') =>
    extendClaim(ctx, actor(login), { proposalId, reason: reason as 'illness' });
  await expect(extend('fire.lead')).rejects.toEqual(refusal('stageForbids'));
  const reporter = await reporterOf(ctx, proposalId);
  await noteSeen(ctx, reporter.reportId);
  expect(await rowOf(proposalId)).toMatchObject({ claimUntil: '2025-11-14' });
  await expect(extend('fire.handler')).rejects.toEqual(refusal('notAllowed'));
  await expect(extend('emergency.lead')).rejects.toEqual(refusal('notFound'));
  await expect(extend('fire.lead', 'because')).rejects.toEqual(refusal('invalid', 'reason'));
  const { caseId } = await rowOf(proposalId);
  expect((await caseForStaff(ctx, actor('fire.lead'), caseId)).reward?.may.extend).toBe(true);
  await extend('fire.lead');
  // 30 days after the first last day: a Sunday, so that Monday counts.
  expect(await rowOf(proposalId)).toMatchObject({ claimUntil: '2025-12-15', claimExtendedOn: '2025-09-15' });
  await expect(extend('fire.lead')).rejects.toEqual(refusal('alreadyDone'));
  // Counting anew from the notice, once holidays change, does not take it back.
  await settleLimits({ ...ctx, calendar: workCalendar(['2025-11-14'], [], () => true) });
  expect(await rowOf(proposalId)).toMatchObject({ claimUntil: '2025-12-15' });
  ctx.setNow('2025-12-15');
  await expireRewards(ctx);
  expect(await rewardForReporter(ctx, reporter.reportId)).toMatchObject({ state: 'approved' });
  ctx.setNow('2025-12-16');
  await expireRewards(ctx);
  expect(await rowOf(proposalId)).toMatchObject({ state: 'returned' });
  await expect(extend('fire.lead')).rejects.toEqual(refusal('stageForbids'));
  ctx.setNow('2025-09-15');
});

test('a public notice says number and days until its last one, whether somebody claims meanwhile or not', async () => {
  const [told, one, other, third] = [await approved(), await approved(), await approved(), await approved()];
  await notifyReward(ctx, actor('fire.handler'), { proposalId: told, method: 'told' });
  for (const proposalId of [one, other, third])
    await notifyReward(ctx, actor('fire.handler'), { proposalId, method: 'published' });
  const numbers = async () => (await publicNotices(ctx)).map(({ order }) => order);
  const orders = [(await rowOf(one)).order, (await rowOf(other)).order, (await rowOf(third)).order];
  expect(await publicNotices(ctx)).toEqual(
    orders.map((order) => ({ order, noticedOn: '2025-09-15', until: '2025-11-14', provisional: false })),
  );
  await claimReward(ctx, await reporterOf(ctx, one), { method: 'cash' });
  await waiveReward(ctx, await reporterOf(ctx, other), other);
  expect(await numbers()).toEqual(orders);
  // Holidays that are changed move the last day of all of them, or it would tell which were claimed.
  const changed = { now: ctx.now, calendar: workCalendar(['2025-11-14'], [], () => true) };
  const { claims } = await recount(ctx.db, changed, '2025-01-01');
  expect(claims.filter(({ after }) => after.on === '2025-11-17').map(({ id }) => id)).toEqual(
    expect.arrayContaining([one, other, third]),
  );
  ctx.setNow('2025-11-14');
  expect(await numbers()).toEqual(orders);
  ctx.setNow('2025-11-15');
  expect(await numbers()).toEqual([]);
  ctx.setNow('2025-09-15');
});

test('a reporter gives the reward up: the money is free at once, and nothing of it can be claimed any more', async () => {
  const before = await balanceOf();
  const proposalId = await approved();
  const reporter = await reporterOf(ctx, proposalId);
  expect(await balanceOf()).toBe((before ?? 0n) - 300_000n);
  await waiveReward(ctx, reporter, proposalId);
  expect([await balanceOf(), (await rowOf(proposalId)).state]).toEqual([before, 'waived']);
  expect(await rewardForReporter(ctx, reporter.reportId)).toMatchObject({ state: 'waived', cashCode: null });
  // Pressed twice, it is done once.
  await waiveReward(ctx, reporter, proposalId);
  await expect(claimReward(ctx, reporter, { method: 'cash' })).rejects.toEqual(refusal('tooLate'));
  const claimed = await approved();
  const other = await reporterOf(ctx, claimed);
  await claimReward(ctx, other, { method: 'cash' });
  await expect(waiveReward(ctx, other, claimed)).rejects.toEqual(refusal('alreadyDone'));
  // Giving up and claiming at the same moment: one of them.
  const raced = await approved();
  const racer = await reporterOf(ctx, raced);
  await Promise.allSettled([waiveReward(ctx, racer, raced), claimReward(ctx, racer, { method: 'cash' })]);
  const [sum] = await ctx.db.execute<{ sum: string }>(sql`select sum(amount)::text as sum from ledger_line`);
  expect(['waived', 'claimed']).toContain((await rowOf(raced)).state);
  expect(sum?.sum).toBe('0');
});
