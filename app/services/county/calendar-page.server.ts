import { and, asc, desc, eq } from 'drizzle-orm';
import type { Db } from '#db/client';
import { holidayChange } from '#db/schema/calendar';
import { member } from '#db/schema/staff';
import { holdsRoleFor, type Member } from '~/domain/acts/permission';
import { tableChanges, tableIn, type YearTable } from '~/domain/county/holiday-table';
import { type IsoDate, yearOf } from '~/domain/dates';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { standingTable, tableShown, yearsToEnter } from './calendar-change.server';
import { changeShown } from './calendar-decision.server';
import { type Moves, movesWith } from './calendar-moves.server';

export type AskedYear = {
  id: string;
  year: number;
  /** Null goes back to what the program has. */
  table: YearTable | null;
  notice: string;
  changes: { off: IsoDate[]; on: IsoDate[] };
  moves: Moves;
  askedByName: string;
  /** This member asked for it, and so cannot be the second person. */
  own: boolean;
  shown: string;
};
/** Where a year's table comes from; null while nobody has published it. */
export type YearSource = { notice: string; since: IsoDate } | 'program' | null;

/** A year of the calendar, the years there are, and what waits for a second person. */
export function calendarPage(ctx: Context, actor: Member, asked: string | null) {
  return look(ctx, actor, 'calendar.read', null, async ({ db, today }) => {
    const years = yearsToEnter(today);
    const year = years.find((one) => String(one) === asked) ?? yearOf(today);
    const table = await standingTable(ctx, db, year);
    return {
      years,
      year,
      table,
      source: await sourceOf(db, year, table),
      shown: tableShown(year, table),
      asked: await askedYears(ctx, db, actor),
      may: { ask: holdsRoleFor(actor, 'calendar.ask'), confirm: holdsRoleFor(actor, 'calendar.confirm') },
    };
  });
}

async function sourceOf(db: Db, year: number, table: YearTable | null): Promise<YearSource> {
  const [newest] = await db
    .select()
    .from(holidayChange)
    .where(and(eq(holidayChange.state, 'confirmed'), eq(holidayChange.year, year)))
    .orderBy(desc(holidayChange.order))
    .limit(1);
  if (newest?.table && newest.decidedOn) return { notice: newest.notice, since: newest.decidedOn };
  return table === null ? null : 'program';
}

async function askedYears(ctx: Context, db: Db, actor: Member): Promise<AskedYear[]> {
  const rows = await db
    .select({ row: holidayChange, name: member.name })
    .from(holidayChange)
    .innerJoin(member, eq(member.id, holidayChange.askedBy))
    .where(eq(holidayChange.state, 'asked'))
    .orderBy(asc(holidayChange.year));
  const asked: AskedYear[] = [];
  for (const { row, name } of rows) {
    const { id, year, table, notice } = row;
    const after = table ?? tableIn(ctx.holidays.program, year);
    asked.push({
      ...{ id, year, table, notice, askedByName: name, own: row.askedBy === actor.memberId },
      changes: tableChanges(await standingTable(ctx, db, year), after),
      moves: await movesWith(ctx, db, year, table),
      shown: changeShown(row),
    });
  }
  return asked;
}

/** How many changes wait for a second person. */
export const calendarWaiting = (db: Db): Promise<number> => db.$count(holidayChange, eq(holidayChange.state, 'asked'));
