import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { rewardCount } from '#db/schema/publication';
import { ledgerLine } from '#db/schema/reward';
import { agrees, computeFor, openProposal, revisedResult, sealSteps } from '~/browser/reward/reward-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { caseForStaff } from '~/services/case/case-page.server';
import { claimReward } from '~/services/reward/claim.server';
import { refuseReward } from '~/services/reward/reward.server';
import { noteSeen } from '~/services/reward/reward-notice.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { reviseReward } from '~/services/reward/reward-revision.server';
import { waiveReward } from '~/services/reward/reward-waive.server';
import { workspace } from '../case-workspace';
import {
  approve,
  approveFromWorkspace,
  confirmedCase,
  enterRules,
  INPUTS,
  night,
  proposeBare,
  proposeFrom,
  reporterOf,
} from '../reward-play';
import { paidInCash, revise, sectionOf } from './revision-play';
import { actor, balanceOf, county, ctx, refusal, rowOf } from './reward-county';

const evenBooks = async () =>
  (await ctx.db.select().from(ledgerLine)).reduce((sum, { amount }) => sum + amount, 0n) === 0n;

test('one that nobody claimed is replaced: the fund has the difference alone, and the old one can no longer be claimed', async () => {
  const before = (await balanceOf()) ?? 0n;
  const filed = await confirmedCase(ctx, county);
  const first = await proposeFrom(ctx, county, filed);
  await expect(revise(first, 8_000_000n)).rejects.toEqual(refusal('alreadyDone'));
  await approveFromWorkspace(ctx, county, { ...filed, proposalId: first });
  await noteSeen(ctx, filed.reportId);
  expect(await balanceOf()).toBe(before - 750_000n);
  await expect(revise(first, 5_000_000n)).rejects.toEqual(refusal('invalid', 'inputs'));
  await expect(revise(first, 3_000_000n)).rejects.toEqual(refusal('invalid', 'inputs'));

  // The handler's browser computes from what it opened, and the lead's browser checks it against the same.
  const handler = county.of('fire.handler');
  const { opened } = await workspace(ctx, handler, filed.caseId);
  const { reward: view } = await caseForStaff(ctx, handler.actor, filed.caseId);
  if (!view?.earlier) throw new Error('no view');
  expect(view).toMatchObject({ may: { propose: false, revise: true }, earlier: { id: first, how: 'replaces' } });
  const { amountFen } = await openProposal(opened, view.earlier);
  const earlier = { how: view.earlier.how, beforeFen: BigInt(amountFen) };
  const inputs = { ...INPUTS, penaltyFen: 8_000_000n };
  const result = revisedResult(view.policy, computeFor(view, inputs), earlier);
  if ('none' in result) throw new Error(result.none);
  const proposalId = randomUUID();
  const { reportId } = filed;
  const sealed = await sealSteps(opened, { proposalId, reportId, policy: view.policy, inputs, result });
  await reviseReward(ctx, handler.actor, {
    ...{ proposalId, ...filed, inputs, revises: first, beforeFen: 0n },
    stepsForCase: fromBase64(sealed.stepsForCase),
    stepsForReporter: fromBase64(sealed.stepsForReporter),
  });
  const { reward: deciding } = await caseForStaff(ctx, county.actor('fire.lead'), filed.caseId);
  if (!deciding?.reward || !deciding.earlier) throw new Error('no view');
  expect(deciding).toMatchObject({ may: { decide: true, revise: false }, earlier: { id: first, how: 'replaces' } });
  const proposed = await openProposal(opened, deciding.reward);
  expect(agrees(deciding, proposed, 1_200_000n, earlier)).toBe(true);
  expect(agrees(deciding, proposed, 1_200_000n, { ...earlier, beforeFen: 1n })).toBe(false);
  expect(agrees(deciding, proposed, 1_200_000n, { ...earlier, how: 'adds' })).toBe(false);
  // Until it is approved, the reporter has the first one.
  expect(await rewardForReporter(ctx, reportId)).toMatchObject({ id: first, amount: 750_000n });

  await approveFromWorkspace(ctx, county, { ...filed, proposalId });
  // Its amount and fund, beside the case, would lead to the payment of the new one.
  expect(await rowOf(first)).toMatchObject({ state: 'revised', amount: null, fundId: null });
  expect(await balanceOf()).toBe(before - 1_200_000n);
  expect(await rewardForReporter(ctx, reportId)).toMatchObject({
    id: proposalId,
    amount: 1_200_000n,
    claimUntil: null,
  });
  await claimReward(ctx, await reporterOf(ctx, proposalId), { method: 'cash' });
  expect([(await rowOf(first)).state, (await rowOf(proposalId)).state]).toEqual(['revised', 'claimed']);
  await expect(revise(proposalId, 9_000_000n)).rejects.toEqual(refusal('stageForbids'));
  await night(ctx);
  expect(await evenBooks()).toBe(true);
});

