import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COUNTY_SECTIONS } from '~/domain/county/county-file';
import { isKept, listed } from '~/domain/county/county-file-shown';

const difference = fc.record({
  section: fc.constantFrom(...COUNTY_SECTIONS),
  change: fc.constantFrom('added' as const, 'changed' as const),
  state: fc.constantFrom('ready' as const, 'waits' as const),
  problems: fc.subarray(['unknownUnit' as const]),
  wrong: fc.subarray(['code unitCode']),
});

test('a long list is cut, never what cannot be kept before what can; sums count all of it', () => {
  fc.assert(
    fc.property(fc.array(difference, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (found, most) => {
      const { rows, total, kept, sums } = listed(found, most);
      const not = found.filter((one) => !isKept(one));
      expect([total, kept]).toEqual([found.length, found.length - not.length]);
      if (found.length <= most) expect(rows).toEqual(found);
      else {
        expect(rows).toHaveLength(most);
        expect(rows.filter((one) => !isKept(one))).toEqual(not.slice(0, most));
      }
      const counted = sums.map(({ section, added, changed, not: refused }) => {
        const of = found.filter((one) => one.section === section);
        expect([added, changed]).toEqual(
          (['added', 'changed'] as const).map(
            (change) => of.filter((one) => isKept(one) && one.change === change).length,
          ),
        );
        return added + changed + refused;
      });
      expect(counted.reduce((a, b) => a + b, 0)).toBe(total);
    }),
  );
});
