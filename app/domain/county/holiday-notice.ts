import { addDays, daysBetween, type IsoDate, isIsoDate, yearOf } from '~/domain/dates';
import { isWeekend, type YearTable } from './holiday-table';

export type NoticeProblem =
  /** Days without a word that says whether they are free, or such a word without days. */
  | 'unclear'
  /** No such day. */
  | 'day'
  /** A range that ends before it begins. */
  | 'order'
  /** More days in a row than any break has. */
  | 'long'
  | 'otherYear'
  /** The same day is free and worked. */
  | 'both'
  /** A day of the week on which people work anyway. */
  | 'weekday'
  /** New Year's Day or one of the first three days of October is not free. */
  | 'national'
  | 'empty';
/** `at`: the words, or the day, that the problem is about. */
export type NoticeTrouble = { problem: NoticeProblem; at: string };
export type ReadNotice = { ok: true; table: YearTable } | { ok: false; problems: NoticeTrouble[] };

const FREE = '放假|休息|\\boff\\b|\\bholidays?\\b|\\bclosed\\b';
const WORK = '上班|补班|\\bwork(?:ing|ed)?\\b';
const FULL = '(\\d{4})\\s*[-./年]\\s*(\\d{1,2})\\s*[-./月]\\s*(\\d{1,2})\\s*[日号]?';
const SHORT = '(\\d{1,2})\\s*(?:月|[./])\\s*(\\d{1,2})\\s*[日号]?';
const TO = '\\s*(?:至|到|—+|–|-|~|～|\\bto\\b|\\buntil\\b)\\s*';
const BARE = '(\\d{1,2})\\s*[日号]?';
const TOKEN = new RegExp(
  `(?:${FULL}|${SHORT})(?:${TO}(?:${FULL}|${SHORT}|${BARE}(?![\\d月./])))?|(${FREE})|(${WORK})`,
  'gi',
);

/** No break is longer; with all of them nothing is worked for longer than any limit believes (domain/dates.ts). */
const LONGEST_BREAK = 31;
const MOST_FREE = 60;
const MOST_PROBLEMS = 10;
const LONGEST_QUOTE = 60;

type Kind = 'free' | 'work';
type Marked = { days: IsoDate[]; kind: Kind };

/**
 * What a notice of a year's holidays says, as it was typed or pasted (国务院办公厅关于部分节假日安排的通知): sentences such as
 * 「2月15日至23日放假，2月14日（周六）上班。」 or `off: 2026-10-01 to 2026-10-07`. Sentences without days say nothing of days; any
 * other that cannot be understood is told, so that none is passed over. Free days of weekends and working days of the
 * week change nothing, whereas a working day that the notice names must be on a weekend.
 */
export function readNotice(text: string, year: number): ReadNotice {
  const plain = text.normalize('NFKC').replace(/\([^()]*\)|\[[^[\]]*\]|〔[^〔〕]*〕/g, '');
  const problems: NoticeTrouble[] = [];
  const marked = plain.split(/[。;\n\r]/).flatMap((clause) => {
    const read = readClause(clause, year);
    if (Array.isArray(read)) return read;
    problems.push({ ...read, at: quoted(read.at) });
    return [];
  });
  const free = daysOf(marked, 'free');
  const work = daysOf(marked, 'work');
  if (problems.length === 0) problems.push(...troubles(free, work, year));
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
  return { ok: true, table: { free: free.filter((day) => !isWeekend(day)), working: work } };
}

const quoted = (text: string): string => {
  const signs = [...text.trim()];
  return signs.length <= LONGEST_QUOTE ? signs.join('') : `${signs.slice(0, LONGEST_QUOTE).join('')}…`;
};

const daysOf = (marked: readonly Marked[], kind: Kind): IsoDate[] =>
  [...new Set(marked.flatMap((one) => (one.kind === kind ? one.days : [])))].sort();

/** The days of one sentence. The word that says what they are stands after them, or before all of them and a colon. */
function readClause(clause: string, year: number): Marked[] | NoticeTrouble {
  const tokens = [...clause.matchAll(TOKEN)].map((match) => tokenOf(match, year));
  const wrong = tokens.find((one) => 'problem' in one);
  if (wrong && 'problem' in wrong) return { problem: wrong.problem, at: clause };
  const known = tokens.flatMap((one) => ('problem' in one ? [] : [one]));
  if (!known.some((one) => 'days' in one)) return [];
  const wordFirst = known[0] !== undefined && 'kind' in known[0];
  const found: Marked[] = [];
  let days: IsoDate[] = [];
  let last: Kind | null = null;
  for (const token of wordFirst ? known.toReversed() : known) {
    if ('days' in token) {
      days.push(...token.days);
    } else if (days.length > 0) {
      found.push({ days, kind: token.kind });
      days = [];
      last = token.kind;
    } else if (last !== token.kind) return { problem: 'unclear', at: clause };
  }
  return days.length > 0 ? { problem: 'unclear', at: clause } : found;
}

type Token = { days: IsoDate[] } | { kind: Kind } | { problem: NoticeProblem };

function tokenOf(match: RegExpMatchArray, year: number): Token {
  const [, y1, m1, d1, m2, d2, y3, m3, d3, m4, d4, bare, free, work] = match;
  if (free) return { kind: 'free' };
  if (work) return { kind: 'work' };
  const fromYear = Number(y1 ?? year);
  const month = Number(m1 ?? m2);
  const from = dayText(fromYear, month, Number(d1 ?? d2));
  const isRange = (y3 ?? m4 ?? bare) !== undefined;
  const to = isRange ? dayText(Number(y3 ?? fromYear), Number(m3 ?? m4 ?? month), Number(d3 ?? d4 ?? bare)) : from;
  if (from === null || to === null) return { problem: 'day' };
  const length = daysBetween(from, to);
  if (length < 0) return { problem: 'order' };
  if (length >= LONGEST_BREAK) return { problem: 'long' };
  return { days: Array.from({ length: length + 1 }, (_, i) => addDays(from, i)) };
}

function dayText(year: number, month: number, day: number): IsoDate | null {
  const text = [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join('-');
  return isIsoDate(text) ? text : null;
}

function troubles(free: readonly IsoDate[], work: readonly IsoDate[], year: number): NoticeTrouble[] {
  if (free.length + work.length === 0) return [{ problem: 'empty', at: '' }];
  const told = (problem: NoticeProblem, days: readonly IsoDate[]) => days.map((at) => ({ problem, at }));
  const national = ['01-01', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`);
  return [
    // The weekend before New Year's Day is often named with it, and changes nothing of its own year.
    ...told(
      'otherYear',
      [...free.filter((day) => !isWeekend(day)), ...work].filter((day) => yearOf(day) !== year),
    ),
    ...told(
      'both',
      work.filter((day) => free.includes(day)),
    ),
    ...told(
      'weekday',
      work.filter((day) => !isWeekend(day)),
    ),
    ...told(
      'national',
      national.filter((day) => !free.includes(day) && !isWeekend(day)),
    ),
    ...(hasLongBreak(free, work) || free.length > MOST_FREE ? told('long', free.slice(0, 1)) : []),
  ];
}

/** Two breaks that touch are one: what counts is how long nobody works. */
function hasLongBreak(free: readonly IsoDate[], work: readonly IsoDate[]): boolean {
  const off = (day: IsoDate) => !work.includes(day) && (isWeekend(day) || free.includes(day));
  return free.some((day) => Array.from({ length: LONGEST_BREAK + 1 }, (_, i) => addDays(day, i)).every(off));
}
