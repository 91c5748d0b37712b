import { covers, DUTY_WAYS, type DutyWay, holes, isLast, type RosterEntry } from './roster';

/** Why a message came nowhere; pages put it into words, beside what the far side said. */
export const DUTY_PROBLEMS = [
  'unreachable',
  'timeout',
  'signIn',
  'address',
  'refused',
  'certificate',
  'redirect',
  'status',
  'unexpected',
] as const;
export type DutyProblem = (typeof DUTY_PROBLEMS)[number];

/** What keeps an alert of danger to life from reaching somebody, worst first. */
export const DUTY_LACKS = ['noWay', 'noRoster', 'nobodyNow', 'holes', 'notReachable', 'failed', 'untested'] as const;
export type DutyLack = (typeof DUTY_LACKS)[number];

export type Outcome = { entryId: string; way: DutyWay; state: 'waiting' | 'sent' | 'refused' };
export type DutyFacts = {
  roster: readonly RosterEntry[];
  /** Units that may be responsible for a report. */
  unitIds: readonly string[];
  ways: ReadonlySet<DutyWay>;
  outcomes: readonly Outcome[];
  minute: number;
};

/** The ways by which an entry wants to be told. */
export const waysOf = ({ mail, target }: Pick<RosterEntry, 'mail' | 'target'>): DutyWay[] =>
  DUTY_WAYS.filter((way) => (way === 'mail' ? mail : target) !== null);

/**
 * Everything that is lacking. Only where nothing is may a page promise that somebody is told at once: each unit has
 * somebody on duty at every hour of the week, and each of them got the last message that was sent along some way.
 */
export function dutyLacks({ roster, unitIds, ways, outcomes, minute }: DutyFacts): DutyLack[] {
  const danger = roster.filter(({ event }) => event === 'danger');
  const usable = (entry: RosterEntry) => waysOf(entry).filter((way) => ways.has(way));
  const reached = danger.filter((entry) => usable(entry).length > 0);
  const last = (entry: RosterEntry, way: DutyWay) =>
    outcomes.find((one) => one.entryId === entry.id && one.way === way)?.state;
  const somebodyNow = (unitId: string) =>
    reached.some((one) => !isLast(one) && (one.unitId === null || one.unitId === unitId) && covers(one, minute));
  const found: Record<DutyLack, boolean> = {
    noWay: ways.size === 0,
    noRoster: danger.length === 0,
    // Where nobody stands on the roster, that is all there is to say.
    nobodyNow: danger.length > 0 && !unitIds.every(somebodyNow),
    holes: danger.length > 0 && unitIds.some((unitId) => holes(reached, 'danger', unitId).length > 0),
    notReachable: reached.length < danger.length,
    failed: reached.some((entry) => usable(entry).some((way) => last(entry, way) === 'refused')),
    untested: reached.some((entry) => !usable(entry).some((way) => last(entry, way) === 'sent')),
  };
  return DUTY_LACKS.filter((one) => found[one]);
}

/** Those of which there is more to say than that nothing is there. */
export function worstLack(lacks: readonly DutyLack[]): DutyLack | null {
  return lacks[0] ?? null;
}
