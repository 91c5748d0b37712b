import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  chinaDate,
  daysBetween,
  isIsoDate,
  lateByWorkingDays,
  monthBounds,
  monthOf,
} from '~/domain/dates';
import { workCalendar } from './made-calendar';

const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((number) => new Date(Date.UTC(1970, 0, 1) + number * 86_400_000).toISOString().slice(0, 10));
const spring2026 = workCalendar(
  ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
  ['2026-02-14', '2026-02-28'],
);

describe('days', () => {
  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['', false],
    ['2026-02-28T00:00', false],
  ])('%s is a day: %s', (text, is) => {
    expect(isIsoDate(text)).toBe(is);
  });

  it('adds and counts alike', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, n) => daysBetween(day, addDays(day, n)) === n),
    );
  });

  it('refuses what is no day', () => {
    expect(() => addDays('yesterday', 1)).toThrow(RangeError);
  });

  it('turns the day at midnight in China', () => {
    expect(chinaDate(Date.parse('2026-03-01T15:59:59Z'))).toBe('2026-03-01');
    expect(chinaDate(Date.parse('2026-03-01T16:00:00Z'))).toBe('2026-03-02');
  });

  it('knows months', () => {
    expect(monthOf('2026-03-31')).toBe('2026-03');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2026-03', -12)).toBe('2025-03');
    expect(monthBounds('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  });
});

const never = { isWorkingDay: () => false, isPublished: () => true };

describe('working days', () => {
  it('skip weekends', () => {
    expect(addWorkingDays('2026-03-05', 5, workCalendar()).on).toBe('2026-03-12');
    expect(addWorkingDays('2026-03-07', 1, workCalendar()).on).toBe('2026-03-09');
    expect(addWorkingDays('2026-03-07', 0, workCalendar()).on).toBe('2026-03-07');
  });

  it('skip holidays and count make-up days', () => {
    expect(addWorkingDays('2026-02-13', 1, spring2026).on).toBe('2026-02-14');
    expect(addWorkingDays('2026-02-13', 2, spring2026).on).toBe('2026-02-24');
  });

  it('are working days, and as many as asked', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = addWorkingDays(from, n, spring2026).on;
        let counted = 0;
        for (let day = addDays(from, 1); day <= to; day = addDays(day, 1))
          if (spring2026.isWorkingDay(day)) counted += 1;
        expect([counted, spring2026.isWorkingDay(to)]).toEqual([n, true]);
      }),
    );
  });

  it('are as many as a limit is late by, from exactly that day on', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (today, n) => {
        const ended = lateByWorkingDays(today, n, spring2026);
        expect(addWorkingDays(ended, n, spring2026).on <= today).toBe(true);
        expect(addWorkingDays(addDays(ended, 1), n, spring2026).on > today).toBe(true);
      }),
    );
  });

  it('give up on a calendar without any', () => {
    expect(() => addWorkingDays('2026-03-05', 1, never)).toThrow(RangeError);
    expect(() => lateByWorkingDays('2026-03-05', 1, never)).toThrow(RangeError);
    expect(() => addWorkingDays('2026-03-05', -1, workCalendar())).toThrow(RangeError);
  });
});
