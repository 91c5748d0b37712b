import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { NOTICE_METHODS } from '~/domain/reward/reward-order';
import { caseForStaff } from '~/services/case/case-page.server';
import { settleLimits } from '~/services/case/limit-settling.server';
import { claimReward } from '~/services/reward/claim.server';
import { creditFund } from '~/services/reward/fund.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { noteSeen, notifyReward } from '~/services/reward/reward-notice.server';
import { workCalendar } from '../../domain/made-calendar';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import { approve, bankClaim, proposeBare, reporterOf } from '../reward-play';
import { actor, balanceOf, county, ctx, fundId, refusal, rowOf } from './reward-county';

describe('the days to claim', () => {
  test('run from the notice, not from the approval: a reward nobody saw is never lost', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    await approve(ctx, county, proposalId);
    ctx.setNow('2025-12-20');
    await expireRewards(ctx);
    expect(await rowOf(proposalId)).toMatchObject({ state: 'approved', noticedOn: null, claimUntil: null });
    await noteSeen(ctx, (await reporterOf(ctx, proposalId)).reportId);
    const begun = { noticedOn: '2025-12-20', noticedBy: 'seen', claimUntil: '2026-02-18', claimProvisional: false };
    expect(await rowOf(proposalId)).toMatchObject(begun);
    ctx.setNow('2025-12-24');
    // Neither a second look nor the department moves the day.
    await noteSeen(ctx, (await reporterOf(ctx, proposalId)).reportId);
    await expect(notifyReward(ctx, actor('fire.lead'), { proposalId, method: 'told' })).rejects.toEqual(
      refusal('alreadyDone'),
    );
    expect(await rowOf(proposalId)).toMatchObject(begun);
    ctx.setNow('2025-09-15');
  });

  test.each(NOTICE_METHODS)('run from the day on which the department recorded the notice: %s', async (method) => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    await expect(notifyReward(ctx, actor('fire.handler'), { proposalId, method })).rejects.toEqual(
      refusal('stageForbids'),
    );
    await approve(ctx, county, proposalId);
    ctx.setNow('2025-10-08');
    for (const login of ['emergency.lead', 'finance.1']) {
      await expect(notifyReward(ctx, actor(login), { proposalId, method })).rejects.toMatchObject({ refusal: true });
    }
    await notifyReward(ctx, actor('fire.handler'), { proposalId, method });
    // The 60th day is a Sunday.
    expect(await rowOf(proposalId)).toMatchObject({
      noticedBy: method,
      noticedOn: '2025-10-08',
      claimUntil: '2025-12-08',
    });
    ctx.setNow('2025-09-15');
  });

  test('depend on holidays that are not published, say so, and are counted anew once they are', async () => {
    const filed = await reportFire(ctx);
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    await approve(ctx, county, proposalId);
    const knows = (year: number, ...holidays: string[]) => ({
      ...ctx,
      calendar: workCalendar(holidays, [], (asked) => asked <= year),
    });
    ctx.setNow('2025-12-30');
    const [early, later] = [knows(2025), knows(2026, '2026-01-01', '2026-01-02', '2026-02-27')];
    await acceptCase(early, actor('fire.lead'), filed.caseId);
    await noteSeen(early, (await reporterOf(ctx, proposalId)).reportId);
    const caseRow = async () => (await ctx.db.select().from(caseFile).where(eq(caseFile.id, filed.caseId)))[0];
    expect(await caseRow()).toMatchObject({ dueOn: '2026-03-02', dueProvisional: true });
    expect(await rowOf(proposalId)).toMatchObject({ claimUntil: '2026-03-02', claimProvisional: true });
    expect((await caseForStaff(early, actor('fire.lead'), filed.caseId)).facts.dueProvisional).toBe(true);
    expect(await settleLimits(early)).toBe(0);
    const moved = knows(2026, '2026-03-02', '2026-03-03');
    expect(await settleLimits(moved)).toBe(2);
    expect(await caseRow()).toMatchObject({ dueOn: '2026-03-04', dueProvisional: false });
    expect(await rowOf(proposalId)).toMatchObject({ claimUntil: '2026-03-04', claimProvisional: false });
    expect(await settleLimits(later)).toBe(0);
    ctx.setNow('2025-09-15');
  });

  const PAYEE = { holder: '李四', bank: '安岭农商行', account: '6222020200112233445' };

  test('the last day still counts; then the claim is refused and the money returns', async () => {
    await creditFund(ctx, actor('finance.1'), { fundId, amount: 10_000_000n, voucher: 'BK-2' });
    const [early, late] = [await proposeBare(ctx, county, 2_000_000n), await proposeBare(ctx, county, 2_000_000n)];
    for (const proposalId of [early, late]) await approve(ctx, county, proposalId);
    for (const proposalId of [early, late]) await noteSeen(ctx, (await reporterOf(ctx, proposalId)).reportId);
    const before = (await balanceOf()) ?? 0n;
    ctx.setNow('2025-11-14');
    await claimReward(ctx, await reporterOf(ctx, early), { method: 'cash' });
    ctx.setNow('2025-11-15');
    await expect(claimReward(ctx, await reporterOf(ctx, late), { method: 'cash' })).rejects.toEqual(refusal('tooLate'));
    const others = await expireRewards(ctx);
    expect(others).toBeGreaterThanOrEqual(1);
    expect(await expireRewards(ctx)).toBe(0);
    expect((await rowOf(late)).state).toBe('returned');
    expect((await rowOf(early)).state).toBe('claimed');
    expect((await balanceOf()) ?? 0n).toBeGreaterThanOrEqual(before + ((await rowOf(late)).amount ?? 0n));
    await expect(claimReward(ctx, await reporterOf(ctx, late), { method: 'cash' })).rejects.toEqual(refusal('tooLate'));
    // The same claim sent again stands; a different one is refused.
    await claimReward(ctx, await reporterOf(ctx, early), { method: 'cash' });
    await expect(claimReward(ctx, await reporterOf(ctx, early), bankClaim(PAYEE))).rejects.toEqual(
      refusal('alreadyDone'),
    );
    ctx.setNow('2025-09-15');
  });

  test('an account is checked before anything is written', async () => {
    const payee = { holder: '王小二', bank: '安岭农商行', account: '12345' };
    const someone = { kind: 'reporter', reportId: crypto.randomUUID() } as const;
    await expect(claimReward(ctx, someone, bankClaim(payee))).rejects.toEqual(refusal('invalid', 'bankAccount'));
    await expect(claimReward(ctx, someone, { method: 'cash' })).rejects.toEqual(refusal('notFound'));
  });
});
