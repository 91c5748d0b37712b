import { accidentGrades2007 } from '~/domain/county/policies/accident-grades-2007';
import { nationalReward2018 } from '~/domain/county/policies/national-reward-2018';
import { parsePolicyOf } from '~/domain/county/policy';
import type { RewardPolicy } from '~/domain/county/reward-policy';
import { computeReward } from '~/domain/reward/reward';
import type { RewardFacts } from '~/domain/reward/reward-facts';

export const national = parsePolicyOf('reward', nationalReward2018);

export const { grades } = parsePolicyOf('accidentGrades', accidentGrades2007);

export const violation: RewardFacts = {
  matter: 'violation',
  verdict: 'substantiated',
  penaltyFen: 5_000_000n,
  concealedDeaths: 0,
  totalDeaths: 0,
  accidentGrade: null,
  insider: false,
  anonymity: 'named',
  majorHazard: false,
  unlawfulProduction: true,
  excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
  provesByCode: false,
};

export const concealed: RewardFacts = {
  ...violation,
  matter: 'concealedAccident',
  penaltyFen: null,
  concealedDeaths: 1,
  totalDeaths: 2,
  accidentGrade: 'general',
};

export const yuan = (amount: number) => BigInt(Math.round(amount * 100));

export const amountOf = (policy: RewardPolicy, facts: Partial<RewardFacts>, base = violation) =>
  computeReward(policy, { ...base, ...facts }, grades);
