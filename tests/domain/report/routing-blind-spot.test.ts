import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RoutingQuestion, type RoutingTable, route } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { table, units } from './routing-example';

/** A unit and every unit of the table above it; in a circle of parents it ends where it comes back. */
function withAllAbove(unitId: string, { units }: RoutingTable): string[] {
  const chain: string[] = [];
  let at = units.find(({ id }) => id === unitId);
  while (at && !chain.includes(at.id)) {
    chain.push(at.id);
    const { parentUnitId } = at;
    at = units.find(({ id }) => id === parentUnitId);
  }
  return chain;
}

/** What is wrong with the answer. These are plain checks, because there are tens of thousands of them. */
function faults(asked: RoutingQuestion, given: RoutingTable): string[] {
  const { responsibleUnitId, assistingUnitIds, reasons } = route(asked, given);
  const last = reasons.at(-1);
  const found: [string, boolean][] = [
    ['does not exist', !given.units.some((one) => one.id === responsibleUnitId)],
    ['is accused', responsibleUnitId === asked.accusedUnitId],
    ['has no reason', last?.unitId !== responsibleUnitId || last.rule === 'accusedBypassed'],
    ['assists itself', assistingUnitIds.includes(responsibleUnitId)],
    ['assisted twice', new Set(assistingUnitIds).size !== assistingUnitIds.length],
    ['accused assists', asked.accusedUnitId !== null && assistingUnitIds.includes(asked.accusedUnitId)],
  ];
  return found.flatMap(([fault, is]) => (is ? [`${fault}: ${JSON.stringify(asked)}`] : []));
}

const ABLE: Record<string, Partial<RoutingUnit>> = {
  u0: { kind: 'intake', closedOn: null, takesReports: true, parentUnitId: null },
};

const DISCIPLINE: Record<string, Partial<RoutingUnit>> = {
  u1: { kind: 'discipline', closedOn: null, takesReports: true, areaCode: null, parentUnitId: null, code: '0' },
};

describe('no blind spot', () => {
  it('answers every combination with exactly one unit that is not the accused one', () => {
    const accused = [null, ...units.map((one) => one.id), 'unknown'];
    const boards = [null, ...units.map((one) => ({ siteCode: 'S', regulatorUnitId: one.id }))];
    const wrong: string[] = [];
    for (const sector of SECTORS) {
      for (const matter of MATTERS) {
        for (const town of [null, 'T1', 'T2', 'T9']) {
          for (const deaths of [0, 1, 30]) {
            for (const accusedUnitId of accused) {
              const board = boards[(deaths + sector.length + matter.length) % boards.length] ?? null;
              wrong.push(...faults({ sector, matter, town, deaths, accusedUnitId, board: null }, table));
              wrong.push(...faults({ sector, matter, town, deaths, accusedUnitId, board }, table));
            }
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  const kinds = ['department', 'town', 'intake', 'discipline', 'committee', 'upper'] as const;
  const areas = ['T1', 'T2', 'T3'];
  /** Any units, including circles of parents, and any rules, including rules that lead to units that do not exist. */
  const tables = fc.integer({ min: 2, max: 9 }).chain((count) => {
    const ids = Array.from({ length: count }, (_, index) => `u${index}`);
    const someone = fc.constantFrom(...ids, 'gone');
    const made = ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        code: fc.constant(id),
        kind: fc.constantFrom(...kinds),
        areaCode: fc.constantFrom(null, ...areas),
        parentUnitId: fc.option(someone, { nil: null }),
        successorIds: fc.array(someone, { maxLength: 2 }),
        closedOn: fc.constantFrom(null, null, '2026-01-01'),
        takesReports: fc.constantFrom(true, true, false),
      }),
    );
    const rules = fc.array(
      fc.record({
        id: fc.uuid(),
        sector: fc.constantFrom('*' as const, ...SECTORS),
        area: fc.constantFrom('*', ...areas),
        matter: fc.constantFrom('*' as const, ...MATTERS),
        duty: fc.constantFrom('regulates' as const, 'does' as const, 'nearest' as const, 'accidents' as const),
        unitId: someone,
      }),
      { maxLength: 12 },
    );
    return fc.record({
      units: fc.tuple(...made),
      rules,
      intakeUnitId: fc.constant('u0'),
      upperUnitId: fc.constant('u1'),
    });
  });
  const questions = fc.record({
    sector: fc.constantFrom(...SECTORS),
    town: fc.constantFrom(null, ...areas, 'T9'),
    matter: fc.constantFrom(...MATTERS),
    board: fc.option(
      fc.record({ siteCode: fc.constant('S'), regulatorUnitId: fc.constantFrom('u0', 'u2', 'u5', 'gone') }),
      { nil: null },
    ),
    deaths: fc.nat(40),
    accusedUnitId: fc.constantFrom(null, 'u0', 'u1', 'u2', 'u3', 'gone'),
  });

  it('does so over any table', () => {
    fc.assert(
      fc.property(questions, tables, (asked, given) => faults(asked, given).length === 0),
      { numRuns: 2_000 },
    );
  });

  it('stays clear of the accused unit and of all under it while anybody else is left', () => {
    fc.assert(
      fc.property(questions, tables, (asked, given) => {
        const found = route(asked, given);
        const last = found.reasons.at(-1);
        if (asked.accusedUnitId === null || last?.rule === 'upper') return;
        expect(withAllAbove(found.responsibleUnitId, given)).not.toContain(asked.accusedUnitId);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never sends deaths or concealment out of the county while intake can take them', () => {
    fc.assert(
      fc.property(questions, tables, (asked, given) => {
        const accident = asked.matter !== 'misconduct' && (asked.deaths > 0 || asked.matter === 'concealedAccident');
        const standing = { ...given, units: given.units.map((one) => ({ ...one, ...ABLE[one.id] })) };
        const found = route({ ...asked, accusedUnitId: null }, standing);
        const kind = standing.units.find(({ id }) => id === found.responsibleUnitId)?.kind;
        const ruled = standing.rules.some(
          ({ duty, unitId }) => duty === 'accidents' && unitId === found.responsibleUnitId,
        );
        expect(accident && kind === 'upper' && !ruled).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never sends misconduct anywhere but to discipline inspection that can take it', () => {
    fc.assert(
      fc.property(questions, tables, (asked, given) => {
        const standing = {
          ...given,
          units: given.units.map((one) => ({ ...one, ...ABLE[one.id], ...DISCIPLINE[one.id] })),
        };
        const found = route({ ...asked, matter: 'misconduct', accusedUnitId: null }, standing);
        expect(standing.units.find(({ id }) => id === found.responsibleUnitId)?.kind).toBe('discipline');
      }),
    );
  });

  it('does not depend on the order of the rules', () => {
    fc.assert(
      fc.property(questions, tables, (asked, given) => {
        expect(route(asked, { ...given, rules: [...given.rules].reverse() })).toEqual(route(asked, given));
      }),
    );
  });
});
