import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { caseEvent, caseFile } from '#db/schema/casework';
import { fund, rewardProposal } from '#db/schema/reward';
import { agrees, openProposal } from '~/browser/reward/reward-workspace';
import { explainedRewardContent, openRewardSteps } from '~/contract/sealed/reward-steps';
import { NOTICE_METHODS } from '~/domain/reward/reward-order';
import { acceptCase } from '~/services/case/case.server';
import { caseForStaff } from '~/services/case/case-page.server';
import { settleLimits } from '~/services/case/limit-settling.server';
import { claimReward } from '~/services/reward/claim.server';
import { creditFund } from '~/services/reward/fund.server';
import { proposeReward, refuseReward } from '~/services/reward/reward.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { noteSeen, notifyReward } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { workCalendar } from '../../domain/made-calendar';
import { reportFire, workspace } from '../case-workspace';
import { approveReward } from '../decided-as-shown';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import {
  approve,
  bankClaim,
  bareCase,
  claimantOf,
  confirmedCase,
  enterRules,
  fireFund,
  INPUTS,
  proposalRow,
  proposeBare,
  proposeFrom,
  reporterOf,
  rewardOf,
} from '../reward-play';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
let fundId: string;
const actor = (login: string) => county.actor(login);
const refusal = (code: string, field?: string) =>
  expect.objectContaining({ refusal: true, code, ...(field && { field }) });

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  fundId = await fireFund(ctx, county, 100_000n);
});

const rowOf = (proposalId: string) => proposalRow(ctx, proposalId);
const balanceOf = async () => (await ctx.db.select().from(fund).where(eq(fund.id, fundId)))[0]?.balance;

describe('a reward from proposal to claim', () => {
  test('is computed anew on the server, explained to officers and reporter, and committed in the fund', async () => {
    const before = await balanceOf();
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    expect(await rowOf(proposalId)).toMatchObject({
      amount: 750_000n,
      state: 'proposed',
      policyId: 'national-reward-2018+anling-reward',
    });
    expect(await rewardForReporter(ctx, filed.reportId)).toBeNull();

    const lead = county.of('fire.lead');
    const { reward: view } = await caseForStaff(ctx, lead.actor, filed.caseId);
    expect(view).toMatchObject({ may: { propose: false, decide: true }, policy: { checked: false } });
    if (!view?.reward) throw new Error('no view');
    const { opened } = await workspace(ctx, lead, filed.caseId);
    const proposed = await openProposal(opened, view.reward);
    expect(proposed.facts.penaltyFen).toBe('5000000');
    expect(agrees(view, proposed, view.reward.amount ?? 0n)).toBe(true);
    expect(agrees(view, proposed, (view.reward.amount ?? 0n) + 1n)).toBe(false);

    await approve(ctx, county, proposalId);
    expect(await rowOf(proposalId)).toMatchObject({ state: 'approved', claimUntil: null, noticedOn: null, fundId });
    expect(await balanceOf()).toBe((before ?? 0n) - 750_000n);

    const seen = await rewardForReporter(ctx, filed.reportId);
    expect(seen).toMatchObject({ state: 'approved', amount: 750_000n, cashCode: null });
    const thread = opened.reports[0]?.keys.thread.identity ?? '';
    const explained = await openRewardSteps(
      explainedRewardContent,
      proposalId,
      seen?.steps ?? new Uint8Array(),
      thread,
    );
    expect(explained.steps.map(({ code }) => code)).toEqual(['penaltyShare']);
    expect(explained).not.toHaveProperty('facts');

    await claimReward(ctx, { kind: 'reporter', reportId: filed.reportId }, { method: 'cash' });
    const claimed = await rewardForReporter(ctx, filed.reportId);
    expect(claimed).toMatchObject({ state: 'claimed', method: 'cash' });
    expect(claimed?.cashCode).toMatch(/^\d{8}$/);
    const events = await ctx.db.select().from(caseEvent).where(eq(caseEvent.caseId, filed.caseId));
    expect(events.slice(-3).map(({ act }) => act)).toEqual(['reward.propose', 'reward.approve', 'reward.claim']);
    expect(events.at(-1)?.memberId).toBeNull();
  });

  test('stands once per case, until it is sent back', async () => {
    const filed = await confirmedCase(ctx, county);
    const first = await proposeFrom(ctx, county, filed);
    await expect(proposeFrom(ctx, county, filed)).rejects.toEqual(refusal('alreadyDone'));
    await refuseReward(ctx, actor('fire.lead'), { proposalId: first, reason: 'wrongInputs' });
    expect((await caseForStaff(ctx, actor('fire.handler'), filed.caseId)).reward).toMatchObject({
      may: { propose: true },
      reward: { state: 'refused', refusedFor: 'wrongInputs' },
    });
    await proposeFrom(ctx, county, filed, { ...INPUTS, penaltyFen: 1_000_000n });
    const { reward: view } = await caseForStaff(ctx, actor('fire.handler'), filed.caseId);
    expect(view?.reward).toMatchObject({ state: 'proposed', amount: 300_000n, own: true });
  });

  test('goes to the first report, only after a confirmed verdict, and only where the rule gives one', async () => {
    const unit = county.unitIds.fire;
    const [one, other] = [await bareCase(ctx, unit), await bareCase(ctx, unit)];
    const steps = new TextEncoder().encode(`age-encryption.org/v1\n${'-'.repeat(200)}`);
    const proposal = {
      ...one,
      proposalId: crypto.randomUUID(),
      inputs: INPUTS,
      stepsForCase: steps,
      stepsForReporter: steps,
    };
    const handler = actor('fire.handler');
    await expect(proposeReward(ctx, handler, { ...proposal, reportId: other.reportId })).rejects.toEqual(
      refusal('conflict', 'reportId'),
    );
    const known = { ...INPUTS, excluded: { ...INPUTS.excluded, alreadyKnown: true } };
    await expect(proposeReward(ctx, handler, { ...proposal, inputs: known })).rejects.toMatchObject({
      code: 'invalid',
      data: { because: 'alreadyKnown' },
    });
    const inTheClear = { ...proposal, stepsForCase: new TextEncoder().encode('x'.repeat(300)) };
    await expect(proposeReward(ctx, handler, inTheClear)).rejects.toEqual(refusal('invalid', 'steps'));
    await expect(proposeReward(ctx, actor('emergency.handler'), proposal)).rejects.toEqual(refusal('notFound'));
    await expect(caseForStaff(ctx, actor('emergency.handler'), one.caseId)).rejects.toEqual(refusal('notFound'));
    await expect(proposeReward(ctx, actor('fire.lead'), proposal)).rejects.toEqual(refusal('notAllowed'));
  });
});

