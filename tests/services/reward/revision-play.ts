import { randomUUID } from 'node:crypto';
import { lockCase } from '~/services/case/case-record.server';
import { today } from '~/services/context.server';
import { claimReward } from '~/services/reward/claim.server';
import { rewardForCase, rewardForReporter } from '~/services/reward/reward-page.server';
import { reviseReward } from '~/services/reward/reward-revision.server';
import { makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import { INPUTS, night, reporterOf } from '../reward-play';
import { actor, ctx, rowOf } from './reward-county';

const unopened = new TextEncoder().encode(`age-encryption.org/v1\n${'-'.repeat(200)}`);

/** The handler proposes an earlier reward anew, for a fine of so many fen. */
export async function revise(earlierId: string, penaltyFen: bigint, beforeFen = 0n) {
  const { caseId, reportId } = await rowOf(earlierId);
  const proposalId = randomUUID();
  const steps = { stepsForCase: unopened, stepsForReporter: unopened };
  const revision = { proposalId, caseId, reportId, inputs: { ...INPUTS, penaltyFen }, revises: earlierId, beforeFen };
  await reviseReward(ctx, actor('fire.handler'), { ...revision, ...steps });
  return proposalId;
}

export async function paidInCash(proposalId: string, rewardId: string, voucher: string) {
  const reporter = await reporterOf(ctx, proposalId);
  await claimReward(ctx, reporter, { method: 'cash' });
  await night(ctx);
  await releaseBatch(ctx, actor('guardians.1'), await makeBatch(ctx, actor('finance.1')), []);
  const cashCode = (await rewardForReporter(ctx, reporter.reportId))?.cashCode ?? '';
  await payReward(ctx, actor('finance.1'), { rewardId, voucher, cashCode });
  await night(ctx);
}

/** The reward section as its page offers it, also of a case without sealed parts. */
export const sectionOf = (caseId: string, login: string) =>
  ctx.db.transaction(async (tx) => rewardForCase(ctx, tx, await lockCase(tx, caseId), actor(login), today(ctx)));
