import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstDuties } from '~/domain/county/first-duties';
import { PRESET_NAMES, PRESETS } from '~/domain/county/presets';
import { meantIn, rehearsalWays } from '~/domain/report/rehearsal-questions';
import { type RoutingRule, route } from '~/domain/report/routing';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { rule, table, units } from './routing-example';

const rules = fc.array(
  fc.record({
    unitId: fc.constantFrom(...units.map(({ id }) => id)),
    sector: fc.constantFrom('*' as const, ...SECTORS),
    area: fc.constantFrom('*', 'T1', 'T2'),
    matter: fc.constantFrom('*' as const, ...MATTERS),
    duty: fc.constantFrom('regulates' as const, 'does' as const, 'nearest' as const, 'accidents' as const),
  }),
  { maxLength: 12 },
);
const named = (given: Omit<RoutingRule, 'id'>[]) => given.map((one, at) => rule(String(at), one.unitId, one));

test('every unit that a question leads to is asked by one that a true report would take, also where another stands in', () => {
  fc.assert(
    fc.property(rules, fc.subarray(units.map(({ id }) => id)), (given, able) => {
      const asked = {
        ...table,
        rules: named(given),
        units: units.map((unit) => ({ ...unit, takesReports: able.includes(unit.id) })),
      };
      for (const { unitId, question, takenBy } of rehearsalWays(asked)) {
        if (question === null) continue;
        const found = route(question, asked);
        expect(found.responsibleUnitId).toBe(takenBy);
        expect(meantIn(found.reasons)).toBe(unitId);
      }
    }),
  );
});

test('the county’s offices and towns each have their way, and the level above has none while nobody is accused', () => {
  const ways = Object.fromEntries(rehearsalWays(table).map(({ unitId, question }) => [unitId, question !== null]));
  expect(ways).toEqual({
    city: false,
    intake: true,
    discipline: true,
    emergency: true,
    mines: true,
    fire: true,
    housing: true,
    town1: true,
    town2: true,
  });
});

test('intake is reached by accusing the department, where every matter has one', () => {
  const all = {
    ...table,
    rules: [...table.rules, rule('all', 'fire'), rule('bribes', 'housing', { matter: 'misconduct' })],
  };
  const way = rehearsalWays(all).find(({ unitId }) => unitId === 'intake');
  if (!way?.question) throw new Error('no way');
  expect(way).toMatchObject({ takenBy: 'intake', question: { accusedUnitId: expect.any(String) } });
  const { reasons } = route(way.question, all);
  expect(reasons.at(-1)).toMatchObject({ rule: 'intake', unitId: 'intake' });
  // Without the accused unit nothing leads there, so that no such question was passed by.
  for (const sector of SECTORS)
    for (const matter of MATTERS)
      expect(meantIn(route({ ...way.question, sector, matter, accusedUnitId: null }, all).reasons)).not.toBe('intake');
});

test.each(PRESET_NAMES)(
  'a new place of the kind %s rehearses intake, though nobody of the level above is here',
  (name) => {
    const open = PRESETS[name].units.filter((one) => one.extra !== true);
    const table = {
      rules: firstDuties(open, (code) => code),
      units: open.map(({ code, kind }) => ({
        ...{ id: code, code, kind, areaCode: null, successorIds: [], closedOn: null },
        parentUnitId: kind === 'upper' ? null : 'upper',
        takesReports: kind !== 'upper',
      })),
      intakeUnitId: 'intake',
      upperUnitId: 'upper',
    };
    const ways = rehearsalWays(table);
    expect(ways.find(({ unitId }) => unitId === 'intake')).toMatchObject({ takenBy: 'intake', question: {} });
  },
);

test('a closed unit has none, nor one without cases', () => {
  const closed = units.map((unit) => (unit.id === 'mines' ? { ...unit, closedOn: '2026-01-01' } : unit));
  const ids = rehearsalWays({ ...table, units: closed }).map(({ unitId }) => unitId);
  expect(ids).not.toContain('mines');
  expect(ids).not.toContain('committee');
});
