import { expect, it } from 'vitest';
import { readDay } from '~/domain/typed/day';

it.each(['__proto__', 'constructor', 'toString'])('%s is no day, and breaks nothing', (typed) => {
  expect(readDay(typed, '2026-03-10')).toHaveProperty('problem');
});
