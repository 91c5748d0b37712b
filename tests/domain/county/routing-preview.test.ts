import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlikeCases, previewOf, roundedPreview } from '~/domain/county/routing-preview';
import { route } from '~/domain/report/routing';
import { MATTERS, SECTORS } from '~/domain/vocabulary';
import { edited, edits, someUnit, TOWNS } from '../routing-edits';

const reasons = fc.oneof(
  fc.constant([]),
  fc
    .tuple(fc.constantFrom('board' as const, 'employer' as const, 'deathsInCounty' as const), someUnit)
    .map(([rule, unitId]) => [{ rule, unitId }]),
);
const alike: fc.Arbitrary<AlikeCases> = fc.record({
  sector: fc.constantFrom(...SECTORS),
  matter: fc.constantFrom(...MATTERS),
  town: fc.constantFrom(null, ...TOWNS),
  reasons,
  cases: fc.integer({ min: 1, max: 30 }),
});
const rows = fc.array(alike, { maxLength: 20 });
const acts = fc.array(edits, { maxLength: 15 });
const sum = (all: readonly { cases: number }[]) => all.reduce((total, { cases }) => total + cases, 0);

describe('a preview over the cases of a year', () => {
  it('moves nothing between equal tables', () => {
    fc.assert(
      fc.property(rows, acts, (cases, made) => {
        const { table } = edited(made);
        const found = previewOf(cases, { before: table, after: table, registersDiffer: false });
        expect(found).toEqual({ all: sum(cases), moved: 0, lines: [], unknown: 0 });
      }),
    );
  });

  it('counts each case once: where it stays, in one line, or as unknown', () => {
    fc.assert(
      fc.property(rows, acts, acts, fc.boolean(), (cases, made, more, registersDiffer) => {
        const before = edited(made).table;
        const after = edited([...made, ...more]).table;
        const found = previewOf(cases, { before, after, registersDiffer });
        expect(found.all).toBe(sum(cases));
        expect(sum(found.lines)).toBe(found.moved);
        expect(found.moved + found.unknown).toBeLessThanOrEqual(found.all);
        expect(found.lines.every(({ from, to }) => from !== to)).toBe(true);
        const plain = cases.filter((one) => one.reasons.length === 0);
        const differs = plain.filter(({ sector, matter, town }) => {
          const asked = { sector, matter, town, board: null, employer: null, deaths: 0, accusedUnitId: null };
          return route(asked, before).responsibleUnitId !== route(asked, after).responsibleUnitId;
        });
        if (plain.length === cases.length) expect(found.moved).toBe(sum(differs));
        const led = cases.filter((one) => one.reasons.some(({ rule }) => rule === 'board' || rule === 'employer'));
        expect(found.unknown).toBe(registersDiffer ? sum(led) : 0);
      }),
    );
  });

  it('is told in fives, and says nothing of a line below five', () => {
    fc.assert(
      fc.property(rows, acts, acts, (cases, made, more) => {
        const before = edited(made).table;
        const found = previewOf(cases, { before, after: edited(more).table, registersDiffer: false });
        const told = roundedPreview(found);
        for (const n of [told.all, told.moved, told.unknown, ...told.lines.map((one) => one.cases)])
          expect(n % 5).toBe(0);
        expect(told.lines.length).toBe(found.lines.filter((one) => one.cases >= 5).length);
      }),
    );
  });
});
