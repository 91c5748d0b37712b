import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CountyEntry,
  canonical,
  differences,
  lineKey,
  type Present,
  withoutPastDays,
} from '~/domain/county/county-file';

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
  endedUnits: new Set(),
  standingLines: new Set(),
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

test('what ends is taken last; a unit that ends is changed no more, and nothing comes under it', () => {
  const ending = (unit: string, successor: string | null): CountyEntry => ({
    section: 'unitEndings',
    value: { unit, successor, fromDay: '2026-05-01' },
  });
  const at = { ...here, openUnits: new Set(['fire', 'gas']), draftedUnits: new Set(['fire', 'gas', 'drafted']) };
  const told = (given: CountyEntry[], present: Present = at) =>
    differences(given, present).found.map(({ section, state, problems }) => [section, state, ...problems]);
  expect(told([ending('fire', 'gas'), unit('new')])).toEqual([
    ['units', 'ready'],
    ['unitEndings', 'ready'],
  ]);
  expect(told([ending('fire', 'drafted')])).toEqual([['unitEndings', 'waits']]);
  expect(told([ending('fire', 'none')])).toEqual([['unitEndings', 'waits', 'unknownUnit']]);
  const ended = { ...at, entries: [...at.entries, ending('gas', null)], endedUnits: new Set(['gas']) };
  expect(told([ending('gas', null)], ended)).toEqual([]);
  expect(
    told([unit('gas'), unit('new', { parent: 'gas' }), ending('fire', 'gas'), ending('gas', 'fire')], ended),
  ).toEqual(['units', 'units', 'unitEndings', 'unitEndings'].map((section) => [section, 'ready', 'unitEnds']));
  expect(told([employer('E2', ['gas'])], ended)).toEqual([['employers', 'ready']]);
});

test('a line of the roster ends where it stands, waits where it is to come, and is wrong where there is none', () => {
  const value = { event: 'danger', unit: '', role: 'supervisor', days: [1], from: '08:00', to: '20:00', rank: 1 };
  const line: CountyEntry = { section: 'roster', value: { ...value, mail: 'a@b.cn', target: '' } };
  const ending: CountyEntry = { section: 'rosterEndings', value: { ...line.value, fromDay: '2026-05-01' } };
  const told = (given: CountyEntry[], present: Present = here) => {
    const one = differences(given, present).found.find(({ section }) => section === 'rosterEndings');
    return [one?.state, ...(one?.problems ?? [])];
  };
  expect(told([ending], { ...here, standingLines: new Set([lineKey(line.value)]), entries: [line] })).toEqual([
    'ready',
  ]);
  expect(told([ending, line])).toEqual(['waitsLine']);
  expect(told([ending])).toEqual(['waitsLine', 'unknownLine']);
  expect(told([ending, { ...line, value: { ...line.value, rank: 2 } }])).toEqual(['waitsLine', 'unknownLine']);
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
