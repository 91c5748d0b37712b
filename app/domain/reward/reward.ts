import { basisOf, type RewardRule } from '~/domain/county/reward-tiers';
import { shareOf } from '~/domain/money';
import { accidentGrade, type GradeTable } from '~/domain/report/accident-grade';
import { ACCIDENT_GRADES, type AccidentGrade, type Anonymity, type Matter, type Verdict } from '~/domain/vocabulary';

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
  /** Unlawful production, trade or building (违法生产经营建设), beyond a general violation. */
  unlawfulProduction: boolean;
  excluded: { alreadyKnown: boolean; supervisingOfficial: boolean; fabricated: boolean };
  /** An anonymous reporter has proved by the agreed code that the report is theirs. */
  provesByCode: boolean;
  /** The code of the situation in the list in force, where one was found; then its fixed amount is the reward. */
  situation?: string | null;
  /** What the unit sets for a general hazard or violation within the local range; the range's lower end when left out. */
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
  | 'noPenalty'
  | 'noConcealedDeaths'
  | 'concealedExceedsTotal'
  | 'gradeNotFinal'
  | 'gradeBelowDeaths'
  | 'outsideRange'
  | 'situationUnknown';

/**
 * One step of the computation as plain JSON; every amount is whole fen as digits, and `resultFen` is the amount after
 * the step.
 */
export type RewardStep =
  /** Only older proposals have this step: today no reward is due where there is no penalty. */
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
  | { code: 'situation'; situation: string; text: string; resultFen: string; legalBasis: string }
  | ({ code: 'generalHazard' } & InRange)
  | ({ code: 'generalViolation' } & InRange)
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

type InRange = { minFen: string; maxFen: string; resultFen: string; legalBasis: string };

export type RewardResult = { amountFen: bigint; steps: RewardStep[]; refusedBecause?: RewardRefusal };

type Base = { amountFen: bigint; capFen: bigint; steps: RewardStep[] };

/**
 * The reward for a report under a policy, in whole fen (rounded as the policy says), with the steps that lead to it.
 * `grades` are the bounds of accident grades in force. Where no reward is due, or the policy lacks a number,
 * `refusedBecause` is set and the amount is zero. Source: the policy's legal basis; nationally 安监总财〔2018〕19号.
 */
