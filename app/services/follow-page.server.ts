import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { caseEvent, caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import type { ExplainedReward } from '~/domain/reward-order';
import type { Stage, Verdict } from '~/domain/vocabulary';
import { type DirectoryStatement, openDirectory } from '~/envelope/directory';
import { isEnvelopeError } from '~/envelope/errors';
import { type KeyPair, keyPairFromSeed } from '~/envelope/key-pair';
import { openThreadAsReporter } from '~/envelope/report-bundle';
import { openJson } from '~/envelope/seal';
import { openMessage } from '~/envelope/thread';
import { directoryInForce } from './certified.server';
import { units } from './county.server';
import type { FollowSession } from './follow-sessions.server';
import { type House, today } from './house.server';
import { type RewardForReporter, rewardForReporter } from './reward.server';

type Named = { zh: string; en: string };
export type FollowMessage = {
  sequence: number;
  from: 'reporter' | 'staff';
  on: IsoDate;
  /** Null when it cannot be shown; `problem` says why. */
  text: string | null;
  problem: 'unreadable' | 'unverified' | null;
};
export type FollowDecision = {
  kind: 'accepted' | 'notAccepted' | 'verdict' | 'penalty' | 'rectified' | 'struckOff';
  on: IsoDate | null;
  /** Code of reason or verdict. */
  detail: string | null;
};
export type FollowReward = Omit<RewardForReporter, 'steps' | 'amount'> & {
  /** Whole fen, in digits. */
  amountFen: string;
  explained: ExplainedReward | null;
};

/** The reporter's own page: never the first narrative or files, which the receipt code cannot open. */
export type FollowPage = {
  stage: Stage;
  unit: Named;
  unitPhone: string | null;
  assisting: Named[];
  reasons: { rule: string; unit: Named | null }[];
  receivedOn: IsoDate;
  dueOn: IsoDate | null;
  late: boolean;
  decisions: FollowDecision[];
  events: { number: number; act: string; on: IsoDate; unit: Named | null }[];
  messages: FollowMessage[];
  canWrite: boolean;
  reward: FollowReward | null;
};

type CaseRow = typeof caseFile.$inferSelect;
type EventRow = typeof caseEvent.$inferSelect;

/** Opens in memory what the session's seed opens. Refusal `expired` when the report is there no more. */
export async function followPage(house: House, session: FollowSession): Promise<FollowPage> {
  const { db } = house;
  const { reportId } = session;
  const [own] = await db
    .select({ report, caseFile })
    .from(report)
    .innerJoin(caseFile, eq(caseFile.id, report.caseId))
    .where(and(eq(report.id, reportId), isNull(report.supersededBy)));
  if (!own) throw new Refusal('expired');
  const row = own.caseFile;
  const events = await db.select().from(caseEvent).where(eq(caseEvent.caseId, row.id)).orderBy(asc(caseEvent.number));
  const names = new Map((await units(db)).map((unit) => [unit.id, unit]));
  const nameOf = (id: string | null): Named | null => {
    const unit = id === null ? undefined : names.get(id);
    return unit ? { zh: unit.nameZh, en: unit.nameEn } : null;
  };
  const thread = await threadKey(house, session);
  return {
    stage: row.stage as Stage,
    unit: nameOf(row.responsibleUnitId) ?? { zh: '', en: '' },
    unitPhone: names.get(row.responsibleUnitId)?.dutyPhone ?? null,
    assisting: row.assistingUnitIds.flatMap((id) => nameOf(id) ?? []),
    reasons: row.reasons.map(({ rule, unitId }) => ({ rule, unit: nameOf(unitId) })),
    receivedOn: own.report.receivedOn,
    dueOn: row.dueOn,
    late: row.dueOn !== null && row.dueOn < today(house),
    decisions: decisionsOf(row, events),
    events: events
      .filter((event) => !HIDDEN_ACTS.has(event.act))
      .map(({ number, act, onDay, unitId }) => ({ number, act, on: onDay, unit: nameOf(unitId) })),
    messages: await messagesOf(house, reportId, thread),
    canWrite: own.report.threadRecipient !== null,
    reward: await rewardOf(house, reportId, thread),
  };
}

/** Inner work of the department, and rewards before approval. */
const HIDDEN_ACTS = new Set(['case.note', 'reward.propose', 'rewardProposed', 'reward.refuse', 'rewardRefused']);

/** Verdicts count once a second person has confirmed them. */
function decisionsOf(row: CaseRow, events: EventRow[]): FollowDecision[] {
  const decisions: FollowDecision[] = [];
  const add = (kind: FollowDecision['kind'], on: IsoDate | null, detail: string | null = null) => {
    if (on !== null) decisions.push({ kind, on, detail });
  };
  add('accepted', row.acceptedOn);
  if (row.stage === 'notAccepted') {
    const refused = events.findLast((event) => event.data.reason !== undefined);
    decisions.push({ kind: 'notAccepted', on: refused?.onDay ?? null, detail: row.refusalReason });
  }
  add('verdict', row.confirmedOn, row.verdict as Verdict | null);
  add('penalty', row.penaltyRecordedOn);
  add('rectified', row.rectifiedOn);
  add('struckOff', row.struckOffOn);
  return decisions;
}

/** Null once the report is past retention. Throws Refusal `expired` when the seed is not the report's. */
async function threadKey(house: House, { reportId, seed }: FollowSession): Promise<KeyPair | null> {
  const wraps = await house.db
    .select()
    .from(wrappedKey)
    .where(and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'thread'), eq(wrappedKey.holder, 'reporter')));
  if (wraps.length === 0) return null;
  const reporter = await keyPairFromSeed(seed);
  try {
    return await openThreadAsReporter(reportId, wraps, reporter.identity);
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('expired') : error;
  } finally {
    reporter.seed.fill(0);
  }
}

