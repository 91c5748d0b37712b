/** A day in China time, `YYYY-MM-DD`. */
export type IsoDate = string;
/** A month in China time, `YYYY-MM`. */
export type IsoMonth = string;
/** The caller's data on holidays and make-up days, from which working days follow (国务院办公厅 yearly notice). */
export type WorkCalendar = {
  isWorkingDay: (day: IsoDate) => boolean;
  /**
   * Is that year's notice known? Until it is, only weekends count as free, and a limit that reaches into the year may
   * move.
   */
  isPublished: (year: number) => boolean;
};
/** The last day of a limit. It is provisional while it depends on a year whose holidays are not published. */
export type LastDay = { on: IsoDate; provisional: boolean };

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
/** The number of the day in China, which is cheaper to compute than its name. */
export const chinaDayNumber = (ms: number): number => Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS);

/** Longest run of days off that is believed; beyond it the calendar must be broken. */
const LONGEST_BREAK_DAYS = 60;

/** True for a real calendar day written `YYYY-MM-DD`. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

function toDayNumber(day: IsoDate): number {
  if (!isIsoDate(day)) throw new RangeError('Not an ISO day');
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function fromDayNumber(number: number): IsoDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The day `days` after (before, if negative) the given one. Throws RangeError on a malformed day. */
export function addDays(day: IsoDate, days: number): IsoDate {
  return fromDayNumber(toDayNumber(day) + days);
}

/** Days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The day it is in China (UTC+8, no summer time) at this instant in epoch milliseconds. */
export function chinaDate(epochMs: number): IsoDate {
  return new Date(epochMs + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** The time of day in China at this instant in epoch milliseconds, as `09:05`. */
export function timeOf(epochMs: number): string {
  return new Date(epochMs + CHINA_OFFSET_MS).toISOString().slice(11, 16);
}

export function monthOf(day: IsoDate): IsoMonth {
  return day.slice(0, 7);
}

/** The month `months` after (before, if negative) the given `YYYY-MM`. */
export function addMonths(month: IsoMonth, months: number): IsoMonth {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** First and last day of a month. */
export function monthBounds(month: IsoMonth): { first: IsoDate; last: IsoDate } {
  return { first: `${month}-01`, last: addDays(`${addMonths(month, 1)}-01`, -1) };
}

/** The n-th working day after `from` (`from` itself is not counted; n = 0 gives `from`). */
export function addWorkingDays(from: IsoDate, n: number, calendar: WorkCalendar): LastDay {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('Working days are whole and not negative');
  let day = from;
  for (let counted = 0; counted < n; counted += 1) {
    let idle = 0;
    do {
      day = addDays(day, 1);
      idle += 1;
      if (idle > LONGEST_BREAK_DAYS) throw new RangeError('The calendar has no working days');
    } while (!calendar.isWorkingDay(day));
  }
  return { on: day, provisional: n > 0 && !isKnown(addDays(from, 1), day, calendar) };
}

/**
 * The latest day after which `n` working days have begun by `today`, today among them: a limit that ended on it or before
 * is late by that many (n at least 1).
 */
export function lateByWorkingDays(today: IsoDate, n: number, calendar: WorkCalendar): IsoDate {
  let day = today;
  for (let [left, idle] = [n, 0]; left > 0; day = addDays(day, -1)) {
    idle = calendar.isWorkingDay(day) ? 0 : idle + 1;
    if (idle === 0) left -= 1;
    if (idle > LONGEST_BREAK_DAYS) throw new RangeError('The calendar has no working days');
  }
  return day;
}

/**
 * The last of a number of calendar days after `from`, or the next working day when that is a day off (民法典 Art. 203).
 */
export function addCalendarDays(from: IsoDate, n: number, calendar: WorkCalendar): LastDay {
  const last = addDays(from, n);
  const rolled = calendar.isWorkingDay(last) ? { on: last } : addWorkingDays(last, 1, calendar);
  return { on: rolled.on, provisional: !isKnown(last, rolled.on, calendar) };
}

/** Are the holidays of every year from one day to the other published? */
function isKnown(from: IsoDate, to: IsoDate, { isPublished }: WorkCalendar): boolean {
  for (let year = yearOf(from); year <= yearOf(to); year += 1) if (!isPublished(year)) return false;
  return true;
}

export const yearOf = (day: IsoDate): number => Number(day.slice(0, 4));
