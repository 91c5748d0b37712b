import type { RewardRule } from '~/domain/county/reward-tiers';
import type { GradeTable } from '~/domain/report/accident-grade';
import { lessEarly, uplifted, withinMonth, withSpecial } from './reward-after';
import { baseReward } from './reward-base';
import type { RewardFacts, RewardRefusal, RewardResult } from './reward-facts';

/**
 * The reward for a report under a policy, in whole fen (rounded as the policy says), with the steps that lead to it.
 * `grades` are the bounds of accident grades in force. Where no reward is due, or the policy lacks a number,
 * `refusedBecause` is set and the amount is zero. Source: the policy's legal basis; nationally 安监总财〔2018〕19号.
 */
export function computeReward(policy: RewardRule, facts: RewardFacts, grades: GradeTable): RewardResult {
  const excluded = exclusion(policy, facts);
  const base = excluded ?? baseReward(policy, facts, grades);
  if (typeof base === 'string') return { amountFen: 0n, steps: [], refusedBecause: base };
  const special = withSpecial(policy, facts, facts.insider ? uplifted(policy, facts, base) : base);
  if (typeof special === 'string') return { amountFen: 0n, steps: [], refusedBecause: special };
  const { amountFen, steps } = lessEarly(policy, facts, withinMonth(policy, facts, special));
  return { amountFen, steps };
}

function exclusion(policy: RewardRule, facts: RewardFacts): RewardRefusal | null {
  if (facts.excluded.fabricated) return 'fabricated';
  if (facts.verdict === 'unsubstantiated') return 'notSubstantiated';
  if (facts.excluded.supervisingOfficial) return 'supervisingOfficial';
  if (facts.excluded.alreadyKnown) return 'alreadyKnown';
  if (facts.anonymity === 'named') return null;
  if (policy.anonymousEligible !== true) return 'anonymousNotEligible';
  return facts.provesByCode ? null : 'codeNotProven';
}
