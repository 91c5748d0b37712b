import { and, asc, desc, eq, gt, gte, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Db } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { member } from '#db/schema/staff';
import { type Actor, holdsRoleFor, type Member } from '~/domain/acts/permission';
import { type Lateness, latenessOf } from '~/domain/case/deadlines';
import type { QueueFilter } from '~/domain/case/queue-filter';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { OPEN_STAGES, type Stage } from '~/domain/vocabulary';
import { type Context, today } from '~/services/context.server';
import { look } from '~/services/look.server';
import { awaitingReply } from './awaiting-reply.server';
import { requireMember } from './case-act.server';
import { hoursOf, isOverdue, queueDay } from './danger-hours.server';
import { queueConditions } from './queue-filter.server';

const PAGE = 30;
export const COUNTED = 1000;

export type QueueRow = {
  id: string;
  order: number;
  matter: string;
  sector: string;
  town: string | null;
  channel: string;
  receivedOn: IsoDate;
  urgent: boolean;
  stage: Stage;
  verdict: string | null;
  dueOn: IsoDate | null;
  dueProvisional: boolean;
  assignedTo: string | null;
  /** The reporter wrote, or added files, and nobody has answered since. */
  awaitsReply: boolean;
} & Lateness;

export type QueuePage = { rows: QueueRow[]; next: string | null; mayAssign: boolean };
type Cursor = { urgent: boolean; dueOn: IsoDate | null; order: number };

const columns = {
  id: caseFile.id,
  order: caseFile.order,
  matter: caseFile.matter,
  sector: caseFile.sector,
  town: caseFile.town,
  channel: caseFile.channel,
  receivedOn: caseFile.receivedOn,
  urgent: caseFile.urgent,
  stage: caseFile.stage,
  verdict: caseFile.verdict,
  dueOn: caseFile.dueOn,
  dueProvisional: caseFile.dueProvisional,
  assignedTo: caseFile.assignedTo,
};

function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined || text === '') return null;
  const [, urgent, due, order] = /^(urgent\.)?(\d{4}-\d{2}-\d{2}|none)\.(\d{1,15})$/.exec(text) ?? [];
  if (due === undefined || order === undefined) throw new Refusal('invalid', { field: 'after' });
  return { urgent: urgent !== undefined, dueOn: due === 'none' ? null : due, order: Number(order) };
}

/** A member's own department, the only one whose queue they may read. */
export function lookAtQueue<T>(ctx: Context, actor: Actor, body: (by: Member, db: Db) => Promise<T>): Promise<T> {
  const by = requireMember(actor);
  return look(ctx, by, 'queue.read', null, ({ db, within }) => {
    within({ unitId: by.unitId });
    return body(by, db);
  });
}

/**
 * One query for each stage, with and without a limit day, each a short scan of an index (`case_urgent`, `case_queue`)
 * from the cursor on. A page costs the same wherever it lies and however many cases the department has.
 */
function openLegs(db: Db, stages: readonly Stage[], where: SQL[], cursor: Cursor | null, most: number) {
  const key = sql`(${caseFile.dueOn}, ${caseFile.order})`;
  return stages.flatMap((stage) => {
    const leg = (...more: (SQL | undefined)[]) =>
      db
        .select(columns)
        .from(caseFile)
        .where(and(eq(caseFile.stage, stage), ...where, ...more))
        .orderBy(asc(caseFile.dueOn), asc(caseFile.order))
        .limit(most);
    if (cursor === null) return [leg()];
    const undated = leg(isNull(caseFile.dueOn), cursor.dueOn === null ? gt(caseFile.order, cursor.order) : undefined);
    if (cursor.dueOn === null) return [undated];
    const later = leg(
      gte(caseFile.dueOn, cursor.dueOn),
      sql`${key} > (${cursor.dueOn}::date, ${cursor.order}::bigint)`,
    );
    return [later, undated];
  });
}

