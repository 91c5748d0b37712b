import fc from 'fast-check';
import type { PersonRole } from '~/domain/county/board-kind';
import type { BoardFace } from '~/envelope/keys/board-face';

/** Few values, so that two of them are often the same in one language. */
export const names = fc.record(
  { zh: fc.constantFrom('甲', '乙'), en: fc.constantFrom('A', 'B'), fr: fc.constantFrom('C', 'D') },
  { requiredKeys: ['zh'] },
);
const person = <R extends PersonRole>(role: R) =>
  fc.record({
    role: fc.constant(role),
    name: fc.constantFrom('', '甲', '甲 某'),
    post: fc.constantFrom('', '某', '甲'),
    phone: fc.constantFrom('', '1'),
  });
const common = { sector: fc.constantFrom('fire', '消防'), hotline: fc.constantFrom('12350', '119') };
const siteFace = fc.record({
  ...common,
  format: fc.constant(1 as const),
  persons: fc
    .tuple(person('area'), person('regulator'), person('employer'))
    .chain((all) => fc.shuffledSubarray(all, { minLength: 2 })),
  risks: fc.array(names, { maxLength: 2 }),
});
const pointFace = fc.record({
  ...common,
  format: fc.constant(2 as const),
  kind: fc.constantFrom('risk' as const, 'hazard' as const),
  persons: fc
    .tuple(person('operation'), person('technical'), person('management'))
    .chain((all) => fc.shuffledSubarray(all, { minLength: 2 })),
  point: fc.record({
    ...{ name: names, place: names, category: names, factors: names, accident: names },
    ...{ measures: names, requirements: names, until: fc.constantFrom('' as const, '2026-09-30', '2026-10-08') },
  }),
});
/** What a board of any kind says. */
export const face: fc.Arbitrary<BoardFace> = fc.oneof(siteFace, pointFace);
