import type { RewardPolicy } from './policy';
import type { AccidentGrade, Anonymity, Matter, Verdict } from './vocabulary';

export type RewardFacts = {
  matter: Matter;
  verdict: Verdict;
  /** The administrative penalty in fen; null when none was imposed. */
  penaltyFen: bigint | null;
  /** Verified deaths that were concealed, and all deaths of the accident: two numbers. */
  concealedDeaths: number;
  totalDeaths: number;
  /** The accident's final grade. */
  accidentGrade: AccidentGrade | null;
  insider: boolean;
  anonymity: Anonymity;
  majorHazard: boolean;
  excluded: { alreadyKnown: boolean; supervisingOfficial: boolean; fabricated: boolean };
  /** An anonymous reporter has proved by the agreed code that the report is theirs. */
  provesByCode: boolean;
  /** What the unit sets for a general hazard within the local range; the range's lower end when left out. */
  chosenFen?: bigint;
};

export type RewardRefusal =
  | 'notSubstantiated'
  | 'alreadyKnown'
  | 'supervisingOfficial'
  | 'fabricated'
  | 'anonymousNotEligible'
  | 'codeNotProven'
  | 'noRuleForMatter'
  | 'amountNotEntered'
  | 'noConcealedDeaths'
  | 'concealedExceedsTotal'
  | 'gradeNotFinal'
  | 'outsideRange';

/** One step of the computation as plain JSON; every amount is whole fen in digits, `resultFen` what stands after it. */
export type RewardStep =
  | { code: 'noPenalty'; resultFen: string; legalBasis: string }
  | { code: 'penaltyShare'; penaltyFen: string; basisPoints: number; resultFen: string; legalBasis: string }
  | {
      code: 'concealedDeaths';
      deaths: number;
      grade: AccidentGrade;
      perDeathFen: string;
      resultFen: string;
      legalBasis: string;
    }
  | { code: 'generalHazard'; minFen: string; maxFen: string; resultFen: string; legalBasis: string }
  | { code: 'floor'; floorFen: string; resultFen: string; legalBasis: string }
  | { code: 'cap'; capFen: string; resultFen: string; legalBasis: string }
  | {
      code: 'insiderUplift';
      basisPoints: number;
      upliftFen: string;
      minimumApplied: boolean;
      resultFen: string;
      legalBasis: string;
    };

export type RewardResult = { amountFen: bigint; steps: RewardStep[]; refusedBecause?: RewardRefusal };

type Base = { amountFen: bigint; capFen: bigint; steps: RewardStep[] };

/**
 * The reward for a report under a policy, in whole fen (parts of a fen are dropped), with the steps that lead to it.
 * `refusedBecause` is set, and the amount zero, where no reward is due or the policy lacks a number. Source: the policy's
 * legal basis; nationally 安监总财〔2018〕19号.
 */
export function computeReward(policy: RewardPolicy, facts: RewardFacts): RewardResult {
  const excluded = exclusion(policy, facts);
  const base = excluded ?? baseReward(policy, facts);
  if (typeof base === 'string') return { amountFen: 0n, steps: [], refusedBecause: base };
  const { amountFen, steps } = facts.insider ? uplifted(policy, base) : base;
  return { amountFen, steps };
}

function exclusion(policy: RewardPolicy, facts: RewardFacts): RewardRefusal | null {
  if (facts.excluded.fabricated) return 'fabricated';
  if (facts.verdict === 'unsubstantiated') return 'notSubstantiated';
  if (facts.excluded.supervisingOfficial) return 'supervisingOfficial';
  if (facts.excluded.alreadyKnown) return 'alreadyKnown';
  if (facts.anonymity === 'named') return null;
  if (policy.anonymousEligible !== true) return 'anonymousNotEligible';
  return facts.provesByCode ? null : 'codeNotProven';
}

function baseReward(policy: RewardPolicy, facts: RewardFacts): Base | RewardRefusal {
  switch (facts.matter) {
    case 'concealedAccident':
      return byConcealedDeaths(policy, facts);
    case 'violation':
      return byPenalty(policy, facts.penaltyFen);
    case 'hazard':
    case 'majorRisk':
      return facts.majorHazard ? byPenalty(policy, facts.penaltyFen) : byLocalRange(policy, facts.chosenFen);
    case 'misconduct':
      return 'noRuleForMatter';
  }
}

