import type { TimeLimits } from './policy';

/** Limits that everybody may know, in the order in which a case meets them, and what each is counted in. */
export const PUBLIC_LIMITS = {
  dangerHours: 'hours',
  dangerAlertMinutes: 'minutes',
  acceptanceWorkingDays: 'workingDays',
  verificationDays: 'days',
  verificationExtensionDays: 'days',
  replyDays: 'days',
  objectionDays: 'days',
  reviewDays: 'days',
  claimDays: 'days',
  claimExtensionDays: 'days',
  penaltyPublicationWorkingDays: 'workingDays',
  handOnWorkingDays: 'workingDays',
  overdueLeadWorkingDays: 'workingDays',
  overdueSupervisorWorkingDays: 'workingDays',
} as const satisfies Partial<Record<keyof TimeLimits, string>>;
export type PublicLimit = keyof typeof PUBLIC_LIMITS;
export type LimitUnit = (typeof PUBLIC_LIMITS)[PublicLimit];

/**
 * What stands behind a number: `default`, no law names it; `unstated`, the text in force names none (such as 及时);
 * `checked` or not against the issued text.
 */
export type LimitStanding = 'default' | 'unstated' | 'checked' | 'notChecked';

export type ShownLimit = {
  name: PublicLimit;
  count: number;
  unit: LimitUnit;
  /** How often it may be done; 1 for all but extensions. */
  times: number;
  /** Null where no law names it. */
  basis: string | null;
  standing: LimitStanding;
};

/** Every limit in force with its legal basis; an extension only where the policy allows one. */
export function publicLimits(policy: TimeLimits): ShownLimit[] {
  return (Object.keys(PUBLIC_LIMITS) as PublicLimit[]).flatMap((name): ShownLimit | [] => {
    const times = name === 'verificationExtensionDays' ? policy.verificationExtensions : 1;
    if (times === 0) return [];
    const standing = standingOf(name, policy);
    const basis = standing === 'default' ? null : (policy.limitBasis[name] ?? policy.legalBasis);
    return { name, count: policy[name], unit: PUBLIC_LIMITS[name], times, basis, standing };
  });
}

function standingOf(name: PublicLimit, policy: TimeLimits): LimitStanding {
  if (policy.localLimits.includes(name)) return 'default';
  if (policy.uncheckedLimits.includes(name)) return 'unstated';
  return policy.checked ? 'checked' : 'notChecked';
}
