import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyFinding } from '~/domain/county/doctor';
import { type DutyFacts, dutyLacks, type Outcome, waysOf } from '~/domain/county/duty-standing';
import { covers, type DutyWay, isLast, MINUTES_OF_WEEK, type RosterEntry, WEEKDAYS } from '~/domain/county/roster';

const entry = (id: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  event: 'danger',
  unitId: null,
  role: 'officer',
  days: [...WEEKDAYS],
  from: 0,
  to: 1440,
  rank: 1,
  mail: 'a@duty.example',
  target: null,
  ...more,
});
const BOTH: ReadonlySet<DutyWay> = new Set(['mail', 'webhook']);
const MAIL: ReadonlySet<DutyWay> = new Set(['mail']);
const sent = (entryId: string, way: DutyWay = 'mail'): Outcome => ({ entryId, way, state: 'sent' });
const lacks = (more: Partial<DutyFacts>) =>
  dutyLacks({ roster: [entry('a')], unitIds: ['fire'], ways: BOTH, outcomes: [sent('a')], minute: 0, ...more });

describe('what keeps danger to life from reaching somebody', () => {
  it('is nothing where one stands for everybody at every hour and got the last message', () => {
    expect(lacks({})).toEqual([]);
    expect(dutyFinding([], 0).code).toBe('duty.ok');
  });

  it.each<[string, Partial<DutyFacts>]>([
    ['noWay noRoster', { roster: [], ways: new Set() }],
    ['noRoster', { roster: [entry('a', { event: 'deadline' })] }],
    ['nobodyNow holes', { roster: [entry('a', { unitId: 'gas' })], unitIds: ['gas', 'fire'] }],
    ['holes', { roster: [entry('a', { days: [1] })] }],
    ['nobodyNow holes', { roster: [entry('a', { role: 'supervisor' })] }],
    ['nobodyNow holes notReachable', { roster: [entry('a', { mail: null, target: 'x' })], ways: MAIL }],
    ['failed untested', { outcomes: [{ ...sent('a'), state: 'refused' }] }],
    [
      'failed',
      { roster: [entry('a', { target: 'x' })], outcomes: [sent('a'), { ...sent('a', 'webhook'), state: 'refused' }] },
    ],
    ['untested', { outcomes: [] }],
    ['untested', { outcomes: [{ ...sent('a'), state: 'waiting' }] }],
    ['', { roster: [entry('a', { target: 'x' })] }],
  ])('is "%s"', (said, facts) => {
    expect(lacks(facts).join(' ')).toBe(said);
  });

  it('comes after an alert that nobody confirmed', () => {
    expect(dutyFinding(['failed'], 2)).toEqual({ code: 'duty.unacknowledged', facts: { count: 2 } });
    expect(dutyFinding(['holes', 'untested'], 0).code).toBe('duty.holes');
  });

  it('is nothing only if every unit has somebody at every minute along a way that worked, whatever the roster', () => {
    const line = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      event: fc.constantFrom('danger' as const, 'work' as const),
      unitId: fc.constantFrom(null, null, 'fire', 'gas'),
      role: fc.constantFrom('officer' as const, 'supervisor' as const),
      days: fc.constantFrom<number[]>([...WEEKDAYS], [1, 2, 3, 4, 5], [6, 7]),
      from: fc.constantFrom(0, 480, 1200),
      to: fc.constantFrom(480, 1200, 1440),
      rank: fc.constant(1),
      mail: fc.constantFrom('a@duty.example', null),
      target: fc.constantFrom('x', null),
    });
    const ids = ['a', 'b', 'c', 'd', 'whole'];
    const along = ids.flatMap((entryId) => [sent(entryId), sent(entryId, 'webhook')]);
    const states = fc.constantFrom(
      'sent' as const,
      'sent' as const,
      'sent' as const,
      'sent' as const,
      'refused' as const,
    );
    const outcomes = fc
      .array(states, { minLength: along.length, maxLength: along.length })
      .map((all) => along.map((one, at) => ({ ...one, state: all[at] ?? 'sent' })));
    const lines = fc.uniqueArray(line, { selector: ({ id }) => id, maxLength: 4 });
    const rosters = fc.tuple(fc.boolean(), lines).map(([whole, all]) => (whole ? [entry('whole'), ...all] : all));
    const minutes = fc.integer({ min: 0, max: MINUTES_OF_WEEK - 1 });
    let good = 0;
    fc.assert(
      fc.property(rosters, outcomes, fc.constantFrom(BOTH, MAIL), minutes, minutes, (roster, last, ways, now, then) => {
        const units = ['fire', 'gas'];
        if (dutyLacks({ roster, unitIds: units, ways, outcomes: last, minute: now }).length > 0) return;
        good += 1;
        for (const unitId of units) {
          const reached = roster.filter(
            (one) =>
              one.event === 'danger' &&
              !isLast(one) &&
              (one.unitId === null || one.unitId === unitId) &&
              covers(one, then) &&
              waysOf(one).some(
                (way) =>
                  ways.has(way) && last.some((it) => it.entryId === one.id && it.way === way && it.state === 'sent'),
              ),
          );
          expect(reached.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 2000 },
    );
    // Otherwise the property would have said nothing.
    expect(good).toBeGreaterThan(100);
  });
});