function byPenalty(policy: RewardPolicy, penaltyFen: bigint | null): Base | RewardRefusal {
  const { basisPoints, floorFen, capFen } = policy.penaltyShare;
  if (basisPoints === null || floorFen === null || capFen === null) return 'amountNotEntered';
  const { legalBasis } = policy;
  const share = ((penaltyFen ?? 0n) * BigInt(basisPoints)) / 10_000n;
  const steps: RewardStep[] = [
    penaltyFen === null
      ? { code: 'noPenalty', resultFen: '0', legalBasis }
      : { code: 'penaltyShare', penaltyFen: String(penaltyFen), basisPoints, resultFen: String(share), legalBasis },
  ];
  const floored = share < floorFen ? floorFen : share;
  if (floored !== share) {
    steps.push({ code: 'floor', floorFen: String(floorFen), resultFen: String(floored), legalBasis });
  }
  return capped({ amountFen: floored, capFen, steps }, legalBasis);
}

function byConcealedDeaths(policy: RewardPolicy, facts: RewardFacts): Base | RewardRefusal {
  const { concealedDeaths: deaths, totalDeaths, accidentGrade: grade } = facts;
  if (deaths <= 0) return 'noConcealedDeaths';
  if (deaths > totalDeaths) return 'concealedExceedsTotal';
  if (grade === null) return 'gradeNotFinal';
  const perDeathFen = policy.concealedDeath.perDeathFen[grade];
  const { capFen } = policy.concealedDeath;
  if (perDeathFen === null || capFen === null) return 'amountNotEntered';
  const { legalBasis } = policy;
  const amountFen = perDeathFen * BigInt(deaths);
  const resultFen = String(amountFen);
  const step = {
    code: 'concealedDeaths',
    deaths,
    grade,
    perDeathFen: String(perDeathFen),
    resultFen,
    legalBasis,
  } as const;
  return capped({ amountFen, capFen, steps: [step] }, legalBasis);
}

function byLocalRange(policy: RewardPolicy, chosenFen?: bigint): Base | RewardRefusal {
  const { minFen, maxFen } = policy.generalHazard;
  if (minFen === null || maxFen === null) return 'amountNotEntered';
  const amountFen = chosenFen ?? minFen;
  if (amountFen < minFen || amountFen > maxFen) return 'outsideRange';
  const { legalBasis } = policy;
  const resultFen = String(amountFen);
  const step = {
    code: 'generalHazard',
    minFen: String(minFen),
    maxFen: String(maxFen),
    resultFen,
    legalBasis,
  } as const;
  return { amountFen, capFen: maxFen, steps: [step] };
}

function capped(base: Base, legalBasis: string): Base {
  if (base.amountFen <= base.capFen) return base;
  const step = { code: 'cap', capFen: String(base.capFen), resultFen: String(base.capFen), legalBasis } as const;
  return { ...base, amountFen: base.capFen, steps: [...base.steps, step] };
}

/** Adds the insider's share to what an outsider would get; the province says whether the cap moves with it. */
function uplifted(policy: RewardPolicy, base: Base): Base {
  const insider = policy.insider;
  if (insider === null) return base;
  const share = (base.amountFen * BigInt(insider.basisPoints)) / 10_000n;
  const minimumFen = insider.minimumFen ?? 0n;
  const minimumApplied = share < minimumFen;
  const upliftFen = minimumApplied ? minimumFen : share;
  const amountFen = base.amountFen + upliftFen;
  const { legalBasis, basisPoints } = insider;
  const step = {
    code: 'insiderUplift',
    basisPoints,
    upliftFen: String(upliftFen),
    minimumApplied,
    resultFen: String(amountFen),
    legalBasis,
  } as const;
  return capped(
    { amountFen, capFen: insider.capFen ?? ordinaryCap(policy, base), steps: [...base.steps, step] },
    legalBasis,
  );
}

/** A general hazard's range binds the base only; its uplift stays under the policy's ordinary cap. */
function ordinaryCap(policy: RewardPolicy, base: Base): bigint {
  const general = base.steps[0]?.code === 'generalHazard';
  return general ? (policy.penaltyShare.capFen ?? base.capFen) : base.capFen;
}
