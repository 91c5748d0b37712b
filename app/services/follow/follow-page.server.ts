import {
  forgetKeys,
  openExplainedReward,
  openThreadMessage,
  type Signers,
  type ThreadKeys,
} from '~/contract/sealed/follow-thread';
import type { IsoDate } from '~/domain/dates';
import type { SealedFollow } from '~/domain/follow/sealed-follow';
import { Refusal } from '~/domain/refusal';
import type { ExplainedReward } from '~/domain/reward/reward-order';
import type { Context } from '~/services/context.server';
import { threadProofs } from '~/services/keys/renewal-proof.server';
import { lookAsReporter } from '~/services/look.server';
import { noteSeen } from '~/services/reward/reward-notice.server';
import { type RewardForReporter, rewardForReporter } from '~/services/reward/reward-page.server';
import { type FollowFacts, followFacts } from './follow-facts.server';
import { type KnownLists, type MessageRow, messageRows, sealedFollow } from './follow-sealed.server';
import type { FollowSession } from './follow-sessions.server';
import { signersOf, threadKeys } from './follow-thread.server';
import { noteReplySeen } from './reply-seen.server';

export type FollowMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  on: IsoDate;
  /** Null when it cannot be shown; `problem` says why. `sealed` means that the browser opens it. */
  text: string | null;
  problem: 'unreadable' | 'newer' | 'unverified' | 'notOwn' | 'former' | 'sealed' | null;
};
export type FollowReward = Omit<RewardForReporter, 'steps' | 'amount' | 'rewardId'> & {
  /** Whole fen as digits; null where only the sealed steps tell it. */
  amountFen: string | null;
  explained: ExplainedReward | null;
};

/** The reporter's own page: never the first narrative or files, which the receipt code cannot open. */
export type FollowPage = FollowFacts & {
  messages: FollowMessage[];
  reward: FollowReward | null;
};
export type SealedFollowPage = FollowPage & { sealed: SealedFollow };

/**
 * Opens in memory what the session's seed opens. Refusal `expired` when the report no longer exists, or without a seed.
 */
export async function followPage(ctx: Context, session: FollowSession): Promise<FollowPage> {
  const { reportId, seed } = session;
  if (!seed) throw new Refusal('expired');
  const own = await noteReplySeen(ctx, reportId);
  const rows = await messageRows(ctx, reportId);
  const proofs = await lookAsReporter(ctx, reportId, (db) => threadProofs(db, reportId));
  const open = { reportId, seed };
  const signers = await signersOf(ctx, open, [...rows, ...proofs]);
  const keys = await threadKeys(ctx, open, proofs, signers);
  try {
    await noteSeen(ctx, reportId);
    const reward = await rewardForReporter(ctx, reportId);
    return {
      ...(await followFacts(ctx, own)),
      messages: keys ? await openMessages(reportId, rows, keys, signers) : [],
      reward: reward && shown(reward, keys && (await openExplainedReward(reward.id, reward.steps, keys))),
    };
  } finally {
    if (keys) forgetKeys(keys);
  }
}

/**
 * The same page for a browser that holds the keys itself: what the server knows, and the rest sealed. `known` are the
 * lists that this browser already has.
 */
export async function sealedFollowPage(
  ctx: Context,
  reportId: string,
  known: KnownLists = { directory: 0, routing: 0 },
): Promise<SealedFollowPage> {
  const own = await noteReplySeen(ctx, reportId);
  const rows = own.report.threadRecipient === null ? [] : await messageRows(ctx, reportId);
  await noteSeen(ctx, reportId);
  const reward = await rewardForReporter(ctx, reportId);
  return {
    ...(await followFacts(ctx, own)),
    messages: rows.map(({ sequence, from, on }) => ({ sequence, from, on, text: null, problem: 'sealed' })),
    reward: reward && shown(reward, null),
    sealed: await sealedFollow(ctx, reportId, { rows, reward, known }),
  };
}

function shown(reward: RewardForReporter, explained: ExplainedReward | null): FollowReward {
  const { id, order, state, amount, claimUntil, claimProvisional, method, paidOn, cashCode, cashByCode, counter } =
    reward;
  const amountFen = amount === null ? (explained?.amountFen ?? null) : String(amount);
  const told = { id, order, state, claimUntil, claimProvisional, method, paidOn, cashCode, cashByCode, counter };
  return { ...told, amountFen, explained };
}

async function openMessages(reportId: string, rows: readonly MessageRow[], keys: ThreadKeys, signers: Signers) {
  const messages: FollowMessage[] = [];
  for (const row of rows) {
    const opened = await openThreadMessage(reportId, row, keys, signers);
    messages.push({ ...opened, from: row.from, on: row.on });
  }
  return messages;
}
