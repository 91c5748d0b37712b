import { addDays, type IsoDate, type WorkCalendar, yearOf } from '~/domain/dates';

/** What differs in a year from plain weeks: weekdays that are free, and days of weekends on which people work. */
export type YearTable = { free: readonly IsoDate[]; working: readonly IsoDate[] };
/** Days from one to another one, both counted. */
export type DayRun = { from: IsoDate; to: IsoDate };

const NOTHING: YearTable = { free: [], working: [] };

/** 0 is Sunday. */
export const weekdayOf = (day: IsoDate): number => new Date(`${day}T00:00:00Z`).getUTCDay();
export const isWeekend = (day: IsoDate): boolean => weekdayOf(day) % 6 === 0;

/** All days of a year. */
export function daysOfYear(year: number): IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = `${year}-01-01`; yearOf(day) === year; day = addDays(day, 1)) days.push(day);
  return days;
}

/** A year as a calendar has it; null where its notice is not published there. */
export function tableIn(calendar: WorkCalendar, year: number): YearTable | null {
  if (!calendar.isPublished(year)) return null;
  const days = daysOfYear(year);
  return {
    free: days.filter((day) => !isWeekend(day) && !calendar.isWorkingDay(day)),
    working: days.filter((day) => isWeekend(day) && calendar.isWorkingDay(day)),
  };
}

/** The calendar with a county's own years in place of its own. */
export function withYears(base: WorkCalendar, years: ReadonlyMap<number, YearTable>): WorkCalendar {
  const sets = new Map(
    [...years].map(([year, { free, working }]) => [year, { free: new Set(free), working: new Set(working) }]),
  );
  return {
    isPublished: (year) => sets.has(year) || base.isPublished(year),
    isWorkingDay: (day) => {
      const own = sets.get(yearOf(day));
      if (!own) return base.isWorkingDay(day);
      return isWeekend(day) ? own.working.has(day) : !own.free.has(day);
    },
  };
}

/** Days in a row without work that hold at least one free weekday, with the weekends in and beside them. */
export function freeRuns({ free, working }: YearTable): DayRun[] {
  const off = (day: IsoDate) => free.includes(day) || (isWeekend(day) && !working.includes(day));
  const runs: DayRun[] = [];
  for (const day of [...free].sort()) {
    const last = runs.at(-1);
    if (last && day <= last.to) continue;
    let [from, to] = [day, day];
    while (yearOf(addDays(from, -1)) === yearOf(day) && off(addDays(from, -1))) from = addDays(from, -1);
    while (yearOf(addDays(to, 1)) === yearOf(day) && off(addDays(to, 1))) to = addDays(to, 1);
    runs.push({ from, to });
  }
  return runs;
}

/** The days that another table makes free, and those that it makes working days. */
export function tableChanges(before: YearTable | null, after: YearTable | null): { off: IsoDate[]; on: IsoDate[] } {
  const was = before ?? NOTHING;
  const is = after ?? NOTHING;
  const without = (days: readonly IsoDate[], others: readonly IsoDate[]) => days.filter((day) => !others.includes(day));
  return {
    off: [...without(is.free, was.free), ...without(was.working, is.working)].sort(),
    on: [...without(was.free, is.free), ...without(is.working, was.working)].sort(),
  };
}
