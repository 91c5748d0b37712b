import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUTY_EVENTS, DUTY_ROLES, WEEKDAYS } from '~/domain/county/roster';
import { lineShown, readLine, readTime, type TypedLine, timeText } from '~/domain/county/roster-entry';

const KNOWN = { unitIds: new Set(['fire']), today: '2026-11-30' };
const typed: TypedLine = {
  event: 'danger',
  unitId: '',
  role: 'officer',
  days: ['1', '7'],
  from: '20:00',
  to: '8点',
  rank: '1',
  mail: 'zhiban@example.gov.cn',
  target: '',
  fromDay: '',
};
const problems = (more: Partial<TypedLine>) => {
  const read = readLine({ ...typed, ...more }, KNOWN);
  return read.ok ? [] : read.problems.map(({ field, problem }) => `${field} ${problem}`);
};

describe('a line of the roster as it is typed', () => {
  it('is read, with times as people write them', () => {
    expect(readLine(typed, KNOWN)).toEqual({
      ok: true,
      fromDay: '2026-11-30',
      line: {
        event: 'danger',
        unitId: null,
        role: 'officer',
        days: [1, 7],
        from: 1200,
        to: 480,
        rank: 1,
        mail: 'zhiban@example.gov.cn',
        target: null,
      },
    });
  });

  it.each([
    ['8:00', 480],
    ['08：00', 480],
    ['８：３０', 510],
    ['8点', 480],
    ['20时30分', 1230],
    ['8.15', 495],
    ['24:00', 1440],
    ['0', 0],
    ['24:01', null],
    ['8:60', null],
    ['8:5', null],
    ['早上', null],
    ['', null],
    ['-1', null],
  ])('reads %s as a time, or not', (text, minute) => {
    expect(readTime(text)).toBe(minute);
  });

  it.each<[string, Partial<TypedLine>]>([
    ['event choose', { event: 'other' }],
    ['unitId choose', { unitId: 'gone' }],
    ['role choose', { role: '' }],
    ['days choose', { days: ['8', ''] }],
    ['from time', { from: '24:00' }],
    ['to time', { to: 'x' }],
    ['rank choose', { rank: '10' }],
    ['rank choose', { rank: '1.5' }],
    ['mail mail', { mail: 'a@b' }],
    ['mail mail', { mail: 'a@b.example, c@d.example' }],
    ['mail mail', { mail: 'a@b.example\nBcc: c@d.example' }],
    ['target target', { target: '138 0000' }],
    ['mail way', { mail: ' ' }],
    ['fromDay day', { fromDay: '明年' }],
    ['fromDay past', { fromDay: '2026-11-29' }],
    ['fromDay far', { fromDay: '2028-01-01' }],
  ])('says %s', (said, more) => {
    expect(problems(more)).toEqual([said]);
  });

  it('stands in its form as it was read, and is read the same again', () => {
    const lines = fc.record({
      event: fc.constantFrom(...DUTY_EVENTS),
      unitId: fc.constantFrom(null, 'fire'),
      role: fc.constantFrom(...DUTY_ROLES),
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1439 }),
      to: fc.integer({ min: 0, max: 1440 }),
      rank: fc.integer({ min: 1, max: 9 }),
      mail: fc.constant('a@duty.example'),
      target: fc.constantFrom(null, '+86-138_0.1'),
    });
    fc.assert(
      fc.property(lines, (line) => {
        const { days, ...texts } = lineShown(line) as Record<string, string>;
        const again = readLine({ ...typed, ...texts, days: (days ?? '').split(',') }, KNOWN);
        expect(again).toEqual({ ok: true, line, fromDay: '2026-11-30' });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1440 }), (at) => {
        expect(readTime(timeText(at))).toBe(at);
      }),
    );
  });
});
