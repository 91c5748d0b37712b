import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { ExplainedReward } from '~/domain/reward-order';
import type { SealedFollow } from '~/domain/sealed-follow';
import { openDirectory } from '~/envelope/directory';
import { isEnvelopeError } from '~/envelope/errors';
import {
  forgetKeys,
  openRewardSteps,
  openThreadKeys,
  openThreadMessage,
  type Signers,
  type ThreadKeys,
} from '~/envelope/follow-thread';
import { directoryInForce, openedInForce, type SignedDirectory } from './certified.server';
import { type FollowFacts, followFacts, ownReport } from './follow-facts.server';
import { formerDirectories, type MessageRow, messageRows, reporterWraps, sealedFollow } from './follow-sealed.server';
import type { FollowSession } from './follow-sessions.server';
import type { House } from './house.server';
import { type RewardForReporter, rewardForReporter } from './reward.server';

export type FollowMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  on: IsoDate;
  /** Null when it cannot be shown; `problem` says why: `sealed` means that the browser opens it. */
  text: string | null;
  problem: 'unreadable' | 'unverified' | 'former' | 'sealed' | null;
};
export type FollowReward = Omit<RewardForReporter, 'steps' | 'amount'> & {
  /** Whole fen, in digits. */
  amountFen: string;
  explained: ExplainedReward | null;
};

/** The reporter's own page: never the first narrative or files, which the receipt code cannot open. */
export type FollowPage = FollowFacts & {
  messages: FollowMessage[];
  reward: FollowReward | null;
};
export type SealedFollowPage = FollowPage & { sealed: SealedFollow };

/** Opens in memory what the session's seed opens. Refusal `expired` when the report is there no more, or without seed. */
export async function followPage(house: House, session: FollowSession): Promise<FollowPage> {
  const { reportId, seed } = session;
  if (!seed) throw new Refusal('expired');
  const own = await ownReport(house, reportId);
  const keys = await threadKeys(house, reportId, seed);
  try {
    const rows = await messageRows(house, reportId);
    const reward = await rewardForReporter(house, reportId);
    return {
      ...(await followFacts(house, own)),
      messages: keys ? await openMessages(house, reportId, rows, keys) : [],
      reward: reward && shown(reward, keys && (await openRewardSteps(reward.rewardId, reward.steps, keys))),
    };
  } finally {
    if (keys) forgetKeys(keys);
  }
}

/**
 * The same page for a browser that holds the keys itself: what the server knows, and the rest sealed. `known` is the
 * number of the directory which that browser has already.
 */
export async function sealedFollowPage(house: House, reportId: string, known = 0): Promise<SealedFollowPage> {
  const own = await ownReport(house, reportId);
  const rows = own.report.threadRecipient === null ? [] : await messageRows(house, reportId);
  const reward = await rewardForReporter(house, reportId);
  return {
    ...(await followFacts(house, own)),
    messages: rows.map(({ sequence, from, on }) => ({ sequence, from, on, text: null, problem: 'sealed' })),
    reward: reward && shown(reward, null),
    sealed: await sealedFollow(house, reportId, { rows, reward, known }),
  };
}

function shown(reward: RewardForReporter, explained: ExplainedReward | null): FollowReward {
  const { steps, amount, ...rest } = reward;
  return { ...rest, amountFen: String(amount), explained };
}

/** Null once the report is past retention. Throws Refusal `expired` when the seed is not the report's. */
async function threadKeys(house: House, reportId: string, seed: Uint8Array): Promise<ThreadKeys | null> {
  const wraps = await reporterWraps(house, reportId);
  if (wraps.length === 0) return null;
  try {
    return await openThreadKeys(reportId, wraps, seed);
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('expired') : error;
  }
}

async function openMessages(house: House, reportId: string, rows: readonly MessageRow[], keys: ThreadKeys) {
  if (rows.length === 0) return [];
  const signers = await signersOf(house, rows);
  const messages: FollowMessage[] = [];
  for (const row of rows) {
    const opened = await openThreadMessage(reportId, row, keys, signers);
    messages.push({ ...opened, from: row.from, on: row.on });
  }
  return messages;
}

async function signersOf(house: House, rows: readonly MessageRow[]): Promise<Signers> {
  const signed = await directoryInForce(house.db);
  const former = await formerDirectories(house, rows, signed?.statement ?? '');
  return {
    current: (await openedInForce(house.db)) ?? { members: [] },
    former: former.flatMap((one) => opened(one) ?? []),
  };
}

function opened(signed: SignedDirectory) {
  try {
    return openDirectory(signed);
  } catch (error) {
    if (isEnvelopeError(error)) return null;
    throw error;
  }
}
