import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { caseFile, report } from '#db/schema/casework';
import { rewardProposal } from '#db/schema/reward';
import { claimantFor, computeFor, sealSteps } from '~/browser/reward/reward-workspace';
import { emptyLocalReward } from '~/domain/county/policies/local-empty';
import type { RewardPolicyData } from '~/domain/county/reward-policy';
import type { ReportDraft } from '~/domain/report/report';
import type { BankAccount } from '~/domain/reward/payee';
import type { RewardInputs } from '~/domain/reward/reward-order';
import { fromBase64 } from '~/envelope/bytes';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { reportProofKey } from '~/envelope/report/report-proof';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { signClaimant } from '~/envelope/reward/claim';
import { assignCase, confirmVerdict } from '~/services/case/case.server';
import { caseForStaff } from '~/services/case/case-page.server';
import type { Context } from '~/services/context.server';
import { COUNTY, seedPolicies } from '~/services/county/policies.server';
import { enterPolicy } from '~/services/county/policy-entry.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { enterNight } from '~/services/night.server';
import { creditFund, openFund } from '~/services/reward/fund.server';
import { type ApprovedClaimant, proposeReward } from '~/services/reward/reward.server';
import { acceptCase, proposeVerdict } from './case-steps';
import { findingRead, keyringOf, reportFire, sealedPart, workspace } from './case-workspace';
import type { Cast } from './ceremony-play';
import { approveReward } from './decided-as-shown';
import type { County } from './fixtures';
import type { TestContext } from './test-context';

/** The shipped rules, and a county rule that rewards anonymous reporters who prove themselves by code. */
export async function enterRules(ctx: TestContext, changes: Partial<RewardPolicyData> = {}): Promise<void> {
  await seedPolicies(ctx);
  const local = emptyLocalReward({ id: 'anling-reward', jurisdiction: COUNTY, legalBasis: '安岭县举报奖励规定' });
  const rule = { ...local, anonymousEligible: true, ...changes };
  await enterPolicy(ctx, { kind: 'system', name: 'test' }, rule);
}

/** A fund of the fire brigade for the clock's year, in yuan. */
export async function fireFund(ctx: TestContext, county: County, yuan: bigint): Promise<string> {
  const year = new Date(ctx.now()).getUTCFullYear();
  const finance = county.actor('finance.1');
  const fundId = await openFund(ctx, finance, { unitId: county.unitIds.fire, year, source: 'fiscal' });
  if (yuan > 0n) await creditFund(ctx, finance, { fundId, amount: yuan * 100n, voucher: 'BK-2025-001' });
  return fundId;
}

/** A report brought to a confirmed verdict by the services, as in real use. */
export async function confirmedCase(ctx: Context, county: Cast, changes: Partial<ReportDraft> = {}) {
  const filed = await reportFire(ctx, { matter: 'violation', insider: false, ...changes });
  await confirmCase(ctx, county, filed.caseId);
  return filed;
}

/** The same for a case that already lies with the fire brigade. */
export async function confirmCase(ctx: Context, county: Cast, caseId: string): Promise<void> {
  const handler = county.actor('fire.handler');
  await acceptCase(ctx, county.actor('fire.lead'), caseId);
  await assignCase(ctx, county.actor('fire.lead'), caseId, handler.memberId);
  const { opened } = await workspace(ctx, county.of('fire.handler'), caseId);
  const finding = await sealedPart(opened, 'finding', { verdict: 'substantiated', text: '属实' });
  await proposeVerdict(ctx, handler, caseId, { verdict: 'substantiated', finding, unvisited: true });
  await confirmVerdict(ctx, county.actor('fire.lead'), caseId, await findingRead(ctx, caseId));
}

export const INPUTS: RewardInputs = {
  penaltyFen: 5_000_000n,
  chosenFen: null,
  situation: null,
  concealedDeaths: 0,
  totalDeaths: 0,
  accidentGrade: null,
  insider: false,
  anonymity: 'anonymous',
  majorHazard: false,
  unlawfulProduction: true,
  excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
};

/** The handler's browser computes, seals and proposes; returns the proposal's id. */
export async function proposeFrom(
  ctx: Context,
  county: Cast,
  filed: { caseId: string; reportId: string },
  inputs: RewardInputs = INPUTS,
): Promise<string> {
  const handler = county.of('fire.handler');
  const { opened } = await workspace(ctx, handler, filed.caseId);
  const { reward } = await caseForStaff(ctx, handler.actor, filed.caseId);
  if (!reward) throw new Error('no reward yet');
  const proposalId = randomUUID();
  const { reportId } = filed;
  const result = computeFor(reward, inputs);
  const steps = await sealSteps(opened, { proposalId, reportId, policy: reward.policy, inputs, result });
  await proposeReward(ctx, handler.actor, {
    proposalId,
    ...filed,
    inputs,
    stepsForCase: fromBase64(steps.stepsForCase),
    stepsForReporter: fromBase64(steps.stepsForReporter),
  });
  return proposalId;
}

