import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CountyEntry, canonical, differences, type Present, withoutPastDays } from '~/domain/county/county-file';

const unit = (code: string, more: object = {}): CountyEntry => ({
  section: 'units',
  value: { code, kind: 'department', names: { zh: code }, area: null, parent: null, ...more },
});
const employer = (creditCode: string, units: string[], area = 'T1'): CountyEntry => ({
  section: 'employers',
  value: { creditCode, area, regulators: units.map((one) => ({ unit: one, duty: 'trade', sectors: [] })) },
});
const area: CountyEntry = {
  section: 'areas',
  value: { code: 'T1', parent: null, level: 'town', names: {}, closed: false },
};
const here: Present = {
  entries: [area, unit('fire'), employer('E1', ['fire'])],
  openUnits: new Set(['fire']),
  draftedUnits: new Set(['fire', 'drafted']),
};

test('what is there already changes nothing, in whatever order its members stand', () => {
  const shuffled = here.entries.map(({ section, value }) => ({
    section,
    value: Object.fromEntries(Object.entries(value).reverse()),
  }));
  expect(differences(shuffled, here)).toEqual({ found: [], unchanged: 3 });
});

test('a change names the members that differ; what the file leaves out is not touched', () => {
  const { found, unchanged } = differences([unit('fire', { names: { zh: '消防' } })], here);
  expect(unchanged).toBe(0);
  expect(found).toMatchObject([{ change: 'changed', fields: ['names'], state: 'ready', problems: [] }]);
});

test('an entry waits for units that guardians have not signed, and is wrong where there are none', () => {
  const state = (units: string[], more: CountyEntry[] = []) =>
    differences([employer('E2', units), ...more], here).found.find(({ section }) => section === 'employers');
  expect(state(['fire'])).toMatchObject({ state: 'ready', problems: [] });
  expect(state(['drafted'])).toMatchObject({ state: 'waits', problems: [] });
  expect(state(['new'], [unit('new')])).toMatchObject({ state: 'waits', problems: [] });
  expect(state(['none'])).toMatchObject({ problems: ['unknownUnit'] });
  expect(differences([employer('E2', ['fire'], 'T9')], here).found[0]?.problems).toEqual(['unknownArea']);
  expect(differences([employer('E2', ['fire']), employer('E2', ['fire'])], here).found[1]?.problems).toEqual([
    'repeated',
  ]);
});

test('a first day counts while it is to come, and is none once it has', () => {
  const drafted = unit('fire', { fromDay: '2026-03-02' });
  expect(withoutPastDays([drafted], '2026-03-01')).toEqual([drafted]);
  expect(withoutPastDays([drafted], '2026-03-02')).toEqual([unit('fire')]);
});

test('areas and units come before what names them', () => {
  const { found } = differences(
    [employer('E3', ['new']), unit('new'), { ...area, value: { ...area.value, code: 'T2' } }],
    here,
  );
  expect(found.map(({ section }) => section)).toEqual(['areas', 'units', 'employers']);
});

test('the same text stands for the same value, and another for every other', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(JSON.parse(canonical(a))) === JSON.stringify(JSON.parse(canonical(b)));
      expect(canonical(a) === canonical(b)).toBe(same);
      expect(JSON.parse(canonical(a))).toEqual(JSON.parse(JSON.stringify(a)));
    }),
  );
});
