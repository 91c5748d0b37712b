import { describe, expect, it } from 'vitest';
import { claimDueOn, dueOn, penaltyPublicationDueOn, type StageFacts } from '~/domain/case/deadlines';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addDays } from '~/domain/dates';
import { statutoryCalendar } from '~/services/county/work-calendar.server';

// The year's notice (国办发明电〔2025〕), written down here by hand, apart from the library that the product uses.
const HOLIDAYS = [
  ['New Year', '2026-01-01', '2026-01-03', '2026-01-04'],
  ['Spring Festival', '2026-02-15', '2026-02-23', '2026-02-24'],
  ['Qingming', '2026-04-04', '2026-04-06', '2026-04-07'],
  ['Labour Day', '2026-05-01', '2026-05-05', '2026-05-06'],
  ['Dragon Boat', '2026-06-19', '2026-06-21', '2026-06-22'],
  ['Mid-Autumn', '2026-09-25', '2026-09-27', '2026-09-28'],
  ['National Day', '2026-10-01', '2026-10-07', '2026-10-08'],
] as const;
/** Weekends on which people work. New Year's ends with one, so that its last days run on to a Sunday. */
const MAKE_UP = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
const isFree = (day: string) => HOLIDAYS.some(([, first, last]) => day >= first && day <= last);
const isWorked = (day: string) =>
  MAKE_UP.includes(day) || (!isFree(day) && ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()));

const limits = parsePolicyOf('timeLimits', timeLimits2023);
const facts: StageFacts = { stage: 'registered', registeredOn: '2025-06-02', acceptedOn: null, confirmedOn: null };
const due = (given: Partial<StageFacts>) => dueOn({ ...facts, ...given }, limits, statutoryCalendar)?.on;

/** Limits in natural days: how many, and the last day by the product for a limit that begins on `from`. */
const NATURAL: readonly [name: string, days: number, last: (from: string) => string | undefined][] = [
  ['verification', 60, (from) => due({ stage: 'verifying', acceptedOn: from })],
  ['verification extended', 90, (from) => due({ stage: 'verifying', acceptedOn: from, extensions: 1 })],
  ['the reply', 10, (from) => due({ stage: 'verdictConfirmed', acceptedOn: from, confirmedOn: from })],
  ['a claim', 60, (from) => claimDueOn(from, limits, statutoryCalendar).on],
];
/** Limits in working days. */
const WORKING: typeof NATURAL = [
  ['acceptance', 5, (from) => due({ registeredOn: from })],
  ['publication of a penalty', 7, (from) => penaltyPublicationDueOn(from, limits, statutoryCalendar).on],
];

describe.each(NATURAL)('the last day of %s', (_, days, last) => {
  it.each(HOLIDAYS)('in %s (%s to %s) runs on to %s', (_name, first, end, next) => {
    for (let day: string = first; day <= end; day = addDays(day, 1)) expect(last(addDays(day, -days))).toBe(next);
  });

  it.each(MAKE_UP)('on %s, a weekend with work, stays', (day) => {
    expect(last(addDays(day, -days))).toBe(day);
  });

  it('is on every day of the year the first day of work from then on', () => {
    for (let day = '2026-01-01'; day <= '2026-12-30'; day = addDays(day, 1)) {
      let expected = day;
      while (!isWorked(expected)) expected = addDays(expected, 1);
      expect(last(addDays(day, -days))).toBe(expected);
    }
  });
});

it.each(WORKING)('%s has its days of work after every day of the year, neither more nor fewer', (_, days, last) => {
  for (let from = '2026-01-01'; from <= '2026-12-10'; from = addDays(from, 1)) {
    let [expected, counted] = [from, 0];
    while (counted < days) {
      expected = addDays(expected, 1);
      if (isWorked(expected)) counted += 1;
    }
    expect(last(from)).toBe(expected);
  }
});

it('of danger to life does not wait for any holiday', () => {
  for (const [, first] of HOLIDAYS) expect(due({ registeredOn: first, dangerDueOn: first })).toBe(first);
});

it('of a reply is marked as unchecked, because the text in force says “promptly”; no other is', () => {
  expect(limits.uncheckedLimits).toEqual(['replyDays']);
  expect(Object.keys(limits.limitBasis).sort()).toEqual(
    Object.keys(limits)
      .filter((name) => /Days$|Extensions$/.test(name) && !limits.localLimits.includes(name))
      .sort(),
  );
});
