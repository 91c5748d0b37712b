import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { caseEvent, caseFile } from '#db/schema/casework';
import { handOver } from '#db/schema/hand-over';
import { ledgerLine, rewardProposal } from '#db/schema/reward';
import { shownAs } from '~/domain/shown';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { claimReward } from '~/services/reward/claim.server';
import { forwardReward, refuseReward } from '~/services/reward/reward.server';
import { fileReward } from '~/services/reward/reward-filing.server';
import { approveHigher, forwardedRewards, returnHigher } from '~/services/reward/reward-higher.server';
import { rewardsFor } from '~/services/reward/reward-list.server';
import { notifyReward } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import {
  approve,
  claimantOf,
  confirmedCase,
  enterRules,
  INPUTS,
  night,
  proposeBare,
  proposeFrom,
  reporterOf,
  rewardOf,
} from '../reward-play';
import { paidInCash, revise, sectionOf } from './revision-play';
import { actor, balanceOf, county, ctx, refusal, rowOf } from './reward-county';

const LIMIT = 300_000n;

/** A lead's browser agrees to it, whoever may approve it. */
async function forward(proposalId: string, login = 'fire.lead') {
  const rewardId = rewardOf(proposalId);
  const { amount } = await rowOf(proposalId);
  const claimant = claimantOf(county.of(login), rewardId);
  await forwardReward(ctx, actor(login), { proposalId, rewardId, amount: amount ?? 0n, claimant });
}

const shownOf = async (proposalId: string) => {
  const { order, amount } = await rowOf(proposalId);
  return shownAs({ order, amount });
};
const events = (caseId: string, act: string) =>
  ctx.db
    .select()
    .from(caseEvent)
    .where(and(eq(caseEvent.caseId, caseId), eq(caseEvent.act, act)));

