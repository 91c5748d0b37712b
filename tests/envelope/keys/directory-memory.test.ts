import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgets, officesIn, remembering } from '~/envelope/keys/directory-memory';
import type { CertifiedMember, CertifiedUnit } from '~/envelope/keys/directory-statement';

const IDS = ['a', 'b', 'c', 'd'];
const some = fc.uniqueArray(fc.constantFrom(...IDS), { maxLength: 3 });
const anyEntries = fc.record({
  units: some.chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        some.map((successorIds): CertifiedUnit => {
          return { id, successorIds, ...bare(id) };
        }),
      ),
    ),
  ),
  members: some.chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.tuple(fc.constantFrom(...IDS), some).map(([unitId, officeIds]): CertifiedMember => {
          return { id, unitIds: [unitId], officeIds, recipient: 'r', signingKey: 's' };
        }),
      ),
    ),
  ),
});
const bare = (id: string) =>
  ({
    kind: 'department',
    code: id,
    names: { zh: id },
    parentUnitId: null,
    closedOn: null,
  }) as const;

test('a next list made of rows forgets nothing, whatever the rows lost, and takes nothing of them away', () => {
  fc.assert(
    fc.property(anyEntries, anyEntries, (before, rows) => {
      const next = remembering(before, rows);
      expect(forgets(next, before)).toBe(false);
      expect(forgets(next, rows)).toBe(false);
      expect(next.members.map(({ id }) => id)).toEqual(rows.members.map(({ id }) => id));
    }),
  );
});

test('a list forgets where a unit, a successor or an office of somebody who stays is missing', () => {
  fc.assert(
    fc.property(anyEntries, anyEntries, (before, after) => {
      const lacks = (known: readonly string[], now: readonly string[] | undefined) =>
        now === undefined || known.some((id) => !now.includes(id));
      const unit = before.units.some((old) =>
        lacks(old.successorIds, after.units.find(({ id }) => id === old.id)?.successorIds),
      );
      const office = after.members.some((now) => {
        const old = before.members.find(({ id }) => id === now.id);
        return old !== undefined && lacks(officesIn(old), officesIn(now));
      });
      expect(forgets(after, before)).toBe(unit || office);
    }),
  );
});
