import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protectLists, protectRelease, protectTable } from '~/domain/disclosure-control';
import { MEASURES, statisticsFor } from '~/domain/publication';

const THRESHOLD = 5;

/**
 * The attacker: knows which sums there are and every shown number, and solves the equations for the hidden ones
 * (Gauss-Jordan over small whole numbers). Returns the positions that come out with one value only.
 */
function determined(equations: number[][], shown: (number | null)[]): number[] {
  const unknown = shown.flatMap((value, index) => (value === null ? [index] : []));
  const rows = equations.map((row) => unknown.map((index) => row[index] ?? 0));
  let lead = 0;
  for (let column = 0; column < unknown.length && lead < rows.length; column += 1) {
    const pivot = rows.findIndex((row, at) => at >= lead && row[column] !== 0);
    if (pivot < 0) continue;
    const [found] = rows.splice(pivot, 1);
    const scaled = (found ?? []).map((value) => value / (found?.[column] ?? 1));
    rows.splice(lead, 0, scaled);
    for (let at = 0; at < rows.length; at += 1) {
      const factor = rows[at]?.[column] ?? 0;
      if (at !== lead && factor !== 0) rows[at] = (rows[at] ?? []).map((value, c) => value - factor * (scaled[c] ?? 0));
    }
    lead += 1;
  }
  return rows
    .filter((row) => row.filter((value) => Math.abs(value) > 1e-9).length === 1)
    .map((row) => unknown[row.findIndex((value) => Math.abs(value) > 1e-9)] ?? -1);
}

const tables = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 7 }), fc.nat(60)), {
      minLength: columns,
      maxLength: columns,
    }),
    {
      minLength: rows,
      maxLength: rows,
    },
  ),
);

/** A protected table as one list with its equations: cells, row totals, column totals, grand total. */
function asEquations(counts: number[][]) {
  const table = protectTable({ counts }, THRESHOLD);
  const R = counts.length;
  const C = counts[0]?.length ?? 0;
  const shown = [...table.counts.flat(), ...table.rowTotals, ...table.columnTotals, table.grandTotal];
  const blank = () => shown.map(() => 0);
  const equations: number[][] = [];
  const sum = (parts: number[], total: number) => {
    const row = blank();
    for (const part of parts) row[part] = 1;
    row[total] = -1;
    equations.push(row);
  };
  const range = (n: number) => Array.from({ length: n }, (_, index) => index);
  for (const r of range(R))
    sum(
      range(C).map((c) => r * C + c),
      R * C + r,
    );
  for (const c of range(C))
    sum(
      range(R).map((r) => r * C + c),
      R * C + R + c,
    );
  sum(
    range(R).map((r) => R * C + r),
    R * C + R + C,
  );
  sum(
    range(C).map((c) => R * C + R + c),
    R * C + R + C,
  );
  return { equations, shown };
}

describe('protectTable', () => {
  it('shows a table without small counts whole', () => {
    const shown = protectTable({
      counts: [
        [10, 20],
        [0, 5],
      ],
    });
    expect(shown).toEqual({
      counts: [
        [10, 20],
        [0, 5],
      ],
      rowTotals: [30, 5],
      columnTotals: [10, 25],
      grandTotal: 35,
    });
  });

  it('hides a small count and three others, so that no subtraction brings it back', () => {
    const shown = protectTable({
      counts: [
        [2, 30, 40],
        [50, 60, 70],
        [80, 90, 95],
      ],
    });
    expect(shown.counts).toEqual([
      [null, null, 40],
      [null, null, 70],
      [80, 90, 95],
    ]);
    expect(shown.grandTotal).toBe(517);
  });

  it('never shows a count below the threshold', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { shown } = asEquations(counts);
        expect(shown.filter((value) => value !== null && value > 0 && value < THRESHOLD)).toEqual([]);
      }),
    );
  });

  it('tells the truth in what it shows', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const table = protectTable({ counts }, THRESHOLD);
        table.counts.forEach((row, r) => {
          row.forEach((value, c) => {
            if (value !== null) expect(value).toBe(counts[r]?.[c]);
          });
        });
      }),
    );
  });

  it('withstands an attacker who subtracts', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { equations, shown } = asEquations(counts);
        expect(determined(equations, shown)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('hides no group whose sum, found by subtraction, is itself a small count', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const { equations, shown } = asEquations(counts);
        for (const row of equations) {
          const total = row.indexOf(-1);
          if (shown[total] === null) continue;
          const parts = row.flatMap((sign, index) => (sign === 1 ? [index] : []));
          if (parts.every((index) => shown[index] !== null)) continue;
          const known = parts.reduce((all, index) => all + (shown[index] ?? 0), 0);
          expect((shown[total] ?? 0) - known).toBeGreaterThanOrEqual(THRESHOLD);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('protectLists', () => {
  it('hides the second smallest with a single small count', () => {
    expect(protectLists([[3, 9, 40]])).toEqual({ lists: [[null, null, 40]], total: 52 });
  });

  it('hides the total when it is small itself', () => {
    expect(
      protectLists([
        [3, 0, 0],
        [1, 2],
      ]),
    ).toEqual({
      lists: [
        [null, 0, 0],
        [null, null],
      ],
      total: null,
    });
  });

  it('withstands an attacker who subtracts through the common total of two lists', () => {
    const pairs = fc.array(fc.record({ a: fc.nat(4), b: fc.nat(3) }), { maxLength: 60 });
    fc.assert(
      fc.property(pairs, (cases) => {
        const a = [0, 1, 2, 3, 4].map((key) => cases.filter((one) => one.a === key).length);
        const b = [0, 1, 2, 3].map((key) => cases.filter((one) => one.b === key).length);
        const { lists, total } = protectLists([a, b], THRESHOLD);
        const shown = [...(lists[0] ?? []), ...(lists[1] ?? []), total];
        const first = [1, 1, 1, 1, 1, 0, 0, 0, 0, -1];
        const second = [0, 0, 0, 0, 0, 1, 1, 1, 1, -1];
        expect(determined([first, second], shown)).toEqual([]);
        expect(shown.filter((value) => value !== null && value > 0 && value < THRESHOLD)).toEqual([]);
      }),
    );
  });
});

describe('protectRelease', () => {
  const row = { sector: 'gas', town: 'T1', receivedOn: '2026-03-02', acceptedOn: '2026-03-04' } as const;
  const rest = { substantiatedOn: null, rewardedOn: null, rewardFen: null };

  it('shows money only where the number of its rewards is shown', () => {
    const paid = { ...row, substantiatedOn: '2026-03-20', rewardedOn: '2026-03-25', rewardFen: 300_000n };
    const many = Array.from({ length: 6 }, () => ({ ...paid, sector: 'fire' as const }));
    const release = protectRelease(statisticsFor('2026-03', [paid, ...many], ['T1']));
    const gas = release.bySector.find((one) => one.key === 'gas')?.counts;
    const fire = release.bySector.find((one) => one.key === 'fire')?.counts;
    expect([gas?.rewarded, gas?.rewardFen]).toEqual([null, null]);
    expect([fire?.rewarded, fire?.rewardFen]).toEqual([null, null]);
    expect([release.totals.rewarded, release.totals.rewardFen]).toEqual([7, '2100000']);
  });

  it('is plain JSON', () => {
    const release = protectRelease(statisticsFor('2026-03', Array(9).fill({ ...row, ...rest }), ['T1', 'T2']));
    expect(JSON.parse(JSON.stringify(release))).toEqual(release);
    for (const measure of MEASURES)
      expect(release.totals[measure]).toBe(measure === 'received' || measure === 'accepted' ? 9 : 0);
  });
});