test('above the limit of the rule the lead alone approves nothing, and the level above alone nothing either', async () => {
  await enterRules(ctx, { id: 'anling-levels', effectiveFrom: '2025-01-01', approval: { leadUpToFen: String(LIMIT) } });
  const before = await balanceOf();
  // 15 % of these fines: exactly the limit, and a fen above it.
  const small = await proposeBare(ctx, county, 2_000_000n);
  const filed = await confirmedCase(ctx, county);
  const large = await proposeFrom(ctx, county, filed, { ...INPUTS, penaltyFen: 2_000_010n });
  expect([(await rowOf(small)).amount, (await rowOf(large)).amount]).toEqual([LIMIT, LIMIT + 2n]);
  await expect(forward(small)).rejects.toEqual(refusal('conflict'));
  await expect(approve(ctx, county, large)).rejects.toEqual(refusal('conflict'));
  await approve(ctx, county, small);
  const charged = (before ?? 0n) - LIMIT;

  const guardian = actor('guardians.1');
  const decided = { proposalId: large, shown: await shownOf(large) };
  await expect(approveHigher(ctx, guardian, decided)).rejects.toEqual(refusal('alreadyDone'));
  const handler = { ...actor('fire.handler'), roles: ['handler', 'lead'] as const };
  const rewardId = rewardOf(large);
  const own = {
    proposalId: large,
    rewardId,
    amount: LIMIT + 2n,
    claimant: claimantOf(county.of('fire.handler'), rewardId),
  };
  await expect(forwardReward(ctx, handler, own)).rejects.toEqual(refusal('samePerson'));
  await expect(fileReward(ctx, actor('fire.handler'), { proposalId: large })).rejects.toEqual(refusal('stageForbids'));
  await forward(large);
  // The filing form may be made for the level above already, by the unit alone.
  await expect(fileReward(ctx, actor('emergency.lead'), { proposalId: large })).rejects.toEqual(refusal('notFound'));
  await fileReward(ctx, actor('fire.handler'), { proposalId: large });
  expect(await rowOf(large)).toMatchObject({ filedOn: '2025-09-15', state: 'forwarded' });
  // Nothing is charged, the reporter learns of nothing, and nobody may claim.
  expect(await balanceOf()).toBe(charged);
  const reporter = await reporterOf(ctx, large);
  expect(await rewardForReporter(ctx, reporter.reportId)).toBeNull();
  await expect(claimReward(ctx, reporter, { method: 'cash' })).rejects.toEqual(refusal('notFound'));
  const facts = await followFacts(ctx, await ownReport(ctx, reporter.reportId));
  expect(facts.events.map(({ act }) => act).filter((act) => act.startsWith('reward.'))).toEqual([]);

  const [listed, ...more] = await forwardedRewards(ctx, guardian);
  expect(more).toEqual([]);
  expect(listed).toMatchObject({ id: large, amount: LIMIT + 2n, own: false, fund: { balance: charged } });
  expect(Object.keys(listed ?? {})).not.toContain('caseId');
  for (const login of ['fire.handler', 'fire.lead']) {
    const moved = { ...actor(login), roles: ['supervisor'] as const };
    await expect(approveHigher(ctx, moved, decided)).rejects.toEqual(refusal('samePerson'));
    const forced = ctx.database.owner.db
      .update(rewardProposal)
      .set({ higherBy: moved.memberId })
      .where(eq(rewardProposal.id, large))
      .catch((error: unknown) => databaseCode(error));
    expect(await forced).toBe('23514');
  }
  await expect(approveHigher(ctx, actor('fire.lead2'), decided)).rejects.toEqual(refusal('notAllowed'));
  await expect(approveHigher(ctx, guardian, { ...decided, shown: '' })).rejects.toEqual(refusal('shownOtherwise'));
  // Two of them at once charge it once.
  const both = await Promise.allSettled(
    ['guardians.1', 'guardians.2'].map((login) => approveHigher(ctx, actor(login), decided)),
  );
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await balanceOf()).toBe(charged - LIMIT - 2n);
  expect(await rewardForReporter(ctx, reporter.reportId)).toMatchObject({ state: 'approved', amount: LIMIT + 2n });
  const [event] = await events((await rowOf(large)).caseId, 'reward.approveHigher');
  expect(event).toMatchObject({ memberId: null });
  // From here on it is a reward as any other.
  await claimReward(ctx, reporter, { method: 'cash' });
  await night(ctx);
  expect(await rewardForReporter(ctx, reporter.reportId)).toMatchObject({ state: 'claimed', amount: LIMIT + 2n });
});

test('what the level above sends back is charged to nothing, keeps no link, and may be proposed anew', async () => {
  const [lines, links] = [await ctx.db.$count(ledgerLine), await ctx.db.$count(handOver)];
  const proposalId = await proposeBare(ctx, county, 4_000_000n);
  await forward(proposalId);
  const decided = { proposalId, shown: await shownOf(proposalId) };
  await returnHigher(ctx, actor('guardians.1'), { ...decided, reason: 'wrongInputs' });
  expect(await rowOf(proposalId)).toMatchObject({ state: 'refused', amount: null, fundId: null });
  expect([await ctx.db.$count(ledgerLine), await ctx.db.$count(handOver)]).toEqual([lines, links]);
  await expect(approveHigher(ctx, actor('guardians.2'), decided)).rejects.toEqual(refusal('alreadyDone'));
});

test('a difference goes to the level above where the whole does', async () => {
  const first = await proposeBare(ctx, county, 2_000_000n);
  await paidInCash(first, await approve(ctx, county, first), 'HIGH-1');
  const second = await revise(first, 3_000_000n, LIMIT);
  expect(await rowOf(second)).toMatchObject({ amount: 150_000n, revision: 'adds', higherByTotal: true });
  await expect(approve(ctx, county, second)).rejects.toMatchObject({ data: { rule: 'level' } });
  await forward(second);
  await approveHigher(ctx, actor('guardians.1'), { proposalId: second, shown: await shownOf(second) });
  expect((await rowOf(second)).state).toBe('approved');
});

