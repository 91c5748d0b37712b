import { eq } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import { claimantFor } from '~/browser/reward/reward-workspace';
import { computeReward } from '~/domain/reward/reward';
import type { ExplainedReward, ProposedReward, RewardInputs } from '~/domain/reward/reward-order';
import type { Matter, Verdict } from '~/domain/vocabulary';
import { sealJson } from '~/envelope/seal';
import { type Context, today } from '~/services/context.server';
import { policyInForce, rewardPolicyOn } from '~/services/county/policies.server';
import { ownCard } from '~/services/follow/follow-thread.server';
import { claimReward } from '~/services/reward/claim.server';
import { type ApprovedClaimant, approveReward, proposeReward } from '~/services/reward/reward.server';
import { handler, lead, type Played, sessionOf } from './acts';
import type { Plan } from './plans';
import { type Cast, keyringOf, opened } from './players';

export async function propose(ctx: Context, cast: Cast, played: Played, plan: Plan, verdict: Verdict): Promise<void> {
  const person = handler(cast, played);
  const workspace = await opened(ctx, person, played.caseId);
  const inputs: RewardInputs = {
    penaltyFen: BigInt(plan.story.fineYuan) * 100n,
    concealedDeaths: 0,
    totalDeaths: 0,
    accidentGrade: null,
    insider: plan.insider,
    anonymity: plan.named ? 'named' : 'anonymous',
    majorHazard: plan.story.matter === 'majorRisk',
    unlawfulProduction: plan.story.matter === 'violation',
    excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
    chosenFen: null,
    situation: null,
  };
  const policy = await rewardPolicyOn(ctx.db, today(ctx));
  const { grades } = await policyInForce(ctx.db, 'accidentGrades', today(ctx));
  const { chosenFen: _, ...facts } = inputs;
  const matter: Matter = plan.story.matter;
  const { steps, amountFen } = computeReward(policy, { ...facts, matter, verdict, provesByCode: true }, grades);
  const explained: ExplainedReward = {
    amountFen: String(amountFen),
    steps,
    policyId: policy.id,
    legalBasis: policy.legalBasis,
  };
  const proposed: ProposedReward = {
    ...explained,
    facts: { ...facts, particulars: undefined, penaltyFen: String(inputs.penaltyFen), chosenFen: null },
  };
  const label = { kind: 'rewardSteps', scope: played.proposalId, sequence: 0 } as const;
  const thread = workspace.reports.find(({ reportId }) => reportId === played.reportId)?.keys.thread.recipient ?? '';
  await proposeReward(ctx, person.actor, {
    proposalId: played.proposalId,
    caseId: played.caseId,
    reportId: played.reportId,
    inputs,
    stepsForCase: await sealJson(label, proposed, [workspace.caseKey.recipient]),
    stepsForReporter: await sealJson(label, explained, [thread]),
  });
}

export async function approve(ctx: Context, cast: Cast, played: Played): Promise<void> {
  const { proposalId, rewardId, reportId, caseId } = played;
  const person = lead(cast, played);
  const workspace = await opened(ctx, person, caseId);
  const claimant = JSON.parse(claimantFor(workspace, { rewardId, reportId }, keyringOf(person))) as ApprovedClaimant;
  const [row] = await ctx.db.select().from(rewardProposal).where(eq(rewardProposal.id, proposalId));
  await approveReward(ctx, person.actor, { proposalId, rewardId, amount: row?.amount ?? 0n, claimant });
}

export async function claim(ctx: Context, played: Played, method: 'cash' | 'bank'): Promise<void> {
  const actor = { kind: 'reporter', reportId: played.reportId } as const;
  const payee = { holder: '演示收款人', bank: '演示银行安岭支行', account: '6222020000000000000' };
  const session = await sessionOf(ctx, played);
  const { about } = await ownCard(ctx, session);
  const { seed } = session;
  await claimReward(ctx, actor, method === 'cash' ? { method } : { method, payee, seed, about });
}
