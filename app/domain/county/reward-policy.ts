import { z } from 'zod';
import { ROUNDINGS } from '~/domain/money';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import { basisPoints, fenOrUnknown, header } from './policy-header';

/** Who makes reward rules, from the widest to the narrowest; a department's are its detailed rules (部门细则). */
export const TIERS = ['nation', 'province', 'municipality', 'county', 'department'] as const;
export type Tier = (typeof TIERS)[number];

/** The parts of a reward rule, each of which some tier decides. */
export const RULED = [
  'penaltyShare',
  'concealedDeath',
  'concealedInjury',
  'generalHazard',
  'generalViolation',
  'insider',
  'special',
  'early',
  'monthly',
  'payer',
  'anonymousEligible',
  'rounding',
  'approval',
  'lowersUnclaimed',
] as const;
export type Ruled = (typeof RULED)[number];

const byGrade = <T extends z.ZodType>(value: T) =>
  z.object(
    Object.fromEntries(ACCIDENT_GRADES.map((grade) => [grade, value])) as Record<(typeof ACCIDENT_GRADES)[number], T>,
  );
const byRuled = <T extends z.ZodType>(value: T) =>
  z.object(Object.fromEntries(RULED.map((part) => [part, value])) as Record<Ruled, T>);

/** What the province adds for insiders. With `capFen` null the ordinary cap stays. */
const insiderUplift = z.object({
  basisPoints,
  minimumFen: fenOrUnknown,
  capFen: fenOrUnknown,
  familyCounts: z.boolean(),
  /** Do people count who no longer work there? Null: they do. */
  formerCounts: z.boolean().nullable().default(null),
  /** Is the uplift for those alone who gave their name (应急〔2020〕69号 Art. 4)? Null: for all. */
  realName: z.boolean().nullable().default(null),
  legalBasis: z.string().min(1).max(200),
});

/** What the unit decides within; a part that no tier enters is not rewarded. */
const range = z.object({ minFen: fenOrUnknown, maxFen: fenOrUnknown });
const NO_RANGE = { minFen: null, maxFen: null };

/** Who pays where several departments act on one matter. */
export const PAYERS = ['penalises', 'acceptedFirst'] as const;
export type Payer = (typeof PAYERS)[number];

const clause = z.string().max(60).nullable().default(null);

/** Rewards. A narrower policy leaves null what a wider one says; see `layRewards`. */
export const rewardPolicySchema = z.object({
  ...header,
  kind: z.literal('reward'),
  /** Null in versions from before there were tiers: the nation's where the jurisdiction is national, else the county's. */
  tier: z.enum(TIERS).nullable().default(null),
  /** The code of the department whose detailed rule it is; null for all other tiers. */
  unit: z.string().max(60).nullable().default(null),
  /** Share of the administrative penalty for major hazards and violations. */
  penaltyShare: z.object({
    basisPoints: basisPoints.nullable(),
    floorFen: fenOrUnknown,
    capFen: fenOrUnknown,
    /** The share for reports of the second class, where a rule has two (mines: 15 % and 12 %). */
    secondBasisPoints: basisPoints.nullable().default(null),
  }),
  concealedDeath: z.object({ perDeathFen: byGrade(fenOrUnknown), capFen: fenOrUnknown }),
  /** An accident that was concealed and injured people, but killed none. */
  concealedInjury: range.default(NO_RANGE),
  /** General hazards are rewarded by local rules only: a range within which the unit decides. */
  generalHazard: range,
  /** Bounds for violations that are not unlawful production. */
  generalViolation: range,
  insider: insiderUplift.nullable(),
  /** On top, where a disaster was averted. */
  special: range.default(NO_RANGE),
  /** What may be paid after the preliminary check already; it counts towards the reward. */
  early: range.default(NO_RANGE),
  /** What one named person may get in a month for general hazards, general violations and situations. */
  monthly: z.object({ perPersonFen: fenOrUnknown }).default({ perPersonFen: null }),
  payer: z.enum(PAYERS).nullable().default(null),
  /** May a reporter known only by code be rewarded? Null: as the wider policy says. */
  anonymousEligible: z.boolean().nullable(),
  /** How parts of a fen are rounded. Null: as the wider policy says, and half up where none says. */
  rounding: z.enum(ROUNDINGS).nullable(),
  /** Up to this amount the unit's lead approves alone; above it somebody of the level above does as well. Null: the lead does. */
  approval: z.object({ leadUpToFen: fenOrUnknown }).default({ leadUpToFen: null }),
  /**
   * Does a reward that nobody claimed yet go down when its penalty does? Null or no: what was approved stands. What was
   * paid is never asked back.
   */
  lowersUnclaimed: z.boolean().nullable().default(null),
  /** The articles of the document that say so, as 第十一条第一项. */
  clauses: byRuled(clause).partial().default({}),
});

export const insiderPolicySchema = z.object({
  ...header,
  kind: z.literal('insider'),
  uplift: insiderUplift.omit({ legalBasis: true }),
});

/**
 * Which tier decides which part of a reward. Narrower tiers than that one are not heard there; null: the narrowest that
 * says something decides.
 */
export const rewardTiersSchema = z.object({
  ...header,
  kind: z.literal('rewardTiers'),
  decides: byRuled(z.enum(TIERS).nullable().default(null)),
});

/** As stored (plain JSON). */
export type RewardPolicyData = z.input<typeof rewardPolicySchema>;
/** As the rules use it (money in bigint). */
export type RewardPolicy = z.output<typeof rewardPolicySchema>;
export type InsiderPolicy = z.output<typeof insiderPolicySchema>;
export type Decides = z.output<typeof rewardTiersSchema>['decides'];

export const tierOf = ({ tier, jurisdiction }: Pick<RewardPolicy, 'tier' | 'jurisdiction'>): Tier =>
  tier ?? (jurisdiction === 'national' ? 'nation' : 'county');

/** A reward policy with the province's insider uplift (应急〔2020〕69号) written into it. */
export function withInsiderUplift<P extends RewardPolicy>(reward: P, insider: InsiderPolicy): P {
  return { ...reward, insider: { ...insider.uplift, legalBasis: insider.legalBasis } };
}
