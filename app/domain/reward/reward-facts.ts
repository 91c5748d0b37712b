import type { AccidentGrade, Anonymity, Matter, Verdict } from '~/domain/vocabulary';

/** Who counts as an insider: works there, worked there, or is close family of somebody who does. */
export const INSIDER_KINDS = ['employee', 'former', 'family'] as const;
export type InsiderKind = (typeof INSIDER_KINDS)[number];

/** Why an insider gets no uplift under a rule that has one. */
export const NO_UPLIFTS = ['needsName', 'formerNotCounted', 'familyNotCounted'] as const;
export type NoUplift = (typeof NO_UPLIFTS)[number];

/** Facts that only some rules ask for. */
export type Particulars = {
  /** People injured in a concealed accident; it counts where no concealed death was verified. */
  concealedInjuries: number;
  /** A report of the second class, where the rule has two. */
  secondClass: boolean;
  insiderKind: InsiderKind;
  /** What the unit sets on top for an averted disaster. */
  specialFen: bigint | null;
  /** What this person has got this month already. */
  paidThisMonthFen: bigint | null;
  /** What was paid for this report after the preliminary check. */
  paidEarlyFen: bigint | null;
};

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
  particulars?: Particulars | undefined;
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
  | 'situationUnknown'
  | 'specialOutsideRange';

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
  | ({ code: 'concealedInjury' } & InRange)
  | ({ code: 'generalHazard' } & InRange)
  | ({ code: 'generalViolation' } & InRange)
  | { code: 'special'; specialFen: string; resultFen: string; legalBasis: string }
  | { code: 'monthlyLimit'; limitFen: string; paidFen: string; resultFen: string; legalBasis: string }
  | { code: 'paidEarly'; paidFen: string; resultFen: string; legalBasis: string }
  /** The penalty changed after an earlier reward: this one pays the difference, or takes the earlier one's place. */
  | { code: 'alreadyGranted'; beforeFen: string; resultFen: string; legalBasis: string }
  | { code: 'replaced'; beforeFen: string; resultFen: string; legalBasis: string }
  | { code: 'noUplift'; because: NoUplift; resultFen: string; legalBasis: string }
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

export type InRange = { minFen: string; maxFen: string; resultFen: string; legalBasis: string };

export type RewardResult = { amountFen: bigint; steps: RewardStep[]; refusedBecause?: RewardRefusal };
