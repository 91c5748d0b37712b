/** What people on the roster are told of: danger to life, last days, and what waits for two people. */
export const DUTY_EVENTS = ['danger', 'deadline', 'work'] as const;
export type DutyEvent = (typeof DUTY_EVENTS)[number];

/** Who stands in an entry. Supervisors and administrators of the whole county come last, whatever their order. */
export const DUTY_ROLES = ['officer', 'leader', 'supervisor', 'administrator'] as const;
export type DutyRole = (typeof DUTY_ROLES)[number];

export const DUTY_WAYS = ['mail', 'webhook'] as const;
export type DutyWay = (typeof DUTY_WAYS)[number];

export const MINUTES_OF_DAY = 1_440;
export const MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;
/** Monday first, as 1 to 7. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const LAST_RANK = 9;

/**
 * One line of the roster: for which unit (null: the whole county), on which days and hours in China, as which step of
 * the order, and how it is told. Hours from 20:00 to 08:00 reach into the next day; equal ones are the whole day.
 */
export type RosterLine = {
  event: DutyEvent;
  unitId: string | null;
  role: DutyRole;
  days: number[];
  /** Minutes of the day. */
  from: number;
  to: number;
  rank: number;
  mail: string | null;
  /** What the county's gateway knows a telephone by. */
  target: string | null;
};
export type RosterEntry = RosterLine & { id: string };
/** Minutes of the week, from Monday 00:00 in China; `to` is not included. */
export type Span = { from: number; to: number };

const CHINA_OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
/** The epoch began on a Thursday. */
const EPOCH_MINUTE = 3 * MINUTES_OF_DAY;

/** The minute of the week in China, from Monday 00:00, at this instant in epoch milliseconds. */
export function minuteOfWeek(ms: number): number {
  return wrapped(Math.floor((ms + CHINA_OFFSET_MS) / MINUTE_MS) + EPOCH_MINUTE);
}

const wrapped = (minute: number): number => ((minute % MINUTES_OF_WEEK) + MINUTES_OF_WEEK) % MINUTES_OF_WEEK;

const lengthOf = ({ from, to }: Pick<RosterLine, 'from' | 'to'>): number =>
  to > from ? to - from : MINUTES_OF_DAY - from + to;

const startsOf = ({ days, from }: Pick<RosterLine, 'days' | 'from'>): number[] =>
  days.map((weekday) => (weekday - 1) * MINUTES_OF_DAY + from);

/** Is this line on duty at that minute of the week? */
export const covers = (line: RosterLine, minute: number): boolean =>
  startsOf(line).some((start) => wrapped(minute - start) < lengthOf(line));

const concerns = (line: RosterLine, event: DutyEvent, unitId: string): boolean =>
  line.event === event && (line.unitId === null || line.unitId === unitId);

/** Does this line stand at the end, after everybody whose duty it is to go and look? */
export const isLast = ({ unitId, role }: RosterLine): boolean =>
  unitId === null && (role === 'supervisor' || role === 'administrator');

const placeOf = (line: RosterLine): number =>
  (isLast(line) ? 2 : line.unitId === null ? 1 : 0) * (LAST_RANK + 1) + line.rank;

/**
 * Who is told, step after step: the unit's own people on duty by their order, then those of the whole county, at the
 * end supervisors and administrators. Those of the same place are told together.
 */
export function dutySteps<E extends RosterLine>(
  roster: readonly E[],
  event: DutyEvent,
  unitId: string,
  minute: number,
): E[][] {
  const steps = new Map<number, E[]>();
  for (const line of roster) {
    if (!concerns(line, event, unitId) || !covers(line, minute)) continue;
    const place = isLast(line) ? 2 * (LAST_RANK + 1) : placeOf(line);
    steps.set(place, [...(steps.get(place) ?? []), line]);
  }
  return [...steps.keys()].sort((a, b) => a - b).map((place) => steps.get(place) ?? []);
}

/** The step that is told after so many were told; from the last one it begins anew. Null where nobody is on duty. */
export function stepAfter<E>(steps: readonly E[], told: number): E | null {
  return steps[told % steps.length] ?? null;
}

/** The times of the week at which nobody goes and looks for this unit; supervisors and administrators do not count. */
export function holes(roster: readonly RosterLine[], event: DutyEvent, unitId: string): Span[] {
  const lines = roster.filter((line) => concerns(line, event, unitId) && !isLast(line));
  return spansWhere(lines, (minute) => !lines.some((line) => covers(line, minute)));
}

/** The roster with one entry as it shall stand; null ends it. */
export const rosterWith = (
  roster: readonly RosterEntry[],
  { entryId, line }: { entryId: string; line: RosterLine | null },
): RosterEntry[] => [
  ...roster.filter(({ id }) => id !== entryId),
  ...(line === null ? [] : [{ id: entryId, ...line }]),
];

/** The hours that this change alone would leave without anybody who goes and looks. */
export function holesBy(
  roster: readonly RosterEntry[],
  change: { entryId: string; line: RosterLine | null },
  event: DutyEvent,
  unitId: string,
): Span[] {
  const [before, after] = [holes(roster, event, unitId), holes(rosterWith(roster, change), event, unitId)];
  const within = (spans: readonly Span[], minute: number) =>
    spans.some(({ from, to }) => from <= minute && minute < to);
  const cuts = [...new Set([...before, ...after].flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return spansBetween(cuts, (minute) => within(after, minute) && !within(before, minute));
}

export type Overlap = { first: string; second: string; spans: Span[] };

/** Pairs that are told together, being of one place of the order at the same time: meant so, or a mistake. */
export function overlaps(roster: readonly RosterEntry[]): Overlap[] {
  return roster.flatMap((first, at) =>
    roster.slice(at + 1).flatMap((second): Overlap[] => {
      const same = first.event === second.event && first.unitId === second.unitId && placeOf(first) === placeOf(second);
      const spans = same
        ? spansWhere([first, second], (minute) => covers(first, minute) && covers(second, minute))
        : [];
      return spans.length > 0 ? [{ first: first.id, second: second.id, spans }] : [];
    }),
  );
}

/** The spans of the week in which something is so; it changes only where a line begins or ends. */
function spansWhere(lines: readonly RosterLine[], isSo: (minute: number) => boolean): Span[] {
  const edges = lines.flatMap((line) => startsOf(line).flatMap((start) => [start, wrapped(start + lengthOf(line))]));
  return spansBetween(
    [...new Set([0, ...edges])].sort((a, b) => a - b),
    isSo,
  );
}

function spansBetween(cuts: readonly number[], isSo: (minute: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (const [at, from] of cuts.entries()) {
    if (!isSo(from)) continue;
    const to = cuts[at + 1] ?? MINUTES_OF_WEEK;
    const before = spans.at(-1);
    if (before?.to === from) before.to = to;
    else spans.push({ from, to });
  }
  return spans;
}