describe('a verdict that was objected to or changed after the proposal', () => {
  const changeCase = async (proposalId: string, changed: Partial<typeof caseFile.$inferInsert>) =>
    ctx.db
      .update(caseFile)
      .set(changed)
      .where(eq(caseFile.id, (await rowOf(proposalId)).caseId));
  const undue = [
    [{ stage: 'objected' }, { code: 'stageForbids' }],
    [{ stage: 'accepted', verdict: null }, { code: 'stageForbids' }],
    [{ stage: 'replied', verdict: 'unsubstantiated' }, { code: 'stageForbids' }],
    [{ stage: 'replied', verdict: 'partlySubstantiated' }, { data: { rule: 'changedSince' } }],
    [{ stage: 'replied', verdict: 'substantiated', restartedOn: '2025-09-15' }, { data: { rule: 'changedSince' } }],
  ] as const;

  test('lets neither the lead nor the level above approve, and offers only to send it back', async () => {
    const small = await proposeBare(ctx, county, 2_000_000n);
    const large = await proposeBare(ctx, county, 4_000_000n);
    const { caseId } = await rowOf(small);
    expect((await sectionOf(caseId, 'fire.lead'))?.may).toMatchObject({ decide: true, sendBack: true });
    await forward(large);
    const decided = { proposalId: large, shown: await shownOf(large) };
    const before = await balanceOf();
    for (const [changed, refused] of undue) {
      await changeCase(small, changed);
      await changeCase(large, changed);
      await expect(approve(ctx, county, small)).rejects.toMatchObject(refused);
      await expect(approveHigher(ctx, actor('guardians.1'), decided)).rejects.toMatchObject(refused);
      const section = await sectionOf(caseId, 'fire.lead');
      expect(section?.may).toMatchObject({ decide: false, sendBack: true, propose: false });
    }
    expect(await balanceOf()).toBe(before);
    await returnHigher(ctx, actor('guardians.1'), { ...decided, reason: 'waitForReview' });
    await refuseReward(ctx, actor('fire.lead'), { proposalId: small, reason: 'waitForReview' });
    expect((await sectionOf(caseId, 'fire.handler'))?.may).toMatchObject({ propose: true, sendBack: false });
    // The same where the review upheld it: what was proposed may be approved.
    const upheld = await proposeBare(ctx, county, 2_000_000n);
    await changeCase(upheld, { stage: 'objected' });
    await changeCase(upheld, { stage: 'replied' });
    await approve(ctx, county, upheld);
  });

  test('is sent back, filed and noticed by the unit that has the case then, and no longer by the former one', async () => {
    const [waiting, forwarded, approved] = [
      await proposeBare(ctx, county, 2_000_000n),
      await proposeBare(ctx, county, 4_000_000n),
      await proposeBare(ctx, county, 1_000_000n),
    ];
    await forward(forwarded);
    await approve(ctx, county, approved);
    const stage = { responsibleUnitId: county.unitIds.emergency, stage: 'replied' };
    for (const id of [waiting, forwarded, approved]) await changeCase(id, stage);
    await changeCase(waiting, { stage: 'objected' });
    const { caseId } = await rowOf(waiting);
    expect((await sectionOf(caseId, 'emergency.lead'))?.may).toMatchObject({ decide: false, sendBack: true });
    const list = await rewardsFor(ctx, actor('emergency.lead'));
    expect(list.own?.waiting.map(({ id }) => id)).toEqual([waiting]);
    const back = { proposalId: waiting, reason: 'waitForReview' } as const;
    await expect(refuseReward(ctx, actor('fire.lead'), back)).rejects.toEqual(refusal('notFound'));
    await refuseReward(ctx, actor('emergency.lead'), back);
    const notice = { proposalId: approved, method: 'told' } as const;
    await expect(notifyReward(ctx, actor('fire.handler'), notice)).rejects.toEqual(refusal('notFound'));
    await notifyReward(ctx, actor('emergency.handler'), notice);
    await fileReward(ctx, actor('emergency.handler'), { proposalId: forwarded });
    expect((await rowOf(forwarded)).filedOn).toBe('2025-09-15');
  });
});
