import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RoutingQuestion,
  type RoutingRule,
  type RoutingTable,
  route,
  routingTableProblems,
} from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';
import { MATTERS, SECTORS } from '~/domain/vocabulary';

/** A unit and every unit of the table above it; a tree that runs in a circle ends where it comes back. */
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

const unit = (id: string, kind: string, parentUnitId: string | null, areaCode: string | null = null): RoutingUnit => ({
  id,
  code: id,
  kind,
  areaCode,
  parentUnitId,
  successorIds: [],
  closedOn: null,
  takesReports: true,
});

const units = [
  unit('city', 'upper', null),
  unit('committee', 'committee', 'city'),
  unit('intake', 'intake', 'committee'),
  unit('discipline', 'discipline', 'city'),
  unit('emergency', 'department', 'city'),
  unit('mines', 'department', 'emergency'),
  unit('fire', 'department', 'city'),
  unit('housing', 'department', 'city'),
  unit('town1', 'town', 'emergency', 'T1'),
  unit('town2', 'town', 'emergency', 'T2'),
];
const rule = (id: string, unitId: string, given: Partial<RoutingRule> = {}): RoutingRule => ({
  sector: '*',
  area: '*',
  matter: '*',
  duty: 'regulates',
  ...given,
  id,
  unitId,
});
const table: RoutingTable = {
  units,
  rules: [
    rule('mining', 'mines', { sector: 'mining' }),
    rule('fire', 'fire', { sector: 'fire' }),
    rule('fire-daily', 'housing', { sector: 'fire', duty: 'does' }),
    rule('t1', 'town1', { area: 'T1', duty: 'nearest' }),
    rule('t2', 'town2', { area: 'T2', duty: 'nearest' }),
    rule('t1-housing', 'housing', { sector: 'selfBuiltHousing', area: 'T1' }),
    rule('accidents', 'emergency', { duty: 'accidents' }),
  ],
  intakeUnitId: 'intake',
  upperUnitId: 'city',
};
const question: RoutingQuestion = {
  sector: 'fire',
  town: 'T1',
  matter: 'hazard',
  board: null,
  deaths: 0,
  accusedUnitId: null,
};
const ask = (given: Partial<RoutingQuestion>) => route({ ...question, ...given }, table);

