import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseEvent, sealedPart } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { member as memberTable } from '#db/schema/staff';
import type { AnyStageAct, CaseStep } from '~/domain/acts/case-acts';
import { fieldsOf } from '~/domain/acts/case-fields';
import { type Actor, holdsRoleFor, type Member, mayPerform } from '~/domain/acts/permission';
import { anyStageActs, nextActs } from '~/domain/case/casework';
import { type Lateness, latenessOf } from '~/domain/case/deadlines';
import type { SealedCase } from '~/domain/case/sealed-case';
import type { IsoDate, LastDay } from '~/domain/dates';
import { isRefusal, Refusal } from '~/domain/refusal';
import type { GradeTable } from '~/domain/report/accident-grade';
import { isUuid } from '~/domain/uuid';
import type { Stage, Verdict } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { type Looking, look } from '~/services/look.server';
import { type RewardForCase, rewardForCase } from '~/services/reward/reward-page.server';
import { caseStateOf, requireMember } from './case-act.server';
import { extendedTo } from './case-extension.server';
import { gradesFor } from './case-grades.server';
import { readsAlong } from './case-reader.server';
import { type CaseRow, findCase } from './case-record.server';
import { reviewable } from './case-review.server';
import { superiorIsOutside } from './case-superior.server';
import { transferTargets, type UnitName } from './case-transfer.server';
import { hoursOf, isUnacknowledged } from './danger-hours.server';
import { sealedCase } from './sealed-case.server';

/** The clear side of a case, as its page shows it. */
export type CaseFacts = {
  id: string;
  order: number;
  matter: string;
  sector: string;
  town: string | null;
  channel: string;
  receivedOn: IsoDate;
  urgent: boolean;
  stage: Stage;
  verdict: Verdict | null;
  refusalReason: string | null;
  unit: UnitName;
  unitId: string;
  officer: { memberId: string; name: string } | null;
  dueOn: IsoDate | null;
  dueProvisional: boolean;
  extensions: number;
  extensionAsked: boolean;
  siteVisitedOn: IsoDate | null;
  penaltyRecordedOn: IsoDate | null;
  rectifiedOn: IsoDate | null;
  struckOffOn: IsoDate | null;
  purgedOn: IsoDate | null;
} & Lateness;

export type TimelineEntry = {
  number: number;
  act: string;
  onDay: IsoDate;
  unit: UnitName | null;
  memberName: string | null;
  data: Record<string, string | number | boolean | null>;
};

export type CaseForStaff = {
  facts: CaseFacts;
  reasons: { rule: string; unit: UnitName | null }[];
  timeline: TimelineEntry[];
  next: CaseStep[];
  /** The last day of verification if it were extended now; null where that is not for this member, or not allowed. */
  extendedTo: LastDay | null;
  grades: GradeTable | null;
  /** Acts that no stage forbids, where the member's roles allow them. */
  anyStage: AnyStageAct[];
  officers: { memberId: string; name: string }[];
  targets: UnitName[];
  /** Every unit, for ids that occur in the timeline and the narrative. */
  units: UnitName[];
  /** Names behind ids of staff messages and notes. */
  names: Record<string, string>;
  /** May this member request to know who reported? */
  mayAskIdentity: boolean;
  mayMark: boolean;
  mayAskDeletion: boolean;
  sealed: SealedCase;
  /** Null before a verdict that the report is true is confirmed, and for a unit that only reads the case. */
  reward: RewardForCase | null;
  /** Danger to life of which nobody has said yet that they look after it. */
  unacknowledged: boolean;
  /** The unit only reads for a review, and does nothing in the case. */
  readsAlong: boolean;
};

/**
 * A case for a member of its responsible unit: clear facts, what may be done next, and the sealed parts with the wraps
 * of those unit keys that the member holds. Looking at something sealed is an act and is logged. Refusal `notFound` for
 * a case of another unit, unless a review gave the member's unit its keys.
 */
export function caseForStaff(ctx: Context, actor: Actor, caseId: string): Promise<CaseForStaff> {
  const member = requireMember(actor);
  return look(ctx, actor, 'case.read', `case:${caseId}`, async (p) => {
    const row = await findCase(p.db, caseId);
    const along = await readsAlong(p.db, row, member);
    p.within({ unitId: along ? member.unitId : row.responsibleUnitId, assignedTo: row.assignedTo });
    return readCase(p, ctx, member, row, along);
  });
}

/** What is done with a level above that has nobody here. */
const GOES_OUTSIDE: ReadonlySet<AnyStageAct> = new Set(['sendUp', 'superiorAnswered']);

const needsExtension = (act: CaseStep): boolean => act === 'askExtension' || act === 'extend';

