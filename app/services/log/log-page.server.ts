import { and, desc, eq, gte, inArray, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { logEntry, logLink } from '#db/schema/log';
import { member } from '#db/schema/staff';
import { readLogEntry } from '~/contract/logged-row';
import type { Actor } from '~/domain/acts/permission';
import type { Act } from '~/domain/acts/table';
import type { IsoDate } from '~/domain/dates';
import type { LogEntry } from '~/domain/log/log';
import type { LogNames } from '~/domain/log/log-names';
import type { Context } from '~/services/context.server';
import { draftedSectors } from '~/services/county/sector-rows.server';
import { look } from '~/services/look.server';

const PAGE = 50;
/** Rows of the log for each part of a file. */
const BATCH = 500;

export type LogFilter = {
  from?: IsoDate;
  to?: IsoDate;
  act?: Act;
  /** A member's id, or `reporter`, `public`, `system`. */
  by?: string;
  case?: number;
  /** The `next` cursor of the page before. */
  before?: number;
};

/** A row as it stands in the log (`entry`), and what it says. */
export type LogLine = { id: number; sequence: number | null; entry: string; said: LogEntry };

type Reading = Db | Tx;

async function conditions(db: Reading, filter: LogFilter): Promise<SQL[]> {
  const all = [
    filter.before === undefined ? undefined : lt(logEntry.id, filter.before),
    filter.from && gte(logEntry.onDay, filter.from),
    filter.to && lte(logEntry.onDay, filter.to),
    filter.act && eq(logEntry.act, filter.act),
    filter.by && sql`${logEntry.entry}::jsonb ->> 'actor' = ${filter.by}`,
    filter.case === undefined ? undefined : eq(logEntry.subject, await subjectOf(db, filter.case)),
  ];
  return all.filter((one): one is SQL => Boolean(one));
}

async function subjectOf(db: Reading, order: number): Promise<string> {
  const [row] = await db.select({ id: caseFile.id }).from(caseFile).where(eq(caseFile.order, order));
  return `case:${row?.id ?? ''}`;
}

async function linesOf(db: Reading, filter: LogFilter, most: number): Promise<LogLine[]> {
  const rows = await db
    .select({ id: logEntry.id, sequence: logLink.sequence, entry: logEntry.entry })
    .from(logEntry)
    .leftJoin(logLink, eq(logLink.entryId, logEntry.id))
    .where(and(...(await conditions(db, filter))))
    .orderBy(desc(logEntry.id))
    .limit(most);
  return rows.map((row) => ({ ...row, said: readLogEntry(row.entry) }));
}

const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * Names behind the ids of these rows: of members, units and cases, which pages of their own show, and of nothing else.
 */
async function namesOf(db: Reading, lines: readonly LogLine[]): Promise<LogNames> {
  const ids = [...new Set(lines.flatMap(({ entry }) => entry.match(IDS) ?? []))];
  const sectors = await draftedSectors(db);
  if (ids.length === 0) return { members: {}, units: {}, cases: {}, sectors };
  const members = await db.select({ id: member.id, name: member.name }).from(member).where(inArray(member.id, ids));
  const units = await db.select({ id: unit.id, names: unit.names }).from(unit).where(inArray(unit.id, ids));
  const cases = await db
    .select({ id: caseFile.id, order: caseFile.order })
    .from(caseFile)
    .where(inArray(caseFile.id, ids));
  return {
    members: Object.fromEntries(members.map(({ id, name }) => [id, name])),
    units: Object.fromEntries(units.map(({ id, names }) => [id, names])),
    cases: Object.fromEntries(cases.map(({ id, order }) => [id, order])),
    sectors,
  };
}

/**
 * One page of the log, newest first, for auditors, with the names of all members to choose from. The look itself is
 * logged.
 */
export function logPage(ctx: Context, actor: Actor, filter: LogFilter = {}) {
  return look(ctx, actor, 'log.read', null, async ({ db }) => {
    const lines = await linesOf(db, filter, PAGE + 1);
    const rows = lines.slice(0, PAGE);
    return {
      rows,
      names: await namesOf(db, rows),
      members: await db.select({ id: member.id, name: member.name }).from(member).orderBy(member.name),
      next: lines.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    };
  });
}

type LogPart = { lines: LogLine[]; names: LogNames };

/** The whole filtered log for a file, part by part, as one logged look. */
export function wholeLog(ctx: Context, actor: Actor, filter: LogFilter): Promise<AsyncGenerator<LogPart>> {
  return look(ctx, actor, 'log.read', null, async () => partsOf(ctx.db, filter));
}

async function* partsOf(db: Db, filter: LogFilter): AsyncGenerator<LogPart> {
  let before = filter.before;
  for (;;) {
    const lines = await linesOf(db, before === undefined ? filter : { ...filter, before }, BATCH);
    if (lines.length > 0) yield { lines, names: await namesOf(db, lines) };
    if (lines.length < BATCH) return;
    before = lines.at(-1)?.id;
  }
}