describe('route', () => {
  it('goes to who regulates; who does most and who is nearest assist', () => {
    expect(ask({})).toEqual({
      responsibleUnitId: 'fire',
      assistingUnitIds: ['housing', 'town1'],
      reasons: [{ rule: 'regulates', unitId: 'fire', ruleId: 'fire' }],
    });
  });

  it('follows the board of the site before any rule', () => {
    const found = ask({ board: { siteCode: 'S1', regulatorUnitId: 'mines' } });
    expect(found.responsibleUnitId).toBe('mines');
    expect(found.reasons).toEqual([{ rule: 'board', unitId: 'mines' }]);
  });

  it('prefers the more specific rule', () => {
    expect(ask({ sector: 'selfBuiltHousing' }).reasons).toEqual([
      { rule: 'regulates', unitId: 'housing', ruleId: 't1-housing' },
    ]);
  });

  it('goes to the nearest where nobody regulates', () => {
    expect(ask({ sector: 'tourism' }).reasons).toEqual([{ rule: 'nearest', unitId: 'town1', ruleId: 't1' }]);
  });

  it('goes to intake where no rule speaks', () => {
    expect(ask({ sector: 'tourism', town: null }).reasons).toEqual([{ rule: 'intake', unitId: 'intake' }]);
  });

  // 安全生产法 Art. 73: organised by government at county level or above; 001 item 61: the level above supervises.
  it.each([
    [{ sector: 'mining', matter: 'concealedAccident' }, 'concealedInCounty'],
    [{ sector: 'fire', matter: 'concealedAccident', deaths: 3 }, 'concealedInCounty'],
    [{ sector: 'tourism', matter: 'hazard', deaths: 1 }, 'deathsInCounty'],
    [
      { sector: 'fire', matter: 'violation', deaths: 30, board: { siteCode: 'S1', regulatorUnitId: 'fire' } },
      'deathsInCounty',
    ],
  ] as const)('keeps %o in the county, with whom it names for accidents', (given, rule) => {
    const found = ask(given);
    expect(found.responsibleUnitId).toBe('emergency');
    expect(found.reasons).toEqual([{ rule, unitId: 'emergency', ruleId: 'accidents' }]);
  });

  it('lets who would have had it assist where people died, and nobody where it was concealed', () => {
    expect(ask({ deaths: 1 }).assistingUnitIds).toEqual(['fire', 'housing', 'town1']);
    const board = { siteCode: 'S1', regulatorUnitId: 'mines' };
    expect(ask({ deaths: 1, board }).assistingUnitIds[0]).toBe('mines');
    expect(ask({ deaths: 1, matter: 'concealedAccident' }).assistingUnitIds).toEqual([]);
  });

  it('goes to another office of the county where whom it names is accused, and to no town', () => {
    expect(ask({ deaths: 2, accusedUnitId: 'emergency' }).reasons).toEqual([
      { rule: 'accusedBypassed', unitId: 'emergency' },
      { rule: 'regulates', unitId: 'fire', ruleId: 'fire' },
    ]);
    const tourism = ask({ sector: 'tourism', deaths: 2, accusedUnitId: 'emergency' });
    expect(tourism.responsibleUnitId).toBe('intake');
  });

  it('stays in the county where whom it names takes no reports, though the next above could', () => {
    const closed = { ...table, units: units.map((one) => ({ ...one, takesReports: one.id !== 'emergency' })) };
    expect(route({ ...question, deaths: 1 }, closed).reasons.at(-1)).toEqual({ rule: 'standIn', unitId: 'intake' });
  });

  it('takes misconduct to discipline inspection, also with deaths', () => {
    for (const deaths of [0, 1, 30]) {
      const found = ask({ sector: 'mining', matter: 'misconduct', deaths });
      expect(found.reasons).toEqual([{ rule: 'misconductToDiscipline', unitId: 'discipline' }]);
    }
  });

  it('takes misconduct to discipline inspection, whatever the board says', () => {
    const found = ask({ matter: 'misconduct', board: { siteCode: 'S1', regulatorUnitId: 'fire' } });
    expect(found).toEqual({
      responsibleUnitId: 'discipline',
      assistingUnitIds: [],
      reasons: [{ rule: 'misconductToDiscipline', unitId: 'discipline' }],
    });
  });

  it('takes misconduct of discipline inspection to intake and never to the regulator', () => {
    expect(ask({ matter: 'misconduct', accusedUnitId: 'discipline' }).reasons).toEqual([
      { rule: 'accusedBypassed', unitId: 'discipline' },
      { rule: 'intake', unitId: 'intake' },
    ]);
  });

  it('passes over the accused unit and says so', () => {
    const found = ask({ accusedUnitId: 'fire' });
    expect(found.reasons).toEqual([
      { rule: 'accusedBypassed', unitId: 'fire' },
      { rule: 'does', unitId: 'housing', ruleId: 'fire-daily' },
    ]);
    expect(found.assistingUnitIds).not.toContain('fire');
  });

  it('passes over units under the accused one', () => {
    const found = ask({ sector: 'mining', accusedUnitId: 'emergency' });
    expect(found.reasons).toEqual([
      { rule: 'accusedBypassed', unitId: 'mines' },
      { rule: 'accusedBypassed', unitId: 'town1' },
      { rule: 'intake', unitId: 'intake' },
    ]);
  });

  it('takes a report about intake, or about the office above it, to the upper unit', () => {
    for (const accusedUnitId of ['intake', 'committee']) {
      const found = ask({ sector: 'tourism', town: null, accusedUnitId });
      expect(found.reasons.at(-1)).toEqual({ rule: 'upper', unitId: 'city' });
    }
  });

  describe('where the unit takes no reports', () => {
    const without = (id: string, changes: Partial<RoutingUnit>) => ({
      ...table,
      units: units.map((one) => (one.id === id ? { ...one, ...changes } : one)),
    });
    const led = (given: RoutingTable, asked: Partial<RoutingQuestion>) =>
      route({ ...question, ...asked }, given).reasons;

    it('the next above stands in', () => {
      expect(led(without('mines', { takesReports: false }), { sector: 'mining' })).toEqual([
        { rule: 'regulates', unitId: 'mines', ruleId: 'mining' },
        { rule: 'standIn', unitId: 'emergency' },
      ]);
    });

    it('a successor comes before the next above, and never the accused or one under it', () => {
      const merged = without('mines', { closedOn: '2026-01-01', successorIds: ['housing'] });
      expect(led(merged, { sector: 'mining' }).at(-1)).toEqual({ rule: 'standIn', unitId: 'housing' });
      expect(led(merged, { sector: 'mining', accusedUnitId: 'housing' }).at(-1)?.unitId).toBe('emergency');
      // The successor of the accused is as little asked as the accused.
      expect(led(merged, { sector: 'fire', accusedUnitId: 'mines' }).map(({ unitId }) => unitId)).not.toContain(
        'housing',
      );
    });

    it('nobody who cannot take it assists', () => {
      const found = route(question, without('housing', { takesReports: false }));
      expect(found.assistingUnitIds).toEqual(['town1']);
    });
  });

  it('follows the register of employers before any rule, after the board', () => {
    const employer = { regulatorUnitId: 'mines' };
    expect(ask({ employer }).reasons).toEqual([{ rule: 'employer', unitId: 'mines' }]);
    const board = { siteCode: 'S1', regulatorUnitId: 'housing' };
    expect(ask({ employer, board }).responsibleUnitId).toBe('housing');
    expect(ask({ employer, matter: 'misconduct' }).responsibleUnitId).toBe('discipline');
  });

  it('refuses a table without a way out', () => {
    expect(() => route(question, { ...table, upperUnitId: 'intake' })).toThrow('intakeIsUpper');
    expect(routingTableProblems({ ...table, rules: [rule('x', 'nobody')] })).toEqual(['ruleToUnknownUnit']);
  });
});

/** What is wrong with the answer; plain checks, because there are tens of thousands of them. */
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
  /** Any units, also in rings of parents, and any rules, also to units that do not exist. */
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