/** Rows of a confirmed case without its sealed parts, where a test needs many and looks only at money. */
export async function bareCase(ctx: TestContext, unitId: string, listVersion = 1) {
  const [caseId, reportId] = [randomUUID(), randomUUID()];
  const day = '2025-09-01';
  await ctx.db.insert(caseFile).values({
    id: caseId,
    matter: 'violation',
    sector: 'fire',
    channel: 'web',
    receivedOn: day,
    responsibleUnitId: unitId,
    assistingUnitIds: [],
    reasons: [],
    excludedUnitTags: [],
    stage: 'verdictConfirmed',
    verdict: 'substantiated',
  });
  const open = { lookupHash: randomUUID(), threadRecipient: 'none', listVersion };
  await ctx.db.insert(report).values({ id: reportId, caseId, receivedOn: day, formTokenHash: randomUUID(), ...open });
  return { caseId, reportId };
}

/** Proposes on a case without sealed parts, with steps that nobody will open. */
export async function proposeBare(
  ctx: TestContext,
  county: County,
  penaltyFen: bigint,
  listVersion = 1,
): Promise<string> {
  const filed = await bareCase(ctx, county.unitIds.fire, listVersion);
  const proposalId = randomUUID();
  const unopened = new TextEncoder().encode(`age-encryption.org/v1\n${'-'.repeat(200)}`);
  await proposeReward(ctx, county.actor('fire.handler'), {
    proposalId,
    ...filed,
    inputs: { ...INPUTS, penaltyFen },
    stepsForCase: unopened,
    stepsForReporter: unopened,
  });
  return proposalId;
}

/** The claimant where a test looks only at money: vouched for by `approve`, whatever the report's narrative says. */
export const CLAIMANT_SEED = new Uint8Array(32).fill(9);
/** The report's own key in such tests, and what the reporter's card would say. */
const CLAIM_REPORT = new Uint8Array(32).fill(8);
const CLAIM_ABOUT: ShareAbout = {
  caseId: '',
  accused: [],
  firstUnitId: '',
  listVersion: 1,
  proofKey: reportProofKey(CLAIM_REPORT, 'claim').publicKey,
};
/** A claim to an account by that claimant. */
export const bankClaim = (payee: BankAccount, about = CLAIM_ABOUT) =>
  ({ method: 'bank', payee, seed: CLAIMANT_SEED, about }) as const;

/** What a lead's browser signs for a claimant. */
export function claimantOf({ memberId, keys }: EnrolledMember, rewardId: string, seed = CLAIMANT_SEED) {
  const named = { rewardId, key: reporterSigningKey(seed).publicKey, memberId };
  const { key, signature, proof } = signClaimant(named, { signing: keys.signing.seed, report: CLAIM_REPORT });
  return { key, signature, proof };
}

/** The id of the future payment as the lead's browser of these tests makes it: a random one that the tests remember. */
export const rewardOf = (proposalId: string): string =>
  `${proposalId.slice(0, -1)}${((Number.parseInt(proposalId.slice(-1), 16) + 1) % 16).toString(16)}`;

/** A lead approves; the claimant is the one of these tests. */
export async function approve(ctx: Context, county: County, proposalId: string, login = 'fire.lead'): Promise<string> {
  const rewardId = rewardOf(proposalId);
  const claimant = claimantOf(county.of(login), rewardId);
  await approveReward(ctx, county.actor(login), { proposalId, rewardId, claimant });
  return rewardId;
}

/** Plays the night after: claims come to finance, and cases learn what was paid. */
export const night = (ctx: Context) => enterNight({ ...ctx, now: () => ctx.now() + 86_400_000 });

export async function proposalRow(ctx: Context, proposalId: string) {
  const [row] = await ctx.db.select().from(rewardProposal).where(eq(rewardProposal.id, proposalId));
  if (!row) throw new Error('no proposal');
  return row;
}

export const reporterOf = async (ctx: Context, proposalId: string) =>
  ({ kind: 'reporter', reportId: (await proposalRow(ctx, proposalId)).reportId }) as const;

/** A lead approves as in real use: the claimant is the one that the opened narrative names. */
export async function approveFromWorkspace(
  ctx: Context,
  county: Cast,
  { caseId, reportId, proposalId }: { caseId: string; reportId: string; proposalId: string },
  login = 'fire.lead',
): Promise<string> {
  const rewardId = rewardOf(proposalId);
  const { opened } = await workspace(ctx, county.of(login), caseId);
  const posted = claimantFor(opened, { rewardId, reportId }, keyringOf(county.of(login)));
  const claimant = JSON.parse(posted) as ApprovedClaimant;
  await approveReward(ctx, county.actor(login), { proposalId, rewardId, claimant });
  return rewardId;
}
