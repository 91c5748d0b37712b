import { basisOf, type RewardRule } from '~/domain/county/reward-tiers';
import { shareOf } from '~/domain/money';
import { accidentGrade, type GradeTable } from '~/domain/report/accident-grade';
import { ACCIDENT_GRADES, type AccidentGrade } from '~/domain/vocabulary';
import type { RewardFacts, RewardRefusal, RewardStep } from './reward-facts';

/** The reward before what is added for a person; `capFen` is the cap that held for it. */
export type Base = { amountFen: bigint; capFen: bigint; steps: RewardStep[] };

/** What the matter itself is worth: a fixed amount, a share of the fine, a sum for each death, or what a local range allows. */
export function baseReward(policy: RewardRule, facts: RewardFacts, grades: GradeTable): Base | RewardRefusal {
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
  if (grave && penaltyFen !== null && penaltyFen > 0n)
    return byPenalty(policy, penaltyFen, facts.particulars?.secondClass === true);
  const local = byLocalRange(policy, range, facts.chosenFen);
  return grave && local === 'amountNotEntered' ? 'noPenalty' : local;
}
type LocalRange = 'generalHazard' | 'generalViolation' | 'concealedInjury';

/** A fixed amount stands for itself: neither the fine nor its floor and cap change it. */
function bySituation(policy: RewardRule, code: string): Base | RewardRefusal {
  const list = policy.situations;
  const item = list?.items.find((one) => one.code === code);
  if (!list || !item) return 'situationUnknown';
  const { text, amountFen } = item;
  const legalBasis = item.basis === null ? list.legalBasis : `${list.legalBasis}；${item.basis}`;
  const step = { code: 'situation', situation: code, text, resultFen: String(amountFen), legalBasis } as const;
  return { amountFen, capFen: amountFen, steps: [step] };
}

function byPenalty(policy: RewardRule, penaltyFen: bigint, second: boolean): Base | RewardRefusal {
  const { floorFen, capFen } = policy.penaltyShare;
  // Where the rule knows no second class, all reports are of the first.
  const figure = second && policy.penaltyShare.secondBasisPoints !== null ? 'secondBasisPoints' : 'basisPoints';
  const basisPoints = policy.penaltyShare[figure];
  if (basisPoints === null || floorFen === null || capFen === null) return 'amountNotEntered';
  const basis = (figure: string) => basisOf(policy, `penaltyShare.${figure}`);
  const share = shareOf(penaltyFen, basisPoints, policy.rounding ?? 'halfUp');
  const steps: RewardStep[] = [
    {
      code: 'penaltyShare',
      penaltyFen: String(penaltyFen),
      basisPoints,
      resultFen: String(share),
      legalBasis: basis(figure),
    },
  ];
  if (share >= floorFen) return capped({ amountFen: share, capFen, steps }, basis('capFen'));
  steps.push({ code: 'floor', floorFen: String(floorFen), resultFen: String(floorFen), legalBasis: basis('floorFen') });
  return capped({ amountFen: floorFen, capFen, steps }, basis('capFen'));
}

function byConcealedDeaths(policy: RewardRule, facts: RewardFacts, grades: GradeTable): Base | RewardRefusal {
  const { concealedDeaths: deaths, totalDeaths, accidentGrade: grade } = facts;
  const injured = facts.particulars?.concealedInjuries ?? 0;
  if (deaths <= 0 && injured > 0) return byLocalRange(policy, 'concealedInjury', facts.chosenFen);
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

/** At most the cap, with a step that says so. */
export function capped(base: Base, legalBasis: string): Base {
  if (base.amountFen <= base.capFen) return base;
  const step = { code: 'cap', capFen: String(base.capFen), resultFen: String(base.capFen), legalBasis } as const;
  return { ...base, amountFen: base.capFen, steps: [...base.steps, step] };
}