async function readCase(
  { db, today }: Looking<'case.read'>,
  ctx: Context,
  member: Member,
  row: CaseRow,
  along: boolean,
): Promise<CaseForStaff> {
  const events = await db.select().from(caseEvent).where(eq(caseEvent.caseId, row.id)).orderBy(asc(caseEvent.number));
  const sealed = await sealedCase(db, row, member.memberId, { readsAlong: along });
  const units = await unitNames(db);
  const names = await memberNames(db, row, [
    ...events.map((event) => event.memberId),
    ...sealed.parts.map((part) => part.authorId),
  ]);
  const hours = await hoursOf(db, row.urgent ? [row.id] : []);
  const possible = along ? [] : await reviewable(db, ctx, row, member, nextOf(row, member));
  const extension = possible.some(needsExtension) ? await extendedTo(db, ctx, row) : null;
  const next = possible.filter((act) => extension !== null || !needsExtension(act));
  const outside = await superiorIsOutside(db);
  return {
    facts: factsOf(row, units, names, latenessOf(row.dueOn, today, { dueAt: hours.get(row.id), now: ctx.now() })),
    reasons: row.reasons.map(({ rule, unitId }) => ({ rule, unit: units.get(unitId) ?? null })),
    timeline: events.map(({ number, act, onDay, unitId, memberId, data }) => ({
      number,
      act,
      onDay,
      unit: units.get(unitId ?? '') ?? null,
      memberName: names[memberId ?? ''] ?? null,
      data,
    })),
    next,
    extendedTo: extension,
    grades: await gradesFor(db, row, next),
    anyStage:
      along || row.purgedOn !== null ? [] : anyStageActs(member).filter((act) => outside || !GOES_OUTSIDE.has(act)),
    readsAlong: along,
    unacknowledged: !along && row.urgent && (await isUnacknowledged(db, row.id)),
    officers: next.some(asksOfficer) ? await officersOf(db, row.responsibleUnitId) : [],
    targets: next.includes('transfer') ? await transferTargets(db, ctx, row) : [],
    units: [...units.values()],
    names,
    mayAskIdentity:
      !along && mayPerform(member, 'identity.ask', { unitId: row.responsibleUnitId, assignedTo: row.assignedTo }),
    mayMark: row.purgedOn === null && mayPerform(member, 'accused.mark', { unitId: row.responsibleUnitId }),
    mayAskDeletion: row.purgedOn === null && holdsRoleFor(member, 'deletion.ask'),
    sealed,
    reward: along ? null : await rewardForCase(ctx, db, row, member, today),
  };
}

function nextOf(row: CaseRow, member: Member): CaseStep[] {
  try {
    return nextActs(caseStateOf(row), member.roles, member.memberId);
  } catch (error) {
    if (isRefusal(error)) return [];
    throw error;
  }
}

function factsOf(row: CaseRow, units: Map<string, UnitName>, names: Record<string, string>, late: Lateness): CaseFacts {
  const { responsibleUnitId: unitId, assignedTo } = row;
  return {
    id: row.id,
    order: row.order,
    matter: row.matter,
    sector: row.sector,
    town: row.town,
    channel: row.channel,
    receivedOn: row.receivedOn,
    urgent: row.urgent,
    stage: row.stage as Stage,
    verdict: row.verdict as Verdict | null,
    refusalReason: row.refusalReason,
    unit: units.get(unitId) ?? { unitId, names: { zh: unitId, en: unitId } },
    unitId,
    officer: assignedTo === null ? null : { memberId: assignedTo, name: names[assignedTo] ?? '' },
    dueOn: row.dueOn,
    dueProvisional: row.dueProvisional,
    ...late,
    extensions: row.extensions,
    extensionAsked: row.extensionAskedBy !== null,
    siteVisitedOn: row.siteVisitedOn,
    penaltyRecordedOn: row.penaltyRecordedOn,
    rectifiedOn: row.rectifiedOn,
    struckOffOn: row.struckOffOn,
    purgedOn: row.purgedOn,
  };
}

async function unitNames(db: Db | Tx): Promise<Map<string, UnitName>> {
  const rows = await db.select({ unitId: unit.id, names: unit.names }).from(unit);
  return new Map(rows.map((row) => [row.unitId, row]));
}

async function memberNames(tx: Tx, row: CaseRow, ids: (string | null)[]): Promise<Record<string, string>> {
  const wanted = [...new Set([...ids, row.assignedTo].filter((id) => id !== null))];
  if (wanted.length === 0) return {};
  const rows = await tx
    .select({ id: memberTable.id, name: memberTable.name })
    .from(memberTable)
    .where(inArray(memberTable.id, wanted));
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

const asksOfficer = (act: CaseStep) => fieldsOf(act).some(([, { kind }]) => kind === 'officer');

async function officersOf(tx: Tx, unitId: string) {
  const rows = await tx
    .select({ memberId: memberTable.id, name: memberTable.name, roles: memberTable.roles })
    .from(memberTable)
    .where(and(eq(memberTable.unitId, unitId), eq(memberTable.status, 'enrolled')))
    .orderBy(asc(memberTable.name));
  return rows.filter(({ roles }) => roles.includes('handler')).map(({ memberId, name }) => ({ memberId, name }));
}

/**
 * The sealed bytes of one file part, for the officer's browser to open; logged as a look. Refusal `notFound` outside
 * the own unit, or when the part is no file of this case.
 */
export function caseFilePart(ctx: Context, actor: Actor, caseId: string, partId: string) {
  const member = requireMember(actor);
  return look(ctx, actor, 'case.read', `case:${caseId}`, async (p) => {
    const row = await findCase(p.db, caseId);
    const along = await readsAlong(p.db, row, member);
    p.within({ unitId: along ? member.unitId : row.responsibleUnitId, assignedTo: row.assignedTo });
    if (!isUuid(partId)) throw new Refusal('notFound');
    const [part] = await p.db
      .select({ blob: sealedPart.blob, bytes: sealedPart.bytes, size: sealedPart.size })
      .from(sealedPart)
      .where(and(eq(sealedPart.id, partId), eq(sealedPart.caseId, caseId), eq(sealedPart.kind, 'file')));
    if (!part) throw new Refusal('notFound');
    p.record({ part: partId });
    return part;
  });
}
