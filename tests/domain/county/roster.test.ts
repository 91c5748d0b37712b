import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  covers,
  dutySteps,
  holes,
  holesBy,
  isLast,
  MINUTES_OF_WEEK,
  minuteOfWeek,
  overlaps,
  type RosterEntry,
  stepAfter,
  WEEKDAYS,
} from '~/domain/county/roster';

const line = (id: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  id,
  event: 'danger',
  unitId: null,
  role: 'officer',
  days: [...WEEKDAYS],
  from: 0,
  to: 1440,
  rank: 1,
  mail: `${id}@duty.example`,
  target: null,
  ...more,
});
const idsOf = (steps: readonly (readonly RosterEntry[])[]) => steps.map((step) => step.map(({ id }) => id));

describe('who is told now', () => {
  it('counts the week from Monday midnight in China', () => {
    expect(minuteOfWeek(Date.parse('2026-11-30T00:00:00+08:00'))).toBe(0);
    expect(minuteOfWeek(Date.parse('2026-11-29T23:59:59+08:00'))).toBe(MINUTES_OF_WEEK - 1);
    expect(minuteOfWeek(Date.parse('2026-12-02T08:30:00+08:00'))).toBe(2 * 1440 + 510);
    expect(minuteOfWeek(Date.parse('1969-12-31T16:00:00Z'))).toBe(3 * 1440);
  });

  it('is the unit by its order, then the county, and at the end supervisors and administrators together', () => {
    const roster = [
      line('admin', { role: 'administrator', rank: 1 }),
      line('county'),
      line('second', { unitId: 'fire', rank: 2 }),
      line('supervisor', { role: 'supervisor', rank: 3 }),
      line('first', { unitId: 'fire' }),
      line('beside', { unitId: 'fire' }),
      line('other', { unitId: 'gas' }),
      line('days', { event: 'deadline', unitId: 'fire' }),
    ];
    expect(idsOf(dutySteps(roster, 'danger', 'fire', 0))).toEqual([
      ['first', 'beside'],
      ['second'],
      ['county'],
      ['admin', 'supervisor'],
    ]);
  });

  it('follows a night into the next day, from Sunday into Monday too', () => {
    const night = line('night', { days: [7], from: 20 * 60, to: 8 * 60 });
    expect(covers(night, 6 * 1440 + 20 * 60)).toBe(true);
    expect(covers(night, 7 * 60 + 59)).toBe(true);
    expect([covers(night, 8 * 60), covers(night, 6 * 1440 + 20 * 60 - 1), covers(night, 1440)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('begins anew after the last step, and knows when there is nobody', () => {
    expect([0, 1, 2, 3].map((told) => stepAfter(['a', 'b'], told))).toEqual(['a', 'b', 'a', 'b']);
    expect(stepAfter([], 3)).toBeNull();
  });
});

describe('holes and overlaps', () => {
  it('are shown by the hour; whoever comes last fills none', () => {
    const work = line('work', { days: [1, 2, 3, 4, 5], from: 480, to: 1080 });
    const nights = line('nights', { days: [1, 2, 3, 4, 5], from: 1080, to: 480 });
    const last = line('last', { role: 'supervisor' });
    expect(holes([work, nights, last], 'danger', 'fire')).toEqual([
      { from: 0, to: 480 },
      { from: 5 * 1440 + 480, to: MINUTES_OF_WEEK },
    ]);
    expect(holes([], 'danger', 'fire')).toEqual([{ from: 0, to: MINUTES_OF_WEEK }]);
    expect(holes([line('all')], 'danger', 'fire')).toEqual([]);
  });

  it('name those of one place that stand at the same time', () => {
    const a = line('a', { days: [1], from: 0, to: 600 });
    const b = line('b', { days: [1], from: 540, to: 700 });
    expect(overlaps([a, b, line('c', { rank: 2 })])).toEqual([
      { first: 'a', second: 'b', spans: [{ from: 540, to: 600 }] },
    ]);
    expect(overlaps([a, { ...b, rank: 2 }])).toEqual([]);
  });
});

const anyLine = fc.record({
  id: fc.uuid(),
  event: fc.constantFrom('danger' as const, 'deadline' as const),
  unitId: fc.constantFrom(null, 'fire', 'gas'),
  role: fc.constantFrom('officer' as const, 'leader' as const, 'supervisor' as const, 'administrator' as const),
  days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
  from: fc.integer({ min: 0, max: 1439 }),
  to: fc.integer({ min: 0, max: 1440 }),
  rank: fc.integer({ min: 1, max: 9 }),
  mail: fc.constant('a@duty.example'),
  target: fc.constant(null),
});
const rosters = fc.array(anyLine, { maxLength: 8 });
const minutes = fc.integer({ min: 0, max: MINUTES_OF_WEEK - 1 });

describe('of any roster', () => {
  it('somebody goes and looks at exactly the minutes that are no hole', () => {
    fc.assert(
      fc.property(rosters, minutes, fc.constantFrom('fire', 'gas', 'town'), (roster, minute, unitId) => {
        const first = dutySteps(roster, 'danger', unitId, minute)
          .flat()
          .filter((one) => !isLast(one));
        const inHole = holes(roster, 'danger', unitId).some(({ from, to }) => from <= minute && minute < to);
        expect(first.length === 0).toBe(inHole);
      }),
    );
  });

  it('a change uncovers exactly the minutes that are a hole after it and none before', () => {
    fc.assert(
      fc.property(rosters, fc.option(anyLine), minutes, fc.nat(8), (roster, line, minute, at) => {
        const change = { entryId: roster[at]?.id ?? 'new', line };
        const has = (spans: { from: number; to: number }[]) =>
          spans.some(({ from, to }) => from <= minute && minute < to);
        const after = [
          ...roster.filter(({ id }) => id !== change.entryId),
          ...(line === null ? [] : [{ ...line, id: change.entryId }]),
        ];
        expect(has(holesBy(roster, change, 'danger', 'fire'))).toBe(
          has(holes(after, 'danger', 'fire')) && !has(holes(roster, 'danger', 'fire')),
        );
      }),
    );
  });

  it('holes are in order, apart and within the week', () => {
    fc.assert(
      fc.property(rosters, (roster) => {
        let end = -1;
        for (const { from, to } of holes(roster, 'danger', 'fire')) {
          expect(from).toBeGreaterThan(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(MINUTES_OF_WEEK);
      }),
    );
  });

  it('everybody on duty is told once in a round, nobody of another unit or event, and the last come last', () => {
    fc.assert(
      fc.property(rosters, minutes, (roster, minute) => {
        const steps = dutySteps(roster, 'danger', 'fire', minute);
        const told = steps.flatMap((_, at) => stepAfter(steps, at) ?? []);
        const onDuty = roster.filter(
          (one) => one.event === 'danger' && (one.unitId === null || one.unitId === 'fire') && covers(one, minute),
        );
        expect([...told].sort(byId)).toEqual([...onDuty].sort(byId));
        const places = told.map((one) => (isLast(one) ? 2 : one.unitId === null ? 1 : 0));
        expect(places).toEqual([...places].sort());
      }),
    );
  });

  it('two overlap exactly where both are on duty in one place', () => {
    fc.assert(
      fc.property(anyLine, anyLine, minutes, (a, b, minute) => {
        const [found] = overlaps([
          { ...a, id: 'a' },
          { ...b, id: 'b' },
        ]);
        const told = found?.spans.some(({ from, to }) => from <= minute && minute < to) ?? false;
        const steps = dutySteps(
          [
            { ...a, id: 'a' },
            { ...b, id: 'b' },
          ],
          a.event,
          a.unitId ?? 'fire',
          minute,
        );
        const together = steps.some((step) => step.length === 2) && a.unitId === b.unitId;
        if (!isLast(a) || !isLast(b)) expect(told).toBe(together);
      }),
    );
  });
});

const byId = (a: RosterEntry, b: RosterEntry) => a.id.localeCompare(b.id);
