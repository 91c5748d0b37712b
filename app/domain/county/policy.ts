import { z } from 'zod';
import { INDICATORS } from '~/domain/case/assessment';
import { count, fen, header } from './policy-header';
import { insiderPolicySchema, rewardPolicySchema, rewardTiersSchema } from './reward-policy';
import { situationsSchema } from './situation-list';

/** Danger to life counts in hours, which no law names: the product's own default, until a county enters others. */
export const DANGER_LIMITS = {
  dangerHours: { standard: 2, least: 1, most: 72 },
  dangerAlertMinutes: { standard: 30, least: 5, most: 240 },
} as const;
/**
 * Working days within which a report about the office itself is handed on. The receipt asks its reporter to inquire with
 * the level above after ten working days, so that it has to be less.
 */
export const HAND_ON_LIMIT = { standard: 3, least: 1, most: 9 } as const;
/** Working days after which a late case is told to the unit's lead, and then to who supervises; no law names them. */
export const ESCALATION_LIMITS = {
  overdueLeadWorkingDays: { standard: 1, least: 1, most: 20 },
  overdueSupervisorWorkingDays: { standard: 5, least: 1, most: 60 },
} as const;
/** Days by which the time to claim a reward is extended for cause; the national text names none. */
export const CLAIM_EXTENSION = { standard: 30, least: 1, most: 180 } as const;
const ownLimit = ({ standard, least, most }: { standard: number; least: number; most: number }) =>
  z.int().min(least).max(most).default(standard);

export const timeLimitsSchema = z.object({
  ...header,
  kind: z.literal('timeLimits'),
  acceptanceWorkingDays: count,
  /** Hours to acceptance where somebody's life is in danger. */
  dangerHours: ownLimit(DANGER_LIMITS.dangerHours),
  /** Minutes until the next on the duty roster is told. */
  dangerAlertMinutes: ownLimit(DANGER_LIMITS.dangerAlertMinutes),
  verificationDays: count,
  verificationExtensionDays: count,
  verificationExtensions: count,
  replyDays: count,
  objectionDays: count,
  reviewDays: count,
  claimDays: count,
  /** By how much the days to claim are extended for cause, once. */
  claimExtensionDays: ownLimit(CLAIM_EXTENSION),
  penaltyPublicationWorkingDays: count,
  /** Until a report about the office itself is handed on to the level above. */
  handOnWorkingDays: ownLimit(HAND_ON_LIMIT),
  /** Until a case whose limit was missed is told to the unit's lead, and to who supervises the units. */
  overdueLeadWorkingDays: ownLimit(ESCALATION_LIMITS.overdueLeadWorkingDays),
  overdueSupervisorWorkingDays: ownLimit(ESCALATION_LIMITS.overdueSupervisorWorkingDays),
  /** Limits that are local habit and not in the legal basis. */
  localLimits: z.array(z.string()),
  /** Limits whose number is not in the text in force, as of a reply that is due "promptly" (及时). */
  uncheckedLimits: z.array(z.string()).default([]),
  /** The legal basis of single limits, where it is not that of all. */
  limitBasis: z.record(z.string(), z.string()).default({}),
});

const gradeBounds = z.object({ deaths: count, seriousInjuries: count, lossFen: fen });
export const accidentGradesSchema = z.object({
  ...header,
  kind: z.literal('accidentGrades'),
  grades: z.object({ larger: gradeBounds, major: gradeBounds, especiallyMajor: gradeBounds }),
});

export const blacklistSchema = z.object({
  ...header,
  kind: z.literal('blacklist'),
  listingMonths: count,
  /** Months after which early removal may be asked for; null when the regime knows none. */
  earlyRemovalAfterMonths: count.nullable(),
  priorNotice: z.boolean(),
  /** Codes of the listing grounds, to be entered from the issued text. */
  grounds: z.array(z.string()),
});

const retentionTerms = z.object({ contentDays: count, identityDays: count });
/** How long what is sealed is kept after a case's last act, by how it ended; bank data from the day of payment. */
export const retentionSchema = z.object({
  ...header,
  kind: z.literal('retention'),
  ends: z.object({ closed: retentionTerms, notAccepted: retentionTerms, withdrawn: retentionTerms }),
  payeeDays: count,
  localLimits: z.array(z.string()),
});

/** How many cases an indicator needs to be told: fewer would tell of single ones. */
export const LEAST_COUNTED = { standard: 5, least: 3, most: 50 } as const;
export const WEIGHT = { standard: 0, least: 0, most: 100 } as const;
/** The monthly assessment of units (月考核): what each indicator weighs. */
export const assessmentSchema = z.object({
  ...header,
  kind: z.literal('assessment'),
  weights: z.record(z.enum(INDICATORS), ownLimit(WEIGHT)),
  leastCounted: ownLimit(LEAST_COUNTED),
  localLimits: z.array(z.string()),
});

const days = z.int().min(1).max(90);
/** How long a request to open something sealed waits for a guardian, and how long an approval stays valid. */
export const ceremonySchema = z.object({
  ...header,
  kind: z.literal('ceremony'),
  askDays: days,
  approvalDays: days,
  emergencyAskDays: days,
  emergencyApprovalDays: days,
  localLimits: z.array(z.string()),
});

export const policySchema = z
  .discriminatedUnion('kind', [
    rewardPolicySchema,
    insiderPolicySchema,
    rewardTiersSchema,
    situationsSchema,
    timeLimitsSchema,
    accidentGradesSchema,
    blacklistSchema,
    retentionSchema,
    ceremonySchema,
    assessmentSchema,
  ])
  .refine(
    (policy) => policy.effectiveTo === null || policy.effectiveTo >= policy.effectiveFrom,
    'Ends before it begins',
  )
  .refine((policy) => policy.checked === (policy.checkedBy !== null), 'Checked means checked by someone');

/** Policies as stored (plain JSON). */
export type PolicyData = z.input<typeof policySchema>;
/** Policies as the rules use them (money in bigint). */
export type Policy = z.output<typeof policySchema>;
export type TimeLimits = z.output<typeof timeLimitsSchema>;
export type RetentionPolicy = z.output<typeof retentionSchema>;

/**
 * Terms that the law asks for without a number: the product's own default stands until a county enters others, so there
 * is no national rule.
 */
export const isProductDefault = ({ kind, jurisdiction }: Pick<PolicyData, 'kind' | 'jurisdiction'>): boolean =>
  jurisdiction === 'national' && (kind === 'retention' || kind === 'ceremony' || kind === 'assessment');

/** Figures of shipped policies that their legal basis does not name. */
const PRODUCT_FIGURES: Partial<Record<Policy['kind'], readonly string[]>> = {
  // The text of 2018 says nothing of parts of a fen.
  reward: ['rounding'],
};

/** The figures of a policy that no law names: the product's own defaults, by their place in its data. */
export const productFigures = (data: PolicyData): string[] =>
  data.jurisdiction === 'national'
    ? [...('localLimits' in data ? data.localLimits : []), ...(PRODUCT_FIGURES[data.kind] ?? [])]
    : [];

/** Reads stored policy data; throws ZodError. */
export function parsePolicy(data: unknown): Policy {
  return policySchema.parse(data);
}

/** Reads a policy of a known kind; throws ZodError, or TypeError when it is of another kind. */
export function parsePolicyOf<K extends Policy['kind']>(kind: K, data: unknown): Extract<Policy, { kind: K }> {
  const policy = parsePolicy(data);
  if (policy.kind !== kind) throw new TypeError(`Policy ${policy.id} is not of kind ${kind}`);
  return policy as Extract<Policy, { kind: K }>;
}
