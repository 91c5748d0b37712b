import type { IsoDate } from '../dates';
import type { Shown } from '../shown-entry';
import { type FirstDayProblem, readFirstDay } from '../typed/first-day';
import { DUTY_EVENTS, DUTY_ROLES, LAST_RANK, MINUTES_OF_DAY, type RosterLine, WEEKDAYS } from './roster';

/** A line of the roster as it was typed and chosen. */
export type TypedLine = {
  event: string;
  unitId: string;
  role: string;
  days: readonly string[];
  from: string;
  to: string;
  rank: string;
  mail: string;
  target: string;
  fromDay: string;
};
export type LineField = keyof TypedLine;
export type LineProblem = 'choose' | 'time' | 'mail' | 'target' | 'way' | FirstDayProblem;
export type LineProblems = { field: LineField; problem: LineProblem }[];

const LONGEST_MAIL = 120;
const MAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]+$/;
const TARGET = /^[A-Za-z0-9+._-]{1,40}$/;
const TIME = /^(\d{1,2})(?:[:.点时](\d{2})?分?)?$/;

/** Minutes of the day, as people write a time: 8:00, 08：00, 8点, 20点30分. Null for anything else. */
export function readTime(typed: string): number | null {
  const [, hour, minute] = TIME.exec(typed.normalize('NFKC').replace(/\s/g, '')) ?? [];
  if (hour === undefined) return null;
  const at = Number(hour) * 60 + Number(minute ?? 0);
  return Number(minute ?? 0) < 60 && at <= MINUTES_OF_DAY ? at : null;
}

/** A minute of the day as `08:00`; 24:00 is the end of the day. */
export const timeText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Checks a line and names every field that is wrong. `unitIds`: units that are open. */
export function readLine(
  typed: TypedLine,
  { unitIds, today }: { unitIds: ReadonlySet<string>; today: IsoDate },
): { ok: true; line: RosterLine; fromDay: IsoDate } | { ok: false; problems: LineProblems } {
  const problems: LineProblems = [];
  const wrong = (field: LineField, problem: LineProblem) => void problems.push({ field, problem });
  const event = DUTY_EVENTS.find((one) => one === typed.event);
  const role = DUTY_ROLES.find((one) => one === typed.role);
  const days = WEEKDAYS.filter((one) => typed.days.includes(String(one)));
  const rank = Number(typed.rank);
  const from = readTime(typed.from);
  const to = readTime(typed.to);
  const mail = typed.mail.normalize('NFKC').trim();
  const target = typed.target.normalize('NFKC').trim();
  const day = readFirstDay(typed.fromDay, today);
  if (!event) wrong('event', 'choose');
  if (!role) wrong('role', 'choose');
  if (typed.unitId !== '' && !unitIds.has(typed.unitId)) wrong('unitId', 'choose');
  if (days.length === 0) wrong('days', 'choose');
  if (from === null || from === MINUTES_OF_DAY) wrong('from', 'time');
  if (to === null) wrong('to', 'time');
  if (!Number.isInteger(rank) || rank < 1 || rank > LAST_RANK) wrong('rank', 'choose');
  if (mail !== '' && (mail.length > LONGEST_MAIL || !MAIL.test(mail))) wrong('mail', 'mail');
  if (target !== '' && !TARGET.test(target)) wrong('target', 'target');
  if (mail === '' && target === '') wrong('mail', 'way');
  if ('problem' in day) wrong('fromDay', day.problem);
  if (problems.length > 0 || !event || !role || from === null || to === null || 'problem' in day) {
    return { ok: false, problems };
  }
  const reached = { mail: mail || null, target: target || null };
  return {
    ok: true,
    line: { event, unitId: typed.unitId || null, role, days: [...days], from, to, rank, ...reached },
    fromDay: day.day,
  };
}

/** The form values of a line. */
export function lineShown(line: RosterLine): Shown {
  return {
    event: line.event,
    unitId: line.unitId ?? '',
    role: line.role,
    days: line.days.join(','),
    from: timeText(line.from),
    to: timeText(line.to),
    rank: String(line.rank),
    mail: line.mail ?? '',
    target: line.target ?? '',
  };
}
