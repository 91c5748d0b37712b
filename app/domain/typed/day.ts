import { addDays, type IsoDate, isIsoDate, yearOf } from '../dates';
import { plainLine } from './text';

/**
 * `notADay`: not written as a day. `noSuchDay`: written as a day that does not exist, such as 29 February of a common
 * year.
 */
export type DayProblem = 'notADay' | 'noSuchDay';

/** Words for days, by how many days they lie ahead. Spaces are taken out before. */
const FROM_TODAY: Readonly<Record<string, number>> = {
  大前天: -3,
  前天: -2,
  thedaybeforeyesterday: -2,
  昨天: -1,
  昨日: -1,
  昨晚: -1,
  yesterday: -1,
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  thedayaftertomorrow: 2,
  大后天: 3,
};
/** Words for years, by how many lie ahead. */
const FROM_THIS_YEAR: Readonly<Record<string, number>> = { 去年: -1, 今年: 0, 本年: 0, 明年: 1 };
const WHOLE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_IN_WORDS = /^([去今本明]年)(\d{1,2})月(\d{1,2})[日号]?$/;
const NO_YEAR = /^(\d{1,2})([-/.月])(\d{1,2})[日号]?$/;
/** Any eight years hold a leap year, even around 1900 and 2100. */
const YEARS_TO_LEAP = 8;

export type DayRead = { day: IsoDate } | { problem: DayProblem };

/**
 * A day that has been, as people write it: `2026-11-20`, `2026/11/20`, `2026年11月20日`, `20261120`, `11月20日` (the most
 * recent one), `昨天`; full-width digits and invisible marks do not matter. `today` is in China time.
 */
export const readDay = (typed: string, today: IsoDate): DayRead => read(typed, today, lastSuchDay);

/**
 * A day that may lie ahead, written as for `readDay`: `12月20日` is the next one, `明天` is tomorrow. `sure` is false where
 * more was taken than was written, so that it is shown before it counts. Without a year `5/6` may be June or May to
 * whoever writes English, and is not a day.
 */
export function readDayAhead(typed: string, today: IsoDate): { day: IsoDate; sure: boolean } | { problem: DayProblem } {
  const found = read(typed, today, nextSuchDay);
  return 'day' in found ? { day: found.day, sure: 'day' in readWholeDay(typed) } : found;
}

/** A day with its year in digits, as `readDay` reads it: for commands, which nobody asks again. */
export function readWholeDay(typed: string): DayRead {
  const [, year = '', month = '', day = ''] = WHOLE.exec(plainDay(typed)) ?? TOGETHER.exec(plainDay(typed)) ?? [];
  return year === '' ? { problem: 'notADay' } : known(year, month, day);
}

type Short = { month: string; mark: string; day: string };

function read(typed: string, today: IsoDate, ofShort: (short: Short, today: IsoDate) => DayRead): DayRead {
  const text = plainDay(typed);
  const word = text.toLowerCase();
  const away = Object.hasOwn(FROM_TODAY, word) ? FROM_TODAY[word] : undefined;
  if (away !== undefined) return { day: addDays(today, away) };
  const [, year = '', month = '', day = ''] = YEAR_IN_WORDS.exec(text) ?? [];
  if (year !== '') return known(String(yearOf(today) + (FROM_THIS_YEAR[year] ?? 0)), month, day);
  const short = NO_YEAR.exec(text);
  if (short) return ofShort({ month: short[1] ?? '', mark: short[2] ?? '', day: short[3] ?? '' }, today);
  return readWholeDay(text);
}

const plainDay = (typed: string): string =>
  plainLine(typed)
    .replace(/[\s\u3000]/g, '')
    .replace(/[。，,.]+$/, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-');

function known(year: string, month: string, day: string): DayRead {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? { day: iso } : { problem: 'noSuchDay' };
}

/**
 * The date in this year, or in last year where this year's is still to come; 29 February is that of the last leap year.
 */
function lastSuchDay({ month, day }: Short, today: IsoDate): DayRead {
  const year = yearOf(today);
  for (let back = 0; back <= YEARS_TO_LEAP; back += 1) {
    const found = known(String(year - back), month, day);
    if ('day' in found && found.day <= today) return found;
  }
  return { problem: 'noSuchDay' };
}

/** The date in this year, or in the next one where this year's has been; 29 February is that of the next leap year. */
function nextSuchDay({ month, mark, day }: Short, today: IsoDate): DayRead {
  if (mark !== '月' && Number(day) <= 12 && Number(day) !== Number(month)) return { problem: 'notADay' };
  const year = yearOf(today);
  for (let ahead = 0; ahead <= YEARS_TO_LEAP; ahead += 1) {
    const found = known(String(year + ahead), month, day);
    if ('day' in found && found.day >= today) return found;
  }
  return { problem: 'noSuchDay' };
}
