import type { RewardStep } from './reward-facts';
import type { ExplainedReward, RewardState } from './reward-order';

/**
 * How a reward is settled whose penalty changed after a review: `replaces` takes the place of one that was approved and
 * nobody has claimed; `adds` pays the difference on top of what was paid. Nothing is ever asked back from a reporter.
 */
export const REVISIONS = ['replaces', 'adds'] as const;
export type Revision = (typeof REVISIONS)[number];

/** What may be done about an earlier reward; null while it is on its way to payment, and must be paid first. */
export const revisionOf = (state: RewardState): Revision | null =>
  state === 'approved' ? 'replaces' : state === 'paid' ? 'adds' : null;

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