async function messagesOf(house: House, reportId: string, thread: KeyPair | null): Promise<FollowMessage[]> {
  if (!thread) return [];
  const rows = await house.db
    .select()
    .from(sealedPart)
    .where(and(eq(sealedPart.reportId, reportId), inArray(sealedPart.kind, ['reporterMessage', 'staffMessage'])))
    .orderBy(asc(sealedPart.sequence));
  if (rows.length === 0) return [];
  const directory = await certifiedMembers(house);
  const messages: FollowMessage[] = [];
  for (const { sequence, kind, bytes, madeOn } of rows) {
    const from = kind === 'staffMessage' ? 'staff' : 'reporter';
    const opened = await openOne(reportId, sequence, from, bytes, thread, directory);
    messages.push({ sequence, from, on: madeOn, ...opened });
  }
  return messages;
}

async function certifiedMembers(house: House): Promise<Pick<DirectoryStatement, 'members'>> {
  const signed = await directoryInForce(house.db);
  return signed ? openDirectory(signed.statement, signed.signature, signed.publicKey) : { members: [] };
}

async function openOne(
  reportId: string,
  sequence: number,
  from: 'reporter' | 'staff',
  sealed: Uint8Array | null,
  thread: KeyPair,
  directory: Pick<DirectoryStatement, 'members'>,
): Promise<Pick<FollowMessage, 'text' | 'problem'>> {
  if (!sealed) return { text: null, problem: 'unreadable' };
  const kind = from === 'staff' ? 'staffMessage' : 'reporterMessage';
  try {
    const place = { reportId, sequence, kind, sealed, directory } as const;
    const { text } = await openMessage({ ...place, threadIdentity: thread.identity });
    return { text, problem: null };
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return { text: null, problem: error.code === 'badSignature' ? 'unverified' : 'unreadable' };
  }
}

async function rewardOf(house: House, reportId: string, thread: KeyPair | null): Promise<FollowReward | null> {
  const found = await rewardForReporter(house, reportId);
  if (!found) return null;
  const { steps, amount, ...rest } = found;
  return { ...rest, amountFen: String(amount), explained: await explainedReward(found.rewardId, steps, thread) };
}

/** The officer's browser sealed it: looked at before it is relied on. */
async function explainedReward(
  rewardId: string,
  sealed: Uint8Array,
  thread: KeyPair | null,
): Promise<ExplainedReward | null> {
  if (!thread) return null;
  try {
    const label = { kind: 'rewardSteps', scope: rewardId, sequence: 0 } as const;
    const explained = await openJson<Partial<ExplainedReward>>(sealed, thread.identity, label);
    return Array.isArray(explained.steps) ? (explained as ExplainedReward) : null;
  } catch (error) {
    if (!isEnvelopeError(error)) throw error;
    return null;
  }
}