export function computeReward(policy: RewardRule, facts: RewardFacts, grades: GradeTable): RewardResult {
  const excluded = exclusion(policy, facts);
  const base = excluded ?? baseReward(policy, facts, grades);
  if (typeof base === 'string') return { amountFen: 0n, steps: [], refusedBecause: base };
  const { amountFen, steps } = facts.insider ? uplifted(policy, base) : base;
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

function baseReward(policy: RewardRule, facts: RewardFacts, grades: GradeTable): Base | RewardRefusal {
  if (facts.situation) return bySituation(policy, facts.situation);
  switch (facts.matter) {
    case 'concealedAccident':
      return byConcealedDeaths(policy, facts, grades);
    case 'violation':
      return byGravity(policy, facts, 'generalViolation', facts.unlawfulProduction);
    case 'hazard':
    case 'majorRisk':
      return byGravity(policy, facts, 'generalHazard', facts.majorHazard);
    case 'misconduct':
      return 'noRuleForMatter';
  }
}

/**
 * The national share and its floor are for major hazards and unlawful production for which a penalty was imposed.
 * General ones, and those without a penalty, are a matter of the local range.
 */
function byGravity(policy: RewardRule, facts: RewardFacts, range: LocalRange, grave: boolean): Base | RewardRefusal {
  const { penaltyFen } = facts;
  if (grave && penaltyFen !== null && penaltyFen > 0n) return byPenalty(policy, penaltyFen);
  const local = byLocalRange(policy, range, facts.chosenFen);
  return grave && local === 'amountNotEntered' ? 'noPenalty' : local;
}
type LocalRange = 'generalHazard' | 'generalViolation';

/** A fixed amount stands for itself: neither the fine nor its floor and cap change it. */
function bySituation(policy: RewardRule, code: string): Base | RewardRefusal {
  const list = policy.situations;
  const item = list?.items.find((one) => one.code === code);
  if (!list || !item) return 'situationUnknown';
  const { text, amountFen } = item;
  const legalBasis = item.basis ?? list.legalBasis;
  const step = { code: 'situation', situation: code, text, resultFen: String(amountFen), legalBasis } as const;
  return { amountFen, capFen: amountFen, steps: [step] };
}

function byPenalty(policy: RewardRule, penaltyFen: bigint): Base | RewardRefusal {
  const { basisPoints, floorFen, capFen } = policy.penaltyShare;
  if (basisPoints === null || floorFen === null || capFen === null) return 'amountNotEntered';
  const basis = (figure: string) => basisOf(policy, `penaltyShare.${figure}`);
  const share = shareOf(penaltyFen, basisPoints, policy.rounding ?? 'halfUp');
  const steps: RewardStep[] = [
    {
      code: 'penaltyShare',
      penaltyFen: String(penaltyFen),
      basisPoints,
      resultFen: String(share),
      legalBasis: basis('basisPoints'),
    },
  ];
  if (share >= floorFen) return capped({ amountFen: share, capFen, steps }, basis('capFen'));
  steps.push({ code: 'floor', floorFen: String(floorFen), resultFen: String(floorFen), legalBasis: basis('floorFen') });
  return capped({ amountFen: floorFen, capFen, steps }, basis('capFen'));
}

function byConcealedDeaths(policy: RewardRule, facts: RewardFacts, grades: GradeTable): Base | RewardRefusal {
  const { concealedDeaths: deaths, totalDeaths, accidentGrade: grade } = facts;
  if (deaths <= 0) return 'noConcealedDeaths';
  if (deaths > totalDeaths) return 'concealedExceedsTotal';
  if (grade === null) return 'gradeNotFinal';
  if (isBelowDeaths(grade, totalDeaths, grades)) return 'gradeBelowDeaths';
  const perDeathFen = policy.concealedDeath.perDeathFen[grade];
  const { capFen } = policy.concealedDeath;
  if (perDeathFen === null || capFen === null) return 'amountNotEntered';
  const legalBasis = basisOf(policy, `concealedDeath.perDeathFen.${grade}`);
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
  return capped({ amountFen, capFen, steps: [step] }, basisOf(policy, 'concealedDeath.capFen'));
}

/**
 * Deaths alone give an accident at least their grade; injuries and loss, which are not entered, may only raise it
 * (国务院令第493号 Art. 3).
 */
function isBelowDeaths(grade: AccidentGrade, deaths: number, grades: GradeTable): boolean {
  const least = accidentGrade({ deaths, seriousInjuries: 0, lossFen: 0n }, grades);
  return ACCIDENT_GRADES.indexOf(grade) < ACCIDENT_GRADES.indexOf(least);
}

function byLocalRange(policy: RewardRule, range: LocalRange, chosenFen?: bigint): Base | RewardRefusal {
  const { minFen, maxFen } = policy[range];
  if (minFen === null || maxFen === null) return 'amountNotEntered';
  const amountFen = chosenFen ?? minFen;
  if (amountFen < minFen || amountFen > maxFen) return 'outsideRange';
  const legalBasis = basisOf(policy, `${range}.maxFen`);
  const resultFen = String(amountFen);
  const step = {
    code: range,
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

/** Adds the insider's share to what an outsider would get; the province says whether the cap rises with it. */
function uplifted(policy: RewardRule, base: Base): Base {
  const insider = policy.insider;
  if (insider === null) return base;
  const share = shareOf(base.amountFen, insider.basisPoints, policy.rounding ?? 'halfUp');
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
  let capFen = insider.capFen ?? ordinaryCap(policy, base);
  // A cap for insiders that is below the ordinary one takes nothing from what everybody gets.
  if (capFen < base.amountFen) capFen = base.amountFen;
  return capped({ amountFen, capFen, steps: [...base.steps, step] }, legalBasis);
}

/** A local range binds only the base; its uplift stays under the policy's ordinary cap. */
function ordinaryCap(policy: RewardRule, base: Base): bigint {
  const first = base.steps[0]?.code;
  const general = first === 'generalHazard' || first === 'generalViolation' || first === 'situation';
  return general ? (policy.penaltyShare.capFen ?? base.capFen) : base.capFen;
}
