import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import {
  exposureEntrySchema,
  MEASURES,
  publicationDue,
  type StatisticsRow,
  statisticsFor,
} from '~/domain/publication/publication';
import { verifiedOf } from '~/domain/publication/release';
import { SECTORS } from '~/domain/vocabulary';
import { workCalendar } from '../made-calendar';

const entry = {
  decisionNumber: '示应急罚〔2026〕1号',
  decidedOn: '2026-03-05',
  offender: '示范木器厂',
  creditCode: null,
  sector: 'fire',
  town: 'T1',
  offence: '堵塞安全出口',
  legalBasis: '安全生产法第一百零五条',
  amountFen: 2_000_000n,
  unitId: 'fire',
};

describe('the exposure list', () => {
  it('takes an entry made of the decision', () => {
    expect(exposureEntrySchema.parse(entry)).toEqual(entry);
  });

  it.each(['caseId', 'reportId', 'receivedOn', 'channel'])('refuses an entry that carries %s', (field) => {
    expect(exposureEntrySchema.safeParse({ ...entry, [field]: 'x' }).success).toBe(false);
  });

  it('is due within seven working days', () => {
    const limits = parsePolicyOf('timeLimits', timeLimits2023);
    expect(publicationDue(entry, '2026-03-16', limits, workCalendar())).toEqual({
      on: '2026-03-16',
      provisional: false,
      urgency: 'today',
    });
    expect(publicationDue(entry, '2026-03-17', limits, workCalendar()).urgency).toBe('overdue');
  });
});

describe('statistics of a month', () => {
  const row: StatisticsRow = {
    sector: 'gas',
    town: 'T1',
    receivedOn: '2026-02-27',
    acceptedOn: '2026-03-02',
    substantiatedOn: '2026-03-31',
    unsubstantiatedOn: null,
    rewardedOn: '2026-04-01',
    rewardFen: 300_000n,
  };

  it('says what was verified only where both verdicts are shown, so that neither follows from it', () => {
    const counts = { received: 40, accepted: 30, substantiated: 12, unsubstantiated: 6, rewarded: 8 };
    expect(verifiedOf(counts)).toBe(18);
    for (const hidden of ['few', 'more', null] as const) {
      expect(verifiedOf({ ...counts, unsubstantiated: hidden })).toBeNull();
      expect(verifiedOf({ ...counts, substantiated: hidden })).toBeNull();
    }
  });

  it('counts each measure in the month of its own day', () => {
    expect(statisticsFor('2026-02', [row], ['T1']).totals).toMatchObject({ received: 1, accepted: 0 });
    expect(statisticsFor('2026-03', [row], ['T1']).totals).toMatchObject({
      received: 0,
      accepted: 1,
      substantiated: 1,
      rewarded: 0,
    });
    expect(statisticsFor('2026-04', [row], ['T1']).totals).toMatchObject({ rewarded: 1, rewardFen: 300_000n });
  });

  it("counts unknown towns as the county's own", () => {
    const { byArea } = statisticsFor('2026-03', [row, { ...row, town: null }, { ...row, town: 'T9' }], ['T1']);
    expect(byArea.map(({ key, counts }) => [key, counts.accepted])).toEqual([
      ['T1', 1],
      ['county', 2],
    ]);
  });

  it('adds up by sector and by area to the same totals', () => {
    const day = fc.option(fc.constantFrom('2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'), { nil: null });
    const rows = fc.array(
      fc.record({
        sector: fc.constantFrom(...SECTORS),
        town: fc.constantFrom(null, 'T1', 'T2', 'T9'),
        receivedOn: fc.constantFrom('2026-02-28', '2026-03-15'),
        acceptedOn: day,
        substantiatedOn: day,
        unsubstantiatedOn: day,
        rewardedOn: day,
        rewardFen: fc.option(fc.bigInt({ min: 1n, max: 30_000_000n }), { nil: null }),
      }),
    );
    fc.assert(
      fc.property(rows, (given) => {
        const { totals, bySector, byArea } = statisticsFor('2026-03', given, ['T1', 'T2']);
        for (const list of [bySector, byArea]) {
          for (const measure of MEASURES) {
            expect(list.reduce((sum, one) => sum + one.counts[measure], 0)).toBe(totals[measure]);
          }
          expect(list.reduce((sum, one) => sum + one.counts.rewardFen, 0n)).toBe(totals.rewardFen);
        }
      }),
    );
  });
});