describe('two people', () => {
  test('the proposer approves nothing, by service and by database', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    const rewardId = rewardOf(proposalId);
    const claimant = claimantOf(county.of('fire.handler'), rewardId);
    const both = { ...actor('fire.handler'), roles: ['handler', 'lead'] as const };
    await expect(approveReward(ctx, both, { proposalId, rewardId, claimant })).rejects.toEqual(refusal('samePerson'));
    await expect(refuseReward(ctx, both, { proposalId, reason: 'excluded' })).rejects.toEqual(refusal('samePerson'));
    const { proposedBy } = await rowOf(proposalId);
    const forced = ctx.database.owner.db
      .update(rewardProposal)
      .set({ approvedBy: proposedBy })
      .where(eq(rewardProposal.id, proposalId))
      .catch((error: unknown) => databaseCode(error));
    expect(await forced).toBe('23514');
    await expect(approve(ctx, county, proposalId, 'emergency.lead')).rejects.toEqual(refusal('notFound'));
    await approve(ctx, county, proposalId);
    await expect(approve(ctx, county, proposalId, 'fire.lead2')).rejects.toEqual(refusal('alreadyDone'));
  });
});

describe('the fund', () => {
  test('never falls below zero, however many approve at once', async () => {
    const left = (await balanceOf()) ?? 0n;
    // Each reward takes a fifth and a bit of what is left: four fit.
    const share = left / 5n + 1n;
    const ids: string[] = [];
    for (let i = 0; i < 10; i += 1) ids.push(await proposeBare(ctx, county, (share * 100n) / 15n + 1n));
    const tried = await Promise.allSettled(
      ids.map((proposalId, i) => approve(ctx, county, proposalId, i % 2 === 0 ? 'fire.lead' : 'fire.lead2')),
    );
    const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(tried.filter((one) => one.status === 'fulfilled')).toHaveLength(4);
    for (const reason of refused) expect(reason).toEqual(refusal('fundTooLow', 'fund'));
    expect((await balanceOf()) ?? -1n).toBeGreaterThanOrEqual(0n);
    const below = ctx.database.owner.db
      .update(fund)
      .set({ balance: -1n })
      .where(eq(fund.id, fundId))
      .catch((error: unknown) => databaseCode(error));
    expect(await below).toBe('23514');
  });

  test('without one, approval is refused as too low', async () => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    ctx.setNow('2026-01-05');
    await expect(approve(ctx, county, proposalId)).rejects.toEqual(refusal('fundTooLow'));
    ctx.setNow('2025-09-15');
  });
});

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
    await expect(notifyReward(ctx, actor('fire.lead'), { proposalId, way: 'told' })).rejects.toEqual(
      refusal('alreadyDone'),
    );
    expect(await rowOf(proposalId)).toMatchObject(begun);
    ctx.setNow('2025-09-15');
  });

  test.each(NOTICE_METHODS)('run from the day on which the department recorded the notice: %s', async (way) => {
    const proposalId = await proposeBare(ctx, county, 2_000_000n);
    await expect(notifyReward(ctx, actor('fire.handler'), { proposalId, way })).rejects.toEqual(
      refusal('stageForbids'),
    );
    await approve(ctx, county, proposalId);
    ctx.setNow('2025-10-08');
    for (const login of ['emergency.lead', 'finance.1']) {
      await expect(notifyReward(ctx, actor(login), { proposalId, way })).rejects.toMatchObject({ refusal: true });
    }
    await notifyReward(ctx, actor('fire.handler'), { proposalId, way });
    // 60 days on is a Sunday.
    expect(await rowOf(proposalId)).toMatchObject({
      noticedBy: way,
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
    // The same claim that comes again stands; another one is refused.
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