test('only what the page showed is given up, whatever is proposed or sent back beside it', async () => {
  const before = await balanceOf();
  const first = await proposeBare(ctx, county, 2_000_000n);
  await expect(waiveReward(ctx, await reporterOf(ctx, first), first)).rejects.toEqual(refusal('notFound'));
  await approve(ctx, county, first);
  await revise(first, 4_000_000n);
  await waiveReward(ctx, await reporterOf(ctx, first), first);
  expect([await balanceOf(), (await rowOf(first)).state]).toEqual([before, 'waived']);
  const shown = await proposeBare(ctx, county, 2_000_000n);
  await approve(ctx, county, shown);
  const higher = await revise(shown, 4_000_000n);
  await approve(ctx, county, higher);
  const reporter = await reporterOf(ctx, shown);
  for (const other of [shown, ''])
    await expect(waiveReward(ctx, reporter, other)).rejects.toEqual(refusal('shownOtherwise'));
  expect((await rowOf(higher)).state).toBe('approved');
  const again = await revise(higher, 6_000_000n);
  await refuseReward(ctx, actor('fire.lead'), { proposalId: again, reason: 'wrongInputs' });
  await waiveReward(ctx, reporter, higher);
  expect([await balanceOf(), (await rowOf(higher)).state]).toEqual([before, 'waived']);
});

test('one that was claimed before the replacement is approved is not replaced', async () => {
  const first = await proposeBare(ctx, county, 2_000_000n);
  await approve(ctx, county, first);
  const second = await revise(first, 4_000_000n);
  await expect(revise(first, 4_000_000n)).rejects.toEqual(refusal('alreadyDone'));
  await claimReward(ctx, await reporterOf(ctx, first), { method: 'cash' });
  const before = await balanceOf();
  await expect(approve(ctx, county, second)).rejects.toEqual(refusal('conflict'));
  expect([await balanceOf(), (await rowOf(first)).state]).toEqual([before, 'claimed']);
  await refuseReward(ctx, actor('fire.lead'), { proposalId: second, reason: 'wrongInputs' });
  expect(await rowOf(second)).toMatchObject({ state: 'refused', amount: null, fundId: null });
});

test('to one that was paid the difference is paid, less is never asked back, and it counts as one reward', async () => {
  const first = await proposeBare(ctx, county, 2_000_000n);
  await paidInCash(first, await approve(ctx, county, first), 'REV-1');
  const count = async () =>
    new Map((await ctx.db.select().from(rewardCount)).map(({ of, count: sum }) => [of, sum] as const));
  const [counted, before] = [await count(), (await balanceOf()) ?? 0n];
  await expect(revise(first, 1_000_000n, 300_000n)).rejects.toEqual(refusal('invalid', 'inputs'));
  await expect(revise(first, 2_000_000n, 300_000n)).rejects.toEqual(refusal('invalid', 'inputs'));
  const second = await revise(first, 3_000_000n, 300_000n);
  expect(await rowOf(second)).toMatchObject({ amount: 150_000n, revision: 'adds', revises: first });
  await paidInCash(second, await approve(ctx, county, second), 'REV-2');
  expect(await balanceOf()).toBe(before - 150_000n);
  const after = await count();
  expect([after.get('sector'), (after.get('money') ?? 0n) - (counted.get('money') ?? 0n)]).toEqual([
    counted.get('sector'),
    150_000n,
  ]);
  expect([(await rowOf(first)).state, (await rowOf(second)).state]).toEqual(['paid', 'paid']);
  // A further change is settled against both.
  await expect(revise(first, 9_000_000n, 300_000n)).rejects.toEqual(refusal('conflict'));
  const paid = await ctx.db.select().from(ledgerLine).where(eq(ledgerLine.kind, 'pay'));
  expect(paid.filter(({ amount }) => amount === 150_000n)).toHaveLength(1);
  expect(await evenBooks()).toBe(true);
});

