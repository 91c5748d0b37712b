import chineseDays from 'chinese-days';
import { asc, eq } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { holidayChange } from '#db/schema/calendar';
import { withYears, type YearTable } from '~/domain/county/holiday-table';
import type { WorkCalendar } from '~/domain/dates';

/** Days that the yearly notice always makes free; at least one of the three falls on a weekday. */
const NATIONAL_DAYS = ['10-01', '10-02', '10-03'];

/** Working days by the State Council's yearly notices, for the years that the library covers. */
export const statutoryCalendar: WorkCalendar = {
  isWorkingDay: (day) => chineseDays.isWorkday(day),
  isPublished: (year) => NATIONAL_DAYS.every((day) => !chineseDays.isWorkday(`${year}-${day}`)),
};

/** What the program has of holidays, and how a process learns what the county changed. */
export type Holidays = { program: WorkCalendar; reload: (db: Db) => Promise<void> };

/** The calendar that the county counts with. Each process has a copy, which it reads anew when told to. */
export function countyCalendar(program: WorkCalendar): { calendar: WorkCalendar; holidays: Holidays } {
  let current = program;
  let asked = 0;
  const reload = async (db: Db) => {
    asked += 1;
    const turn = asked;
    const read = withYears(program, await countyYears(db));
    // Of two that overlap, the one that was asked for last has read everything that the other one could.
    if (turn === asked) current = read;
  };
  return {
    calendar: { isWorkingDay: (day) => current.isWorkingDay(day), isPublished: (year) => current.isPublished(year) },
    holidays: { program, reload },
  };
}

/** The years that the county entered itself, as they stand. */
export async function countyYears(db: Db | Tx): Promise<Map<number, YearTable>> {
  const rows = await db
    .select({ year: holidayChange.year, table: holidayChange.table })
    .from(holidayChange)
    .where(eq(holidayChange.state, 'confirmed'))
    .orderBy(asc(holidayChange.order));
  const newest = new Map(rows.map(({ year, table }) => [year, table]));
  return new Map([...newest].flatMap(([year, table]) => (table === null ? [] : [[year, table] as const])));
}
