import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DutyGap, dutyGaps } from '~/domain/county/duty-gaps';
import { type RoutingQuestion, type RoutingTable, route } from '~/domain/report/routing';
import { SECTORS } from '~/domain/vocabulary';
import { edited, edits, TOWNS } from '../routing-edits';

const MATTERS = ['majorRisk', 'hazard', 'violation'] as const;
const isAt = (gap: DutyGap, { sector, town, matter }: RoutingQuestion) =>
  gap.of.includes(sector) &&
  (gap.towns === 'all' || gap.towns.includes(town)) &&
  (gap.matters === 'all' || gap.matters.includes(matter));

function* ordinary(): Generator<RoutingQuestion> {
  for (const sector of SECTORS)
    for (const town of [null, ...TOWNS])
      for (const matter of MATTERS)
        yield { sector, town, matter, board: null, employer: null, deaths: 0, accusedUnitId: null };
}

/** Rules with other names: where only one unit is named for a thing, no name decides who gets it. */
const renamed = (table: RoutingTable): RoutingTable => ({
  ...table,
  rules: [...table.rules].reverse().map((rule, i) => ({ ...rule, id: `z${String(999 - i)}` })),
});
const backwards = (table: RoutingTable): RoutingTable => ({
  ...table,
  rules: [...table.rules]
    .sort((a, b) => (a.id < b.id ? 1 : -1))
    .map((rule, i) => ({ ...rule, id: `a${String(i).padStart(3, '0')}` })),
});

describe('holes and overlaps of a table', () => {
  it('say for each place of any edited table what happens there, and nothing of a place with one regulator that can read', () => {
    fc.assert(
      fc.property(fc.array(edits, { maxLength: 25 }), (acts) => {
        const { table } = edited(acts);
        const gaps = dutyGaps(table, TOWNS);
        const others = [renamed(table), backwards(table)];
        for (const asked of ordinary()) {
          const [chosen, standIn] = route(asked, table).reasons;
          const said = gaps.filter((gap) => isAt(gap, asked));
          const kinds = said.map(({ kind }) => kind).sort();
          const followed = chosen?.rule === 'regulates' || chosen?.rule === 'does';
          if (kinds.includes('nobody') === followed) throw new Error(`nobody: ${JSON.stringify([asked, said])}`);
          if (kinds.includes('cannotTake') !== (followed && standIn !== undefined))
            throw new Error(`cannot take: ${JSON.stringify([asked, said])}`);
          if (new Set(kinds).size !== kinds.length) throw new Error(`twice: ${JSON.stringify([asked, said])}`);
          const leads = others.map((other) => route(asked, other).reasons[0]?.unitId);
          const byName = followed && leads.some((id) => id !== chosen?.unitId);
          if (byName && !kinds.includes('several')) throw new Error(`several: ${JSON.stringify([asked, said])}`);
          for (const { goesTo } of said)
            if (goesTo !== null) expect(goesTo).toBe(route(asked, table).responsibleUnitId);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('names both units of an overlap, the one that gets it first', () => {
    const { table } = edited([]);
    const at = { sector: 'gas', area: '*', matter: '*', duty: 'regulates' } as const;
    const rules = [
      { ...at, id: 'b', unitId: 'u4' },
      { ...at, id: 'a', unitId: 'u3' },
    ];
    const [gap, ...more] = dutyGaps({ ...table, rules }, TOWNS).filter(({ of }) => of.includes('gas'));
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ kind: 'several', named: ['u3', 'u4'], goesTo: 'u3', towns: 'all', matters: 'all' });
  });

  it('is one line for all trades and towns that are alike, and tells nearest units without a line for each', () => {
    const { table } = edited([]);
    const nearest = TOWNS.map((area, i) => ({
      id: `n${i}`,
      sector: '*' as const,
      area,
      matter: '*' as const,
      duty: 'nearest' as const,
      unitId: `u${6 + i}`,
    }));
    const gaps = dutyGaps({ ...table, rules: nearest }, TOWNS);
    expect(gaps.filter(({ of }) => of.includes('gas'))).toEqual([
      { kind: 'nobody', named: [], of: [...SECTORS], towns: [null], matters: 'all', goesTo: 'u0', rule: 'intake' },
      { kind: 'nobody', named: [], of: [...SECTORS], towns: TOWNS, matters: 'all', goesTo: null, rule: 'nearest' },
    ]);
    expect(gaps.filter(({ of }) => of.includes('accidents'))).toMatchObject([{ kind: 'nobody' }]);
    expect(gaps.filter(({ of }) => of.includes('misconduct'))).toEqual([]);
  });

  it('tells where nobody for misconduct or accidents can read', () => {
    const { table } = edited([]);
    const units = table.units.map((unit) => ({ ...unit, takesReports: unit.id === 'u0' }));
    const rules = [{ id: 'x', sector: '*', area: '*', matter: '*', duty: 'accidents', unitId: 'u3' }] as const;
    const gaps = dutyGaps({ ...table, units, rules }, TOWNS);
    expect(gaps.filter(({ of }) => of.includes('accidents'))).toMatchObject([
      { kind: 'cannotTake', named: ['u3'], goesTo: 'u0' },
    ]);
    expect(gaps.filter(({ of }) => of.includes('misconduct'))).toMatchObject([
      { kind: 'cannotTake', named: ['u2'], goesTo: 'u0' },
    ]);
  });
});