test('a difference is never replaced by the whole: the next one waits until it is paid, or goes beside one that lapsed', async () => {
  const first = await proposeBare(ctx, county, 2_000_000n);
  await paidInCash(first, await approve(ctx, county, first), 'REV-3');
  const second = await revise(first, 3_000_000n, 300_000n);
  const paying = await approve(ctx, county, second);
  const { caseId } = await rowOf(first);
  // Approved and unclaimed: a further rise would otherwise pay the whole again.
  await expect(revise(second, 4_000_000n, 450_000n)).rejects.toMatchObject({ data: { rule: 'notYetPaid' } });
  await expect(revise(second, 4_000_000n)).rejects.toMatchObject({ data: { rule: 'notYetPaid' } });
  expect(await sectionOf(caseId, 'fire.handler')).toMatchObject({ may: { revise: false }, earlier: null });
  await paidInCash(second, paying, 'REV-4');
  const offered = await sectionOf(caseId, 'fire.handler');
  expect(offered).toMatchObject({ may: { revise: true }, earlier: { id: second, how: 'adds' } });
  const third = await revise(second, 4_000_000n, 450_000n);
  expect(await rowOf(third)).toMatchObject({ amount: 150_000n, revision: 'adds', revises: second });
  // The reporter gives the difference up: what was paid stands, and a later change is settled against that.
  await approve(ctx, county, third);
  await waiveReward(ctx, await reporterOf(ctx, third), third);
  expect((await rowOf(third)).state).toBe('waived');
  expect((await sectionOf(caseId, 'fire.handler'))?.earlier).toMatchObject({ id: second, how: 'adds' });
  const fourth = await revise(second, 5_000_000n, 450_000n);
  expect(await rowOf(fourth)).toMatchObject({ amount: 300_000n, revises: second });
  await refuseReward(ctx, actor('fire.lead'), { proposalId: fourth, reason: 'wrongInputs' });
  await ctx.db.update(caseFile).set({ purgedOn: '2025-09-15' }).where(eq(caseFile.id, caseId));
  await expect(revise(second, 5_000_000n, 450_000n)).rejects.toEqual(refusal('tooLate'));
  expect((await sectionOf(caseId, 'fire.handler'))?.may.revise).toBe(false);
});

test('while a rise waits the reporter may give the first reward up, and the rise can then only be sent back', async () => {
  const first = await proposeBare(ctx, county, 2_000_000n);
  await approve(ctx, county, first);
  const second = await revise(first, 4_000_000n);
  await waiveReward(ctx, await reporterOf(ctx, first), first);
  expect((await rowOf(first)).state).toBe('waived');
  await expect(approve(ctx, county, second)).rejects.toMatchObject({ data: { rule: 'changedSince' } });
  expect((await sectionOf((await rowOf(first)).caseId, 'fire.lead'))?.may.sendBack).toBe(true);
  await refuseReward(ctx, actor('fire.lead'), { proposalId: second, reason: 'wrongInputs' });
  expect((await rowOf(second)).state).toBe('refused');
});

test('where the rule says so, one that nobody claimed goes down with its penalty', async () => {
  await enterRules(ctx, { id: 'anling-lowers', effectiveFrom: '2025-01-01', lowersUnclaimed: true });
  const first = await proposeBare(ctx, county, 4_000_000n);
  await approve(ctx, county, first);
  const before = (await balanceOf()) ?? 0n;
  const second = await revise(first, 2_000_000n);
  await approve(ctx, county, second);
  expect(await balanceOf()).toBe(before + 300_000n);
  expect(await evenBooks()).toBe(true);
});
