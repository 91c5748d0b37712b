import type { IsoDate } from '../dates';
import type { Stage, Verdict } from '../vocabulary';

/** What the reporter's page says first: what is asked of the reporter, and what is new. */
export type News<D> =
  | { kind: 'claim'; until: IsoDate | null; provisional: boolean }
  | { kind: 'cash'; ready: boolean }
  | { kind: 'question'; on: IsoDate }
  | { kind: 'opened'; on: IsoDate }
  | { kind: 'decision'; decision: D };

type Facts<D> = {
  reward: { state: string; claimUntil: IsoDate | null; claimProvisional: boolean; cashCode: string | null } | null;
  messages: readonly { from: 'reporter' | 'staff'; on: IsoDate }[];
  decisions: readonly D[];
  access: readonly { act: string; on: IsoDate }[];
};

/**
 * What waits for the reporter comes first: a reward, money at the counter, an unanswered message of the department.
 * Then come the things they must hear of: that an identity was opened, and the newest decision.
 */
export function newsOf<D>({ reward, messages, decisions, access }: Facts<D>): News<D>[] {
  const news: News<D>[] = [];
  if (reward?.state === 'approved') {
    news.push({ kind: 'claim', until: reward.claimUntil, provisional: reward.claimProvisional });
  }
  if (reward && reward.cashCode !== null) news.push({ kind: 'cash', ready: reward.state === 'released' });
  const last = messages.at(-1);
  if (last?.from === 'staff') news.push({ kind: 'question', on: last.on });
  const opened = access.findLast(({ act }) => act === 'opened');
  if (opened) news.push({ kind: 'opened', on: opened.on });
  const decision = decisions.at(-1);
  if (decision !== undefined) news.push({ kind: 'decision', decision });
  return news;
}

/** Why there is no reward; `pending` while one may still come. */
export type NoReward = 'pending' | 'notAccepted' | 'unsubstantiated' | 'withdrawn' | 'closed';

/**
 * A report that was not accepted, was found untrue, or was withdrawn before acceptance gets none; neither does one that
 * is closed without a reward.
 */
export function whyNoReward({
  stage,
  verdict,
  withdrawn,
}: {
  stage: Stage;
  /** Confirmed by a second person. */
  verdict: Verdict | null;
  withdrawn: 'closed' | 'goesOn' | null;
}): NoReward {
  if (stage === 'notAccepted') return 'notAccepted';
  if (verdict === 'unsubstantiated') return 'unsubstantiated';
  if (stage !== 'closed') return 'pending';
  return withdrawn === 'closed' ? 'withdrawn' : 'closed';
}
