import type { Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import { computeReward } from '~/domain/reward/reward';
import type { RewardInputs } from '~/domain/reward/reward-order';
import { ruleDay } from '~/domain/reward/rule-day';
import type { Matter, Verdict } from '~/domain/vocabulary';
import type { CaseRow } from '~/services/case/case-record.server';
import { policyInForce, rewardPolicyOn } from '~/services/county/policies.server';

/** What a handler proposes. */
export type RewardProposal = {
  /** Made by the proposer's browser, because the steps are sealed under it. */
  proposalId: string;
  caseId: string;
  reportId: string;
  /** Used in memory to compute the amount anew, and never stored. */
  inputs: RewardInputs;
  /** The steps, sealed to the case key and to the report's thread key. */
  stepsForCase: Uint8Array;
  stepsForReporter: Uint8Array;
};

/**
 * The amount that follows from a case and the inputs, by the rule in force on the day the case was accepted. Refusal `invalid` (inputs, data.because) where no reward is due.
 */
export async function amountFor(
  tx: Tx,
  row: CaseRow,
  { chosenFen, ...inputs }: RewardInputs,
): Promise<{ amount: bigint; policyId: string }> {
  const policy = await rewardPolicyOn(tx, ruleDay(row), row.responsibleUnitId);
  const { grades } = await policyInForce(tx, 'accidentGrades', ruleDay(row));
  const facts = {
    ...inputs,
    ...(chosenFen === null ? {} : { chosenFen }),
    matter: row.matter as Matter,
    verdict: row.verdict as Verdict,
    // A claim can be made only with the receipt code, so an anonymous claimant has always proved it.
    provesByCode: true,
  };
  const result = computeReward(policy, facts, grades);
  if (result.refusedBecause || result.amountFen <= 0n) {
    throw new Refusal('invalid', { field: 'inputs', data: { because: result.refusedBecause ?? 'nothingDue' } });
  }
  return { amount: result.amountFen, policyId: policy.id };
}