const undatedLast = (a: { dueOn: string | null; order: number }, b: { dueOn: string | null; order: number }) =>
  (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') || a.order - b.order;

/** Danger to life comes first, then all the rest, each by limit day and order number. */
async function openPage(ctx: Context, db: Db, actor: Member, filter: QueueFilter, most: number) {
  const cursor = readCursor(filter.after);
  const stages = filter.stage ? [filter.stage] : OPEN_STAGES;
  const where = queueConditions(db, actor, filter, await queueDay(ctx, db));
  const part = async (urgent: boolean, size: number) => {
    const from = cursor?.urgent === urgent ? cursor : null;
    // The condition is written out, because PostgreSQL uses the index of urgent cases only where the query states it
    // literally.
    const only = urgent ? sql`${caseFile.urgent}` : sql`not ${caseFile.urgent}`;
    const [first, second, ...rest] = openLegs(db, stages, [...where, only], from, size);
    if (!first) return [];
    const rows = second ? await unionAll(first, second, ...rest) : await first;
    return rows.sort(undatedLast).slice(0, size);
  };
  const urgent = cursor === null || cursor.urgent ? await part(true, most) : [];
  if (filter.urgent || urgent.length === most) return urgent;
  return [...urgent, ...(await part(false, most - urgent.length))];
}

/** Ended cases no longer have a limit, so they are ordered newest first, by order number alone. */
async function endedPage(ctx: Context, db: Db, actor: Member, filter: QueueFilter, stage: Stage, most: number) {
  const cursor = readCursor(filter.after);
  return db
    .select(columns)
    .from(caseFile)
    .where(
      and(
        eq(caseFile.stage, stage),
        ...queueConditions(db, actor, filter, await queueDay(ctx, db)),
        isNull(caseFile.dueOn),
        filter.urgent ? eq(caseFile.urgent, true) : undefined,
        cursor ? lt(caseFile.order, cursor.order) : undefined,
      ),
    )
    .orderBy(desc(caseFile.order))
    .limit(most);
}

async function rowsOf(ctx: Context, db: Db, actor: Member, filter: QueueFilter, most: number): Promise<QueueRow[]> {
  const { stage } = filter;
  const ended = stage !== undefined && !(OPEN_STAGES as readonly Stage[]).includes(stage);
  const rows = ended
    ? await endedPage(ctx, db, actor, filter, stage, most)
    : await openPage(ctx, db, actor, filter, most);
  const day = today(ctx);
  const awaiting = ended ? new Set<string>() : await awaitingReply(db, rows);
  const hours = await hoursOf(
    db,
    rows.flatMap(({ id, urgent }) => (urgent ? id : [])),
  );
  return rows.map((row) => ({
    ...row,
    stage: row.stage as Stage,
    ...latenessOf(row.dueOn, day, { dueAt: hours.get(row.id), now: ctx.now() }),
    awaitsReply: awaiting.has(row.id),
  }));
}

/**
 * One page of the member's own department: open cases, danger to life first, by limit day (earliest first, then by
 * order number), or the ended ones of a chosen stage newest first. It holds nothing of what a report says. Refusals:
 * `notAllowed`, `invalid` (after).
 */
export async function queue(ctx: Context, actor: Actor, filter: QueueFilter = {}, size = PAGE): Promise<QueuePage> {
  const rows = await lookAtQueue(ctx, actor, (by, db) => rowsOf(ctx, db, by, filter, size + 1));
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const next = rows.length > size && last ? cursorAfter(last) : null;
  return { rows: page, next, mayAssign: holdsRoleFor(actor, 'case.assign') };
}

const cursorAfter = ({ urgent, dueOn, order }: QueueRow) => `${urgent ? 'urgent.' : ''}${dueOn ?? 'none'}.${order}`;

export type StageCount = { stage: Stage; count: number; overdue: number };

/** Cases per open stage of the own department; counted up to a thousand each (`COUNTED`), so that it stays cheap. */
export function queueCounts(ctx: Context, actor: Actor): Promise<StageCount[]> {
  return lookAtQueue(ctx, actor, async ({ unitId }, db) => {
    const counted = (stage: SQL, more: SQL) => sql<number>`(select count(*)::int from (
    select 1 from ${caseFile} where ${caseFile.responsibleUnitId} = ${unitId} and ${caseFile.stage} = ${stage} ${more}
    limit ${COUNTED}) counted)`;
    const overdue = isOverdue(await queueDay(ctx, db));
    const rows = await db.execute<{ stage: Stage; count: number; overdue: number }>(sql`
    select s.stage, ${counted(sql`s.stage`, sql``)} as count,
      ${counted(sql`s.stage`, sql`and ${overdue}`)} as overdue
    from unnest(${sql.raw(`array['${OPEN_STAGES.join("','")}']`)}) with ordinality as s(stage, place) order by s.place`);
    return rows.map(({ stage, count, overdue }) => ({ stage, count, overdue }));
  });
}

export type Colleague = { memberId: string; name: string };

/** Officers of the own department to whom a case can be assigned, and the names behind `assignedTo`. */
export function colleagues(ctx: Context, actor: Actor): Promise<Colleague[]> {
  return lookAtQueue(ctx, actor, ({ unitId }, db) =>
    db
      .select({ memberId: member.id, name: member.name })
      .from(member)
      .where(and(eq(member.unitId, unitId), eq(member.status, 'enrolled'), sql`'handler' = any(${member.roles})`))
      .orderBy(asc(member.name)),
  );
}

/** The whole filtered queue for a file, page by page, with the names that its columns need. Refusal `notAllowed`. */
export function wholeQueue(ctx: Context, actor: Actor, filter: QueueFilter = {}) {
  return lookAtQueue(ctx, actor, async (by) => ({
    pages: pagesOf(ctx, by, filter),
    officers: await colleagues(ctx, by),
  }));
}

async function* pagesOf(ctx: Context, actor: Actor, filter: QueueFilter): AsyncGenerator<QueueRow[]> {
  let after = '';
  do {
    const page: QueuePage = await queue(ctx, actor, { ...filter, after }, 500);
    yield page.rows;
    after = page.next ?? '';
  } while (after !== '');
}
