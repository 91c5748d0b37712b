import type { RewardRule } from '~/domain/county/reward-tiers';
import type { GradeTable } from '~/domain/report/accident-grade';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { computeReward } from './reward';
import type { RewardFacts, RewardRefusal } from './reward-facts';

/** What else would lead to another amount. */
export const REWARD_CHANGES = [
  'floorUpTo',
  'capFrom',
  'noPenalty',
  'insider',
  'noInsider',
  'anonymous',
  'named',
  'oneMoreDeath',
  'higherGrade',
  'lowerEnd',
  'upperEnd',
  'alreadyKnown',
  'supervisingOfficial',
] as const;
export type RewardChangeCode = (typeof REWARD_CHANGES)[number];

/** `fineFen` is the fine up to which the floor holds, or from which the cap does. */
export type RewardChange = {
  code: RewardChangeCode;
  amountFen: bigint;
  refusedBecause?: RewardRefusal;
  fineFen?: bigint;
};

/**
 * What would change a reward: the same computation on facts that differ in one point, as far as the outcome differs.
 */
export function rewardChanges(policy: RewardRule, facts: RewardFacts, grades: GradeTable): RewardChange[] {
  const now = computeReward(policy, facts, grades);
  return variants(policy, facts).flatMap(({ code, change, fineFen }) => {
    const { amountFen, refusedBecause } = computeReward(policy, { ...facts, ...change }, grades);
    const same = amountFen === now.amountFen && refusedBecause === now.refusedBecause;
    if (same && fineFen === undefined) return [];
    return [{ code, amountFen, ...(refusedBecause && { refusedBecause }), ...(fineFen !== undefined && { fineFen }) }];
  });
}

type Variant = { code: RewardChangeCode; change: Partial<RewardFacts>; fineFen?: bigint };

function variants(policy: RewardRule, facts: RewardFacts): Variant[] {
  const { excluded } = facts;
  return [
    ...ofPenalty(policy, facts),
    ...ofDeaths(facts),
    ...ofRange(policy, facts),
    facts.insider ? { code: 'noInsider', change: { insider: false } } : { code: 'insider', change: { insider: true } },
    facts.anonymity === 'named'
      ? { code: 'anonymous', change: { anonymity: 'anonymous' } }
      : { code: 'named', change: { anonymity: 'named' } },
    { code: 'alreadyKnown', change: { excluded: { ...excluded, alreadyKnown: true } } },
    { code: 'supervisingOfficial', change: { excluded: { ...excluded, supervisingOfficial: true } } },
  ];
}

const isGrave = ({ matter, unlawfulProduction, majorHazard, situation }: RewardFacts): boolean =>
  !situation && (matter === 'violation' ? unlawfulProduction : matter !== 'concealedAccident' && majorHazard);

/** Where floor and cap begin to hold, as the smallest fine whose share reaches them. */
function ofPenalty(policy: RewardRule, facts: RewardFacts): Variant[] {
  if (!isGrave(facts)) return [];
  const { basisPoints, floorFen, capFen } = policy.penaltyShare;
  const fined = facts.penaltyFen !== null && facts.penaltyFen > 0n;
  const none: Variant[] = fined ? [{ code: 'noPenalty', change: { penaltyFen: null } }] : [];
  if (basisPoints === null || basisPoints === 0) return none;
  const fineFor = (fen: bigint) => (fen * 10_000n + BigInt(basisPoints) - 1n) / BigInt(basisPoints);
  const at = (code: RewardChangeCode, fen: bigint | null): Variant[] =>
    fen === null || fen === 0n ? [] : [{ code, change: { penaltyFen: fineFor(fen) }, fineFen: fineFor(fen) }];
  return [...at('floorUpTo', floorFen), ...at('capFrom', capFen), ...none];
}

function ofDeaths({ matter, concealedDeaths, totalDeaths, accidentGrade, situation }: RewardFacts): Variant[] {
  if (matter !== 'concealedAccident' || situation || concealedDeaths === 0) return [];
  const higher = accidentGrade && ACCIDENT_GRADES[ACCIDENT_GRADES.indexOf(accidentGrade) + 1];
  const more = concealedDeaths + 1;
  return [
    {
      code: 'oneMoreDeath',
      change: { concealedDeaths: more, totalDeaths: Math.max(totalDeaths, more) },
    },
    ...(higher ? [{ code: 'higherGrade' as const, change: { accidentGrade: higher } }] : []),
  ];
}

/** The ends of the range within which the unit decides. */
function ofRange(policy: RewardRule, facts: RewardFacts): Variant[] {
  if (facts.situation) return [];
  if (facts.matter === 'concealedAccident' || facts.matter === 'misconduct') return [];
  const { minFen, maxFen } = policy[facts.matter === 'violation' ? 'generalViolation' : 'generalHazard'];
  if (isGrave(facts) || minFen === null || maxFen === null) return [];
  return [
    { code: 'lowerEnd', change: { chosenFen: minFen } },
    { code: 'upperEnd', change: { chosenFen: maxFen } },
  ];
}
