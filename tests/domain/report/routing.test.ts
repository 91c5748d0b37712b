import { describe, expect, it } from 'vitest';
import { type RoutingQuestion, type RoutingTable, route, routingTableProblems } from '~/domain/report/routing';
import type { RoutingUnit } from '~/domain/report/routing-units';
import { rule, table, units } from './routing-example';

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

  // 安全生产法 Art. 73: organised by government at county level or above; Baishiyi Town's notice, item 61: the level above
  // supervises.
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
      // The successor of the accused unit is asked as little as the unit itself.
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
