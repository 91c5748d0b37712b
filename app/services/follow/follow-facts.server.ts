import { and, asc, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Db } from '#db/client';
import { caseEvent, caseFile, report } from '#db/schema/casework';
import { latenessOf } from '~/domain/case/deadlines';
import type { IsoDate } from '~/domain/dates';
import type { DecisionKind } from '~/domain/follow/decision';
import { type WithdrawalOutcome, withdrawal } from '~/domain/follow/withdrawal';
import type { Localized } from '~/domain/localized';
import { isRefusal, Refusal } from '~/domain/refusal';
import { successors } from '~/domain/report/routing-units';
import { OPEN_STAGES, type ReviewOutcome, type Stage, type Verdict } from '~/domain/vocabulary';
import type { CaseRow, ReportRow } from '~/services/case/case-record.server';
import { freeIn } from '~/services/case/case-transfer.server';
import { hoursOf } from '~/services/case/danger-hours.server';
import { type Context, today } from '~/services/context.server';
import { type UnitRow, units } from '~/services/county/county.server';
import { type ListFreshness, listFreshness } from '~/services/keys/stamp.server';
import { lookAsReporter } from '~/services/look.server';
import { type AccessEntry, accessRecord } from '~/services/opening/access-record.server';
import { dangerState } from '~/services/report/alerts.server';
import { type Objecting, objectingNow } from './follow-objection.server';

export type FollowDecision = {
  kind: DecisionKind;
  on: IsoDate | null;
  /** Code of the reason or verdict. */
  detail: string | null;
};

/** What the server knows about a report without any key: never its narrative, messages or files. */
export type FollowFacts = {
  stage: Stage;
  unit: Localized;
  /** Whom to ask instead, where the unit was merged into another one; null where the unit itself is asked. */
  askedUnit: Localized | null;
  unitPhone: string | null;
  unitAddress: Localized | null;
  unitHours: Localized | null;
  assisting: Localized[];
  reasons: { rule: string; unit: Localized | null }[];
  receivedOn: IsoDate;
  dueOn: IsoDate | null;
  dueProvisional: boolean;
  /** Where hours count (danger to life), the hour of that day. */
  dueHour: string | null;
  /** Of danger to life, until somebody decided about acceptance: whether somebody was told, and looks after it. */
  danger: 'acknowledged' | 'told' | 'nobody' | null;
  late: boolean;
  decisions: FollowDecision[];
  events: { number: number; act: string; on: IsoDate; unit: Localized | null }[];
  canWrite: boolean;
  /** Until when the reporter may object to the reply; null where that is not possible. */
  objecting: Objecting;
  canAddFiles: boolean;
  /** What a withdrawal would lead to now; null when the report cannot be withdrawn. */
  withdrawing: WithdrawalOutcome | null;
  withdrawn: { on: IsoDate; outcome: WithdrawalOutcome } | null;
  /**
   * When the content was deleted for good, and whether by the retention policy or by two people; null while it is kept.
   */
  deleted: { on: IsoDate; by: 'policy' | 'people' } | null;
  /** Every step towards opening the reporter's identity or the keys. */
  access: AccessEntry[];
  /** How the server finds the county's key list; a browser that holds the keys finds out for itself. */
  list: ListFreshness | null;
};

type EventRow = typeof caseEvent.$inferSelect;
export type OwnReport = { report: ReportRow; caseFile: CaseRow };

/** The session's own report; Refusal `expired` when it no longer exists. */
export function ownReport(ctx: Context, reportId: string): Promise<OwnReport> {
  return lookAsReporter(ctx, reportId, async (db) => {
    const [own] = await db
      .select({ report, caseFile })
      .from(report)
      .innerJoin(caseFile, eq(caseFile.id, report.caseId))
      .where(and(eq(report.id, reportId), isNull(report.supersededBy)));
    if (!own) throw new Refusal('expired');
    return own;
  });
}

export function followFacts(ctx: Context, own: OwnReport): Promise<FollowFacts> {
  return lookAsReporter(ctx, own.report.id, (db) => factsOf(ctx, db, own));
}

/**
 * How to reach the unit: what guardians signed, or else the number on which it is told of danger. Where it was merged,
 * nobody answers there any more, and its successor is asked, unless the case is about that one.
 */
function contactsOf(
  unitId: string,
  all: ReadonlyMap<string, UnitRow>,
  isFree: (unitId: string) => boolean,
): Pick<FollowFacts, 'askedUnit' | 'unitPhone' | 'unitAddress' | 'unitHours'> {
  const answering = [unitId, ...successors(unitId, all)].find((id) => all.get(id)?.closedOn === null);
  const unit = answering === unitId || (answering && isFree(answering)) ? all.get(answering) : undefined;
  const { phone = null, address = null, hours = null } = unit?.contacts ?? {};
  const askedUnit = unit === undefined || unit.id === unitId ? null : unit.names;
  return { askedUnit, unitPhone: phone ?? unit?.dutyPhone ?? null, unitAddress: address, unitHours: hours };
}

