import { INDICATORS } from '~/domain/case/assessment';
import { CLAIM_EXTENSION, DANGER_LIMITS, ESCALATION_LIMITS, HAND_ON_LIMIT, LEAST_COUNTED, WEIGHT } from './policy';
import { RULED } from './reward-policy';

/** The kinds of which a county enters its own versions by form. */
export const POLICY_FORM_KINDS = [
  'reward',
  'rewardTiers',
  'timeLimits',
  'retention',
  'blacklist',
  'assessment',
] as const;
export type PolicyFormKind = (typeof POLICY_FORM_KINDS)[number];

/** `yuan` is stored as fen, `percent` as basis points, `lines` as a list; optional fields may stay empty (null). */
export type PolicyInput = 'yuan' | 'percent' | 'count' | 'yesNo' | 'rounding' | 'tier' | 'payer' | 'text' | 'lines';
/** What a number must lie between; versions that were entered before the field came have the standard. */
type Range = { readonly standard: number; readonly least: number; readonly most: number };
export type PolicyField = {
  readonly name: string;
  readonly input: PolicyInput;
  readonly optional?: true;
  readonly range?: Range;
};

const yuan = (name: string): PolicyField => ({ name, input: 'yuan', optional: true });
const count = (name: string): PolicyField => ({ name, input: 'count' });

/** Parts of a reward rule of which the document's article is asked; the others are a word or a number. */
const CLAUSED = [
  'penaltyShare',
  'concealedDeath',
  'concealedInjury',
  'generalHazard',
  'generalViolation',
  'insider',
] as const;

/** Form fields by kind, named by their place in the policy's data. */
export const POLICY_FIELDS = {
  reward: [
    { name: 'penaltyShare.basisPoints', input: 'percent', optional: true },
    { name: 'penaltyShare.secondBasisPoints', input: 'percent', optional: true },
    yuan('penaltyShare.floorFen'),
    yuan('penaltyShare.capFen'),
    yuan('concealedDeath.perDeathFen.general'),
    yuan('concealedDeath.perDeathFen.larger'),
    yuan('concealedDeath.perDeathFen.major'),
    yuan('concealedDeath.perDeathFen.especiallyMajor'),
    yuan('concealedDeath.capFen'),
    yuan('concealedInjury.minFen'),
    yuan('concealedInjury.maxFen'),
    yuan('generalHazard.minFen'),
    yuan('generalHazard.maxFen'),
    yuan('generalViolation.minFen'),
    yuan('generalViolation.maxFen'),
    { name: 'insider.basisPoints', input: 'percent', optional: true },
    yuan('insider.minimumFen'),
    yuan('insider.capFen'),
    { name: 'insider.familyCounts', input: 'yesNo', optional: true },
    { name: 'insider.formerCounts', input: 'yesNo', optional: true },
    { name: 'insider.realName', input: 'yesNo', optional: true },
    { name: 'insider.legalBasis', input: 'text', optional: true },
    yuan('special.minFen'),
    yuan('special.maxFen'),
    yuan('early.minFen'),
    yuan('early.maxFen'),
    yuan('monthly.perPersonFen'),
    { name: 'payer', input: 'payer', optional: true },
    { name: 'anonymousEligible', input: 'yesNo', optional: true },
    { name: 'rounding', input: 'rounding', optional: true },
    yuan('approval.leadUpToFen'),
    { name: 'lowersUnclaimed', input: 'yesNo', optional: true },
    ...CLAUSED.map((part): PolicyField => ({ name: `clauses.${part}`, input: 'text', optional: true })),
  ],
  rewardTiers: RULED.map((part): PolicyField => ({ name: `decides.${part}`, input: 'tier', optional: true })),
  timeLimits: [
    count('acceptanceWorkingDays'),
    { name: 'dangerHours', input: 'count', range: DANGER_LIMITS.dangerHours },
    { name: 'dangerAlertMinutes', input: 'count', range: DANGER_LIMITS.dangerAlertMinutes },
    count('verificationDays'),
    count('verificationExtensionDays'),
    count('verificationExtensions'),
    count('replyDays'),
    count('objectionDays'),
    count('reviewDays'),
    count('claimDays'),
    { name: 'claimExtensionDays', input: 'count', range: CLAIM_EXTENSION },
    count('penaltyPublicationWorkingDays'),
    { name: 'handOnWorkingDays', input: 'count', range: HAND_ON_LIMIT },
    { name: 'overdueLeadWorkingDays', input: 'count', range: ESCALATION_LIMITS.overdueLeadWorkingDays },
    { name: 'overdueSupervisorWorkingDays', input: 'count', range: ESCALATION_LIMITS.overdueSupervisorWorkingDays },
  ],
  retention: [
    count('ends.closed.contentDays'),
    count('ends.closed.identityDays'),
    count('ends.notAccepted.contentDays'),
    count('ends.notAccepted.identityDays'),
    count('ends.withdrawn.contentDays'),
    count('ends.withdrawn.identityDays'),
    count('payeeDays'),
  ],
  blacklist: [
    count('listingMonths'),
    { name: 'earlyRemovalAfterMonths', input: 'count', optional: true },
    { name: 'priorNotice', input: 'yesNo' },
    { name: 'grounds', input: 'lines', optional: true },
  ],
  assessment: [
    ...INDICATORS.map((one): PolicyField => ({ name: `weights.${one}`, input: 'count', range: WEIGHT })),
    { name: 'leastCounted', input: 'count', range: LEAST_COUNTED },
  ],
} as const satisfies Record<PolicyFormKind, readonly PolicyField[]>;

/** Pairs of fields in which the second may not be less than the first. */
export const ORDERED: readonly [less: string, more: string][] = [
  ['overdueLeadWorkingDays', 'overdueSupervisorWorkingDays'],
  ['penaltyShare.floorFen', 'penaltyShare.capFen'],
  ['concealedInjury.minFen', 'concealedInjury.maxFen'],
  ['special.minFen', 'special.maxFen'],
  ['early.minFen', 'early.maxFen'],
  ['generalHazard.minFen', 'generalHazard.maxFen'],
  ['generalViolation.minFen', 'generalViolation.maxFen'],
  ['insider.minimumFen', 'insider.capFen'],
  ['ends.closed.identityDays', 'ends.closed.contentDays'],
  ['ends.notAccepted.identityDays', 'ends.notAccepted.contentDays'],
  ['ends.withdrawn.identityDays', 'ends.withdrawn.contentDays'],
];
