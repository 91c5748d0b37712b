import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimDueOn, dueOn, penaltyPublicationDueOn, type StageFacts, urgency } from '~/domain/case/deadlines';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { addCalendarDays, addDays, addWorkingDays, yearOf } from '~/domain/dates';
import { statutoryCalendar } from '~/services/county/work-calendar.server';
import { workCalendar } from '../made-calendar';

const limits = parsePolicyOf('timeLimits', timeLimits2023);
/**
 * The year's notice as the library has it: 国办发明电〔2025〕, National Day 1–7 October, work on 20 September and 10 October.
 */
const calendar = statutoryCalendar;
const facts: StageFacts = { stage: 'registered', registeredOn: '2026-03-05', acceptedOn: null, confirmedOn: null };
const due = (given: Partial<StageFacts>) => dueOn({ ...facts, ...given }, limits, calendar);
const sure = { provisional: false };

describe('what is due', () => {
  it('gives five working days to accept, from the day of the report', () => {
    expect(due({})).toEqual({ step: 'accept', on: '2026-03-12', ...sure });
    expect(due({ registeredOn: '2026-09-30' })).toEqual({ step: 'accept', on: '2026-10-13', ...sure });
    // 10 October is a Saturday on which people work.
    expect(due({ registeredOn: '2026-10-08' })?.on).toBe('2026-10-14');
  });

  it.each(['accepted', 'assigned', 'verifying', 'verdictProposed'] as const)(
    'gives 60 days to verify when %s',
    (stage) => {
      expect(due({ stage, acceptedOn: '2026-03-10' })).toEqual({ step: 'verify', on: '2026-05-09', ...sure });
    },
  );

  it('extends verification once by 30 days', () => {
    expect(due({ stage: 'verifying', acceptedOn: '2026-03-10', extensions: 1 })?.on).toBe('2026-06-08');
    expect(due({ stage: 'verifying', acceptedOn: '2026-03-10', extensions: 2 })?.on).toBe('2026-06-08');
  });

  it('gives ten days to reply', () => {
    const confirmed = { stage: 'verdictConfirmed', acceptedOn: '2026-03-10', confirmedOn: '2026-04-03' } as const;
    expect(due(confirmed)).toEqual({ step: 'reply', on: '2026-04-13', ...sure });
  });

  it.each(['notAccepted', 'replied', 'closed'] as const)('is nothing when %s', (stage) => {
    expect(due({ stage, acceptedOn: '2026-03-10', confirmedOn: '2026-04-01' })).toBeNull();
  });
});

/** 民法典 Art. 203: where the last day is a holiday, the day after the holiday counts as the last. */
describe('a last day within the National Day holidays runs on to the first day of work', () => {
  const days = (n: number) => addDays('2026-10-03', -n);
  it.each([
    ['verification', () => due({ stage: 'verifying', acceptedOn: days(60) })],
    ['its extension', () => due({ stage: 'verifying', acceptedOn: days(90), extensions: 1 })],
    ['the reply', () => due({ stage: 'verdictConfirmed', acceptedOn: days(60), confirmedOn: days(10) })],
    ['a claim', () => claimDueOn(days(60), limits, calendar)],
  ] as const)('%s', (_, last) => {
    expect(last()).toMatchObject({ on: '2026-10-08', ...sure });
  });

  it('acceptance and publication count working days only', () => {
    expect(due({ registeredOn: '2026-09-23' })?.on).toBe('2026-10-08');
    expect(penaltyPublicationDueOn('2026-09-21', limits, calendar)).toEqual({ on: '2026-10-08', ...sure });
  });

  it('not where the day is one of work, though a Saturday', () => {
    expect(addCalendarDays('2026-09-30', 10, calendar).on).toBe('2026-10-10');
  });
});

describe('a year whose holidays are not published', () => {
  const known = workCalendar(['2026-10-01'], [], (year) => year <= 2026);
  const maybe = { provisional: true };
  it.each([
    ['a claim that ends in it', claimDueOn('2026-12-01', limits, known), { on: '2027-02-01', ...maybe }],
    ['ten days that end before', addCalendarDays('2026-12-01', 10, known), { on: '2026-12-11', ...sure }],
    ['a last day that runs on into it', addCalendarDays('2027-01-02', 10, known), { on: '2027-01-12', ...maybe }],
    [
      'working days that reach into it',
      penaltyPublicationDueOn('2026-12-25', limits, known),
      { on: '2027-01-05', ...maybe },
    ],
    [
      'working days that end before',
      penaltyPublicationDueOn('2026-12-01', limits, known),
      { on: '2026-12-10', ...sure },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('is known by the three days that every notice makes free', () => {
    expect([2025, 2026].map(calendar.isPublished)).toEqual([true, true]);
    expect(calendar.isPublished(2099)).toBe(false);
  });

  const day = fc.integer({ min: 0, max: 1200 }).map((n) => addDays('2025-01-01', n));
  it('marks exactly what asks a day of such a year, and every last day is one of work', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 90 }), (from, n) => {
        for (const last of [addCalendarDays(from, n, known), addWorkingDays(from, n, known)]) {
          expect(known.isWorkingDay(last.on)).toBe(true);
          expect(last.on >= addDays(from, n)).toBe(true);
          expect(last.provisional).toBe(yearOf(last.on) > 2026);
        }
      }),
    );
  });

  it('no last day moves for one whose year is known, whatever else is published', () => {
    const free = fc.array(
      fc.integer({ min: 0, max: 364 }).map((n) => addDays('2027-01-01', n)),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 90 }), free, (from, n, holidays) => {
        const later = workCalendar(['2026-10-01', ...holidays]);
        for (const count of [addCalendarDays, addWorkingDays]) {
          const before = count(from, n, known);
          if (!before.provisional) expect(count(from, n, later).on).toBe(before.on);
        }
      }),
    );
  });
});

it.each([
  [null, 'none'],
  ['2026-03-09', 'overdue'],
  ['2026-03-10', 'today'],
  ['2026-03-11', 'soon'],
  ['2026-03-13', 'soon'],
  ['2026-03-14', 'later'],
] as const)('due on %s looks %s', (on, expected) => {
  expect(urgency(on, '2026-03-10')).toBe(expected);
});
