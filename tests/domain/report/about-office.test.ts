import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAboutOffice, officeItself, superiorIsInside } from '~/domain/report/about-office';
import { type RoutingTable, route } from '~/domain/report/routing';
import { type RoutingUnit, unitMap } from '~/domain/report/routing-units';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { rule, table, units } from './routing-example';

const among = (ids: readonly string[]): RoutingTable => ({
  ...table,
  units: units.map((one) => ({ ...one, takesReports: ids.includes(one.id) })),
});
/** A county without members of the level above, and without discipline inspection. */
const ALONE = among(['intake', 'emergency', 'mines', 'fire', 'housing', 'town1', 'town2']);

describe('a report about the office itself', () => {
  it.each<[string, RoutingTable, string[]]>([
    [
      'is one about intake, or what stands above it, where nobody else takes what concerns others',
      ALONE,
      ['committee', 'intake'],
    ],
    ['is none where discipline inspection can take it', among(['intake', 'discipline', 'fire']), []],
    ['is none where the level above has members here', among(['intake', 'city', 'fire']), []],
    ['is the only kind where a town’s one office does everything', among(['intake']), ['committee', 'intake']],
  ])('%s', (_, of, expected) => expect(officeItself(of).sort()).toEqual(expected));

  it('is not one about a department, a closed unit, no unit, an unknown one, or the level above', () => {
    for (const id of ['fire', 'town1', 'city', 'unknown', null]) expect(isAboutOffice(id, ALONE)).toBe(false);
    const closed = {
      ...ALONE,
      units: ALONE.units.map((one) => (one.id === 'committee' ? { ...one, closedOn: '2026-01-01' } : one)),
    };
    expect(officeItself(closed)).toEqual(['intake']);
    expect([superiorIsInside(ALONE), superiorIsInside(among(['city']))]).toEqual([false, true]);
  });

  const KINDS = ['intake', 'upper', 'discipline', 'department', 'department', 'town'];
  const ids = KINDS.map((_, at) => `u${at}`);
  const tables = fc
    .tuple(
      fc.array(
        fc.record({
          parent: fc.constantFrom(null, ...ids),
          takes: fc.boolean(),
          closed: fc.integer({ min: 0, max: 9 }),
        }),
        {
          minLength: 6,
          maxLength: 6,
        },
      ),
      fc.array(fc.tuple(fc.constantFrom(...ids), fc.constantFrom('*' as const, ...SECTORS)), { maxLength: 4 }),
    )
    .map(
      ([made, rules]): RoutingTable => ({
        units: made.map(
          ({ parent, takes, closed }, at): RoutingUnit => ({
            id: ids[at] ?? '',
            code: ids[at] ?? '',
            kind: KINDS[at] ?? '',
            areaCode: null,
            parentUnitId: parent === ids[at] ? null : parent,
            successorIds: [],
            closedOn: closed === 0 ? '2026-01-01' : null,
            takesReports: takes,
          }),
        ),
        rules: rules.map(([unitId, sector], at) => rule(`r${at}`, unitId, { sector })),
        intakeUnitId: 'u0',
        upperUnitId: 'u1',
      }),
    );
  const questions = fc.record({
    sector: fc.constantFrom(...SECTORS),
    town: fc.constant(null),
    matter: fc.constantFrom(...MATTERS),
    board: fc.constant(null),
    deaths: fc.constantFrom(0, 1),
    accusedUnitId: fc.constantFrom(...ids),
  });

  it('goes outside, and every other one about a unit here to one that can read it, whatever it is about', () => {
    let [outside, inside] = [0, 0];
    fc.assert(
      fc.property(tables, questions, (made, question) => {
        const map = unitMap(made.units, question.accusedUnitId);
        const about = isAboutOffice(question.accusedUnitId, made);
        if (about) {
          outside += 1;
          expect([map.able('u0'), map.able('u1'), map.able('u2')]).toEqual([false, false, false]);
          return;
        }
        if (map.isAccused('u1')) return;
        inside += 1;
        expect(map.able(route(question, made).responsibleUnitId)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
    expect(Math.min(outside, inside)).toBeGreaterThan(500);
  });
});
