import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inOrderOfReference } from '#db/table-order';
import { backupAge, backupDue, tooMany } from '~/domain/county/backup';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(`${iso}+08:00`);

test.each([
  ['none was ever made', null, { state: 'none', hours: null }],
  ['it was made today', 5, { state: 'fresh', hours: 5 }],
  ['48 hours are not over', 48.9, { state: 'fresh', hours: 48 }],
  ['more than 48 hours', 49, { state: 'old', hours: 49 }],
  ['the clock went back', -3, { state: 'fresh', hours: 0 }],
])('the age of the last good backup: %s', (_, hours, expected) => {
  const now = at('2026-11-30T09:00');
  expect(backupAge(hours === null ? null : now - hours * HOUR, now)).toEqual(expected);
});

describe('the night’s backup', () => {
  const noon = at('2026-11-30T12:00');
  test.each([
    ['is due where there was none', null, null, noon, true],
    ['is done once a night', at('2026-11-30T01:20'), at('2026-11-30T01:20'), noon, false],
    ['is due again at the hour', at('2026-11-30T01:20'), at('2026-11-30T01:20'), at('2026-12-01T01:00'), true],
    ['is not due a minute before', at('2026-11-30T01:20'), at('2026-11-30T01:20'), at('2026-12-01T00:59'), false],
    ['is made up for after a night without a machine', at('2026-11-28T01:20'), at('2026-11-28T01:20'), noon, true],
    ['waits an hour after a failure', null, noon - HOUR / 2, noon, false],
    ['is tried again then', null, noon - HOUR, noon, true],
  ])('%s', (_, lastGood, lastTry, now, due) => {
    expect(backupDue({ lastGood, lastTry }, 1, now)).toBe(due);
  });

  test('is due exactly once a day, whatever the hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 10 ** 6 }), (hour, minutes) => {
        let lastGood: number | null = null;
        let made = 0;
        const start = at('2026-01-01T00:00') + minutes * 60_000;
        for (let now = start; now < start + 5 * 24 * HOUR; now += HOUR / 4) {
          if (!backupDue({ lastGood, lastTry: lastGood }, hour, now)) continue;
          lastGood = now;
          made += 1;
        }
        expect(made).toBeGreaterThanOrEqual(5);
        expect(made).toBeLessThanOrEqual(6);
      }),
    );
  });
});

test('as many backups stay as were asked for, and always the newest', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: -1, max: 30 }), (all, keep) => {
      const going = tooMany(all, keep);
      expect([...all.slice(0, Math.max(1, keep)), ...going]).toEqual(all);
    }),
  );
});

describe('the order of tables', () => {
  test('has each after all that it refers to', () => {
    const graph = fc
      .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 12 })
      .chain((names) =>
        fc.tuple(...names.map((name, n) => fc.subarray(names.slice(0, n + 1)).map((refersTo) => ({ name, refersTo })))),
      );
    fc.assert(
      fc.property(graph, (tables) => {
        const ordered = inOrderOfReference([...tables].reverse());
        expect(new Set(ordered)).toEqual(new Set(tables));
        const place = new Map(ordered.map(({ name }, index) => [name, index]));
        for (const { name, refersTo } of ordered)
          for (const other of refersTo) expect(place.get(other)).toBeLessThanOrEqual(place.get(name) as number);
      }),
    );
  });

  test('is refused for a circle', () => {
    const circle = [
      { name: 'a', refersTo: ['b'] },
      { name: 'b', refersTo: ['a'] },
    ];
    expect(() => inOrderOfReference(circle)).toThrow('a, b');
  });
});