async function factsOf(ctx: Context, db: Db, own: OwnReport): Promise<FollowFacts> {
  const row = own.caseFile;
  const events = await db.select().from(caseEvent).where(eq(caseEvent.caseId, row.id)).orderBy(asc(caseEvent.number));
  const names = new Map((await units(db)).map((unit) => [unit.id, unit]));
  const nameOf = (id: string | null): Localized | null => {
    return names.get(id ?? '')?.names ?? null;
  };
  const canWrite = own.report.threadRecipient !== null;
  const hours = await hoursOf(db, row.urgent ? [row.id] : []);
  const { lateness, dueHour } = latenessOf(row.dueOn, today(ctx), { dueAt: hours.get(row.id), now: ctx.now() });
  return {
    stage: row.stage as Stage,
    unit: nameOf(row.responsibleUnitId) ?? {},
    ...contactsOf(row.responsibleUnitId, names, freeIn([...names.values()], ctx, row)),
    assisting: row.assistingUnitIds.map(nameOf).filter((name) => name !== null),
    reasons: row.reasons.map(({ rule, unitId }) => ({ rule, unit: nameOf(unitId) })),
    receivedOn: own.report.receivedOn,
    dueOn: row.dueOn,
    dueProvisional: row.dueProvisional,
    dueHour,
    danger: row.urgent ? await dangerState(ctx, db, row.id) : null,
    late: lateness === 'overdue',
    decisions: decisionsOf(own, events),
    events: events
      .filter((event) => !HIDDEN_ACTS.has(event.act))
      .map(({ number, act, onDay, unitId }) => ({ number, act, on: onDay, unit: nameOf(unitId) })),
    canWrite,
    objecting: await objectingNow(db, ctx, { own: own.report, row }),
    canAddFiles: canWrite && own.report.reportRecipient !== null && OPEN_STAGES.some((stage) => stage === row.stage),
    withdrawing: canWrite ? await withdrawingNow(db, own) : null,
    withdrawn: withdrawnOf(own.report, events),
    deleted: deletedOf(row, events),
    access: await accessRecord(db, own.report.id),
    list: await listFreshness(ctx),
  };
}

async function withdrawingNow(db: Db, { report: own, caseFile: row }: OwnReport): Promise<WithdrawalOutcome | null> {
  const others = and(eq(report.caseId, row.id), ne(report.id, own.id), standing);
  const outcome = withdrawal({
    stage: row.stage as Stage,
    urgent: row.urgent,
    withdrawn: own.withdrawnOn !== null,
    otherReports: await db.$count(report, others),
  });
  return isRefusal(outcome) ? null : outcome;
}

/** Reports that count: neither replaced, nor withdrawn, nor past retention. */
export const standing = and(isNull(report.supersededBy), isNull(report.withdrawnOn), isNotNull(report.threadRecipient));

function withdrawnOf({ withdrawnOn }: ReportRow, events: EventRow[]): FollowFacts['withdrawn'] {
  if (withdrawnOn === null) return null;
  const event = events.findLast(({ act }) => act === 'report.withdraw');
  return { on: withdrawnOn, outcome: event?.data.outcome === 'closed' ? 'closed' : 'goesOn' };
}

/** Acts that the reporter is not shown: inner work of the department, and rewards before approval. */
const HIDDEN_ACTS = new Set([
  'case.note',
  'report.seeReply',
  'reward.propose',
  'rewardProposed',
  'reward.revise',
  'reward.forward',
  'reward.refuse',
  'reward.returnHigher',
  'reward.file',
  'rewardRefused',
  'reward.see',
]);

function deletedOf({ purgedOn }: CaseRow, events: EventRow[]): FollowFacts['deleted'] {
  if (purgedOn === null) return null;
  return { on: purgedOn, by: events.some(({ act }) => act === 'deletion.confirm') ? 'people' : 'policy' };
}

/** What a review decided, by its act; null where the act's data say so. */
const REVIEWS: Readonly<Record<string, ReviewOutcome | null>> = {
  'case.upholdOnReview': 'upheld',
  'case.changeOnReview': 'changed',
  'case.verifyOnReview': 'verifyAnew',
  'case.enterReview': null,
};

/** Verdicts count once a second person has confirmed them. */
function decisionsOf({ report: own, caseFile: row }: OwnReport, events: EventRow[]): FollowDecision[] {
  const decisions: FollowDecision[] = [];
  const add = (kind: FollowDecision['kind'], on: IsoDate | null, detail: string | null = null) => {
    if (on !== null) decisions.push({ kind, on, detail });
  };
  add('accepted', row.acceptedOn);
  if (row.stage === 'notAccepted') {
    const refused = events.findLast((event) => event.data.reason !== undefined);
    decisions.push({ kind: 'notAccepted', on: refused?.onDay ?? null, detail: row.refusalReason });
  }
  add('extended', events.findLast(({ act }) => act === 'case.extend')?.onDay ?? null);
  add('verdict', row.confirmedOn, row.verdict as Verdict | null);
  add('objected', own.objectedOn);
  const review = events.findLast(({ act }) => act in REVIEWS);
  if (review) add('reviewed', review.onDay, REVIEWS[review.act] ?? String(review.data.outcome));
  add('penalty', row.penaltyRecordedOn);
  add('rectified', row.rectifiedOn);
  add('struckOff', row.struckOffOn);
  return decisions;
}
