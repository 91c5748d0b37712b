import type { RewardStep } from './reward-facts';
import type { ExplainedReward, RewardState } from './reward-order';

/**
 * How a reward is settled whose penalty changed after a review: `replaces` takes the place of one that was approved and
 * nobody has claimed; `adds` pays the difference on top of what was paid. Nothing is ever asked back from a reporter.
 */
export const REVISIONS = ['replaces', 'adds'] as const;
export type Revision = (typeof REVISIONS)[number];

/** The part of an earlier reward that says how a later one may settle it. */
type Settled = { state: RewardState; revision: Revision | null };

/**
 * What may be done about an earlier reward; null while it is on its way to payment, and must be paid first. A difference
 * is not replaced: in its place the whole would be paid on top of what was paid before it.
 */
export function revisionOf({ state, revision }: Settled): Revision | null {
  if (state === 'approved') return revision === 'adds' ? null : 'replaces';
  return state === 'paid' ? 'adds' : null;
}

/**
 * May a later reward settle this one? Not what was sent back or replaced, and no difference that lapsed or was given up:
 * what was paid before it stands, and the next change is settled against that.
 */
export function stands({ state, revision }: Settled): boolean {
  if (state === 'refused' || state === 'revised') return false;
  return !(revision === 'adds' && (state === 'returned' || state === 'waived'));
}

export type Difference = { amountFen: bigint } | { none: 'unchanged' | 'notLower' };

/**
 * What the revised reward comes to: `totalFen` is what the rule gives now, `beforeFen` what was granted until now. Less
 * than before is paid only in place of what nobody has claimed, where the rule says that it goes down.
 */
export function differenceOf(
  how: Revision,
  { totalFen, beforeFen }: { totalFen: bigint; beforeFen: bigint },
  lowersUnclaimed: boolean | null,
): Difference {
  if (totalFen === beforeFen) return { none: 'unchanged' };
  if (how === 'adds') return totalFen > beforeFen ? { amountFen: totalFen - beforeFen } : { none: 'notLower' };
  return totalFen > beforeFen || lowersUnclaimed === true ? { amountFen: totalFen } : { none: 'notLower' };
}

/** All that was granted up to this reward: its own amount, and what it says was granted before it. */
export function grantedWith({ amountFen, steps }: Pick<ExplainedReward, 'amountFen' | 'steps'>): bigint {
  const before = steps.find((step) => step.code === 'alreadyGranted');
  return BigInt(amountFen) + BigInt(before?.beforeFen ?? 0);
}

/** The step that tells reporter and approver of it. */
export const revisionStep = (
  how: Revision,
  { beforeFen, amountFen, legalBasis }: { beforeFen: bigint; amountFen: bigint; legalBasis: string },
): RewardStep => ({
  code: how === 'adds' ? 'alreadyGranted' : 'replaced',
  beforeFen: String(beforeFen),
  resultFen: String(amountFen),
  legalBasis,
});
