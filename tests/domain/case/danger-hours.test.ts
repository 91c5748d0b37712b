import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangerDueAt, dangerDueOn, hourOf, lastNotch, nextNotch } from '~/domain/case/danger-hours';
import { dueOn, latenessOf } from '~/domain/case/deadlines';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { DANGER_LIMITS, parsePolicyOf } from '~/domain/county/policy';
import { parsePolicyForm, policyAnswers } from '~/domain/county/policy-form';
import { chinaDate } from '~/domain/dates';
import { workCalendar } from '../made-calendar';

const at = (text: string) => Date.parse(`${text}+08:00`);
const limits = parsePolicyOf('timeLimits', timeLimits2023);

describe('the hours of danger to life', () => {
  it('end on a whole hour, on holidays and at night too', () => {
    // The first day of the week-long holiday, at ten at night.
    const now = at('2025-10-01T22:10:00');
    expect(hourOf(dangerDueAt(now, 2))).toBe('01:00');
    expect(dangerDueOn(now, 2)).toBe('2025-10-02');
    expect(hourOf(dangerDueAt(at('2025-10-01T22:00:00'), 2))).toBe('24:00');
    expect(dangerDueOn(at('2025-10-01T22:00:00'), 2)).toBe('2025-10-01');
  });

  it('are the limit of a registered case, whatever the calendar says, and no other’s', () => {
    const facts = { stage: 'registered', registeredOn: '2025-10-01', acceptedOn: null, confirmedOn: null } as const;
    const calendar = workCalendar();
    expect(dueOn({ ...facts, dangerDueOn: '2025-10-02' }, limits, calendar)).toEqual({
      step: 'accept',
      on: '2025-10-02',
      provisional: false,
    });
    expect(dueOn(facts, limits, calendar)?.on).toBe('2025-10-08');
    const accepted = { ...facts, stage: 'accepted', acceptedOn: '2025-10-01', dangerDueOn: '2025-10-02' } as const;
    expect(dueOn(accepted, limits, calendar)?.step).toBe('verify');
  });

  it('make a case late on the very day, to the minute', () => {
    const dueAt = at('2025-09-15T15:00:00');
    const lateness = (now: string) => latenessOf('2025-09-15', '2025-09-15', { dueAt, now: at(now) });
    expect(lateness('2025-09-15T14:59:00')).toEqual({ daysLeft: 0, lateness: 'today', dueHour: '15:00' });
    expect(lateness('2025-09-15T15:00:00').lateness).toBe('overdue');
    expect(latenessOf('2025-09-15', '2025-09-15').lateness).toBe('today');
  });

  it('stand in versions of the policy that were entered before there were any', () => {
    const { dangerHours: _hours, dangerAlertMinutes: _minutes, ...before } = timeLimits2023;
    expect(parsePolicyOf('timeLimits', before)).toMatchObject({
      dangerHours: DANGER_LIMITS.dangerHours.standard,
      dangerAlertMinutes: DANGER_LIMITS.dangerAlertMinutes.standard,
    });
  });

  it('are entered by a county within bounds, and begin with the product’s own numbers where none stand', () => {
    const { dangerHours: _hours, dangerAlertMinutes: _minutes, ...before } = timeLimits2023;
    const answers = policyAnswers('timeLimits', before);
    expect([answers.dangerHours, answers.dangerAlertMinutes]).toEqual(['2', '30']);
    const wrong = (more: Record<string, string>) => {
      const typed = { ...answers, effectiveFrom: '2026-12-01', legalBasis: '值班办法', ...more };
      const read = parsePolicyForm('timeLimits', (name) => typed[name as keyof typeof typed] ?? '', '2026-11-30');
      return read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`);
    };
    expect(wrong({})).toEqual([]);
    expect(wrong({ dangerHours: '0', dangerAlertMinutes: '4' })).toEqual([
      'dangerHours outOfRange',
      'dangerAlertMinutes outOfRange',
    ]);
    expect(wrong({ dangerHours: '73', dangerAlertMinutes: '多' })).toEqual([
      'dangerHours outOfRange',
      'dangerAlertMinutes notCount',
    ]);
  });

  it('never end before what the policy gives, nor an hour after it; the row’s day holds their last minute', () => {
    const instants = fc.integer({ min: at('2025-01-01T00:00:00'), max: at('2035-01-01T00:00:00') });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 72 }), (now, hours) => {
        const over = dangerDueAt(now, hours) - now - hours * 3_600_000;
        expect(over).toBeGreaterThanOrEqual(0);
        expect(over).toBeLessThan(3_600_000);
        expect(dangerDueOn(now, hours)).toBe(chinaDate(dangerDueAt(now, hours) - 1));
      }),
    );
  });

  it('wake the next in notches of five minutes, which tell no finer time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 5, max: 240 }), (now, minutes) => {
        const next = nextNotch(now, minutes);
        expect([next % 300_000, lastNotch(now) % 300_000]).toEqual([0, 0]);
        expect(next - now).toBeGreaterThanOrEqual(minutes * 60_000);
        expect(next - now).toBeLessThan((minutes + 5) * 60_000);
        expect(now - lastNotch(now)).toBeLessThan(300_000);
      }),
    );
  });
});
