import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { caseEvent } from '#db/schema/casework';
import { fund, rewardProposal } from '#db/schema/reward';
import { agrees, openProposal } from '~/browser/reward/reward-workspace';
import { explainedRewardContent, openRewardSteps } from '~/contract/sealed/reward-steps';
import { caseForStaff } from '~/services/case/case-page.server';
import { claimReward } from '~/services/reward/claim.server';
import { proposeReward, refuseReward } from '~/services/reward/reward.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { workspace } from '../case-workspace';
import { approveReward } from '../decided-as-shown';
import {
  approve,
  bareCase,
  claimantOf,
  confirmedCase,
  INPUTS,
  proposeBare,
  proposeFrom,
  rewardOf,
} from '../reward-play';
import { actor, balanceOf, county, ctx, fundId, refusal, rowOf } from './reward-county';

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
    // Each reward takes just over a fifth of the fund, so four fit.
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
