import { addDays, type IsoDate, isIsoDate, yearOf } from '../dates';
import { plainLine } from './text';

/**
 * `notADay`: not written as a day. `noSuchDay`: written as a day that does not exist, such as 29 February of a common
 * year.
 */
export type DayProblem = 'notADay' | 'noSuchDay';

const AGO: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  昨天: 1,
  昨日: 1,
  昨晚: 1,
  yesterday: 1,
  前天: 2,
  大前天: 3,
};
const WHOLE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const NO_YEAR = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/;

/**
 * A day as people write it: `2026-11-20`, `2026/11/20`, `2026年11月20日`, `20261120`, `11月20日` (the most recent one),
 * `昨天`; full-width digits and invisible marks do not matter. `today` is in China time.
 */
export function readDay(typed: string, today: IsoDate): { day: IsoDate } | { problem: DayProblem } {
  const text = plainDay(typed);
  const ago = AGO[text.toLowerCase()];
  if (ago !== undefined) return { day: addDays(today, -ago) };
  const short = NO_YEAR.exec(text);
  return short ? lastSuchDay(short[1] ?? '', short[2] ?? '', today) : readWholeDay(text);
}

/**
 * A day with its year, as `readDay` reads it: for days that may lie ahead, where a date without its year would be another
 * one than was meant.
 */
export function readWholeDay(typed: string): { day: IsoDate } | { problem: DayProblem } {
  const [, year = '', month = '', day = ''] = WHOLE.exec(plainDay(typed)) ?? TOGETHER.exec(plainDay(typed)) ?? [];
  return year === '' ? { problem: 'notADay' } : known(year, month, day);
}

const plainDay = (typed: string): string =>
  plainLine(typed)
    .replace(/[\s\u3000]/g, '')
    .replace(/[。，,.]+$/, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');

const known = (year: string, month: string, day: string): { day: IsoDate } | { problem: DayProblem } => {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? { day: iso } : { problem: 'noSuchDay' };
};

/**
 * The date in this year, or in last year where this year's is still to come; 29 February is that of the last leap year.
 */
function lastSuchDay(month: string, day: string, today: IsoDate): { day: IsoDate } | { problem: DayProblem } {
  const year = yearOf(today);
  // Any eight years hold a leap year, even around 1900 and 2100.
  for (let back = 0; back <= 8; back += 1) {
    const found = known(String(year - back), month, day);
    if ('day' in found && found.day <= today) return found;
  }
  return { problem: 'noSuchDay' };
}
