import { expect, test } from 'vitest';
import { monthsToRelease } from '~/domain/publication/release-months';

test('every month that is over waits for its release until it has one, also over the turn of a year', () => {
  expect(monthsToRelease('2025-11-30', ['2025-12'], '2026-03-01')).toEqual(['2025-11', '2026-01', '2026-02']);
  expect(monthsToRelease('2026-03-01', [], '2026-03-31')).toEqual([]);
  expect(monthsToRelease(null, [], '2026-03-31')).toEqual([]);
});
