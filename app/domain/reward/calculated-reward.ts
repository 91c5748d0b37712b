import type { RewardRule } from '~/domain/county/reward-tiers';
import type { GradeTable } from '~/domain/report/accident-grade';
import { type AskedReward, readAskedReward } from './asked-reward';
import { jointShares } from './joint-shares';
import { computeReward } from './reward';
import { type RewardChange, rewardChanges } from './reward-changes';
import type { RewardResult } from './reward-facts';

export type CalculatedReward = RewardResult & {
  changes: RewardChange[];
  /** What each signatory has of it, if they divide it equally. */
  shares: bigint[];
};

/** The rule of a day, as rewards are computed from it. */
export type ComputingRule = { policy: RewardRule; grades: GradeTable };

/**
 * What is asked in an address, and its answer by the code that computes real rewards; null where nothing is asked, and
 * no answer where the question has problems.
 */
export function askedReward(
  { policy, grades }: ComputingRule,
  query: URLSearchParams,
): (Pick<AskedReward, 'answers' | 'problems'> & { calculated: CalculatedReward | null }) | null {
  const asked = readAskedReward(query);
  if (asked === null) return null;
  const { answers, problems, facts, signatories } = asked;
  if (facts === null) return { answers, problems, calculated: null };
  const result = computeReward(policy, facts, grades);
  const calculated = {
    ...result,
    changes: rewardChanges(policy, facts, grades),
    shares: jointShares(result.amountFen, signatories),
  };
  return { answers, problems, calculated };
}
