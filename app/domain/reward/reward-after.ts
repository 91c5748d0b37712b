import { basisOf, type RewardRule } from '~/domain/county/reward-tiers';
import { shareOf } from '~/domain/money';
import { type Base, capped } from './reward-base';
import type { NoUplift, RewardFacts, RewardRefusal, RewardStep } from './reward-facts';

/** Adds the insider's share to what an outsider would get; the province says whether the cap rises with it. */
export function uplifted(policy: RewardRule, facts: RewardFacts, base: Base): Base {
  const insider = policy.insider;
  if (insider === null) return base;
  const because = noUplift(insider, facts);
  if (because) {
    const { legalBasis } = insider;
    const step = { code: 'noUplift', because, resultFen: String(base.amountFen), legalBasis } as const;
    return { ...base, steps: [...base.steps, step] };
  }
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

/** Rewarded by a local range or a list, and not by a share of the fine or for deaths. */
function isMinor({ steps: [first] }: Base): boolean {
  const code = first?.code;
  return code === 'generalHazard' || code === 'generalViolation' || code === 'situation';
}

/** A local range binds only the base; its uplift stays under the policy's ordinary cap. */
function ordinaryCap(policy: RewardRule, base: Base): bigint {
  return isMinor(base) ? (policy.penaltyShare.capFen ?? base.capFen) : base.capFen;
}

function noUplift(
  insider: NonNullable<RewardRule['insider']>,
  { anonymity, particulars }: RewardFacts,
): NoUplift | null {
  const kind = particulars?.insiderKind ?? 'employee';
  if (insider.realName === true && anonymity !== 'named') return 'needsName';
  if (kind === 'former' && insider.formerCounts === false) return 'formerNotCounted';
  return kind === 'family' && !insider.familyCounts ? 'familyNotCounted' : null;
}

/** A special reward on top, within its own range, where a disaster was averted. */
export function withSpecial(policy: RewardRule, { particulars }: RewardFacts, base: Base): Base | RewardRefusal {
  const special = particulars?.specialFen ?? null;
  if (special === null || special === 0n) return base;
  const { minFen, maxFen } = policy.special;
  if (minFen === null || maxFen === null || special < minFen || special > maxFen) return 'specialOutsideRange';
  const legalBasis = basisOf(policy, 'special.maxFen');
  return next(base, base.amountFen + special, { code: 'special', specialFen: String(special), legalBasis });
}

/** What one named person may get in a month binds what is rewarded by local ranges and lists, never a grave matter. */
export function withinMonth(policy: RewardRule, { anonymity, particulars }: RewardFacts, base: Base): Base {
  const limit = policy.monthly.perPersonFen;
  const paid = particulars?.paidThisMonthFen ?? 0n;
  if (limit === null || anonymity !== 'named' || !isMinor(base)) return base;
  const left = paid < limit ? limit - paid : 0n;
  if (base.amountFen <= left) return base;
  const legalBasis = basisOf(policy, 'monthly.perPersonFen');
  return next(base, left, { code: 'monthlyLimit', limitFen: String(limit), paidFen: String(paid), legalBasis });
}

/** What was paid after the preliminary check counts towards the reward. */
export function lessEarly(policy: RewardRule, { particulars }: RewardFacts, base: Base): Base {
  const paid = particulars?.paidEarlyFen ?? 0n;
  if (paid === 0n) return base;
  const left = paid < base.amountFen ? base.amountFen - paid : 0n;
  return next(base, left, { code: 'paidEarly', paidFen: String(paid), legalBasis: basisOf(policy, 'early.maxFen') });
}

type Unfinished = RewardStep extends infer S ? (S extends RewardStep ? Omit<S, 'resultFen'> : never) : never;

const next = (base: Base, amountFen: bigint, step: Unfinished): Base => ({
  ...base,
  amountFen,
  steps: [...base.steps, { ...step, resultFen: String(amountFen) } as RewardStep],
});
