import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directoryChanges } from '~/envelope/keys/directory-change';
import { type CertifiedUnit, memberFingerprint, outsideOf } from '~/envelope/keys/directory-statement';
import { entryKind, printOf, unitChangeText } from '~/routes/keys/directory-change-text';
import { LANGS } from '~/words/language';

const unit: fc.Arbitrary<CertifiedUnit> = fc.record({
  id: fc.constantFrom('u1', 'u2'),
  kind: fc.constantFrom('department', 'town', '部门'),
  code: fc.constantFrom('a', 'b'),
  names: fc.record({ zh: fc.constantFrom('甲', '乙'), en: fc.constantFrom('A', 'B') }, { requiredKeys: ['zh'] }),
  parentUnitId: fc.constantFrom(null, 'u1', 'u9'),
  successorIds: fc.subarray(['u1', 'u2', 'u8']),
  closedOn: fc.constantFrom(null, '2026-01-01'),
});
const named = (one: CertifiedUnit, code: string, names: CertifiedUnit['names']) => ({ ...one, code, names });
const member = { id: 'm1', unitIds: ['u1'], officeIds: ['u1'], recipient: 'age1pq1x', signingKey: 'S1' };
const list = (one: Partial<typeof member>, units: CertifiedUnit[] = []) => ({
  units,
  keys: [],
  members: [{ ...member, ...one }],
  ...outsideOf(null),
});

describe('what guardians read of a next list', () => {
  it('names every change of a unit, also of a name in another language', () => {
    fc.assert(
      fc.property(unit, unit, fc.boolean(), (one, other, same) => {
        const after = { ...(same ? named(one, one.code, other.names) : other), id: one.id };
        const { units } = directoryChanges(list({}, [one]), list({}, [after]));
        expect(units.length > 0).toBe(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(after)));
        for (const lang of LANGS) {
          const naming = { lang, units: [one] };
          for (const change of units) {
            expect(unitChangeText(change, naming)).not.toBe('');
            const back = { ...change, before: change.after, after: change.before };
            expect(unitChangeText(back, naming)).not.toBe(unitChangeText(change, naming));
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('has another fingerprint to compare for another signing key, though what can be opened is the same', () => {
    const { keys } = directoryChanges(list({}), list({ signingKey: 'S2' }));
    const [change] = keys;
    if (!change?.before || !change.after) throw new Error('no change');
    expect(printOf(change.before)).not.toBe(printOf(change.after));
    expect(printOf(change.after)).toBe(memberFingerprint({ recipient: 'age1pq1x', signingKey: 'S2' }));
  });

  it('says where a member worked before, and where now', () => {
    const [change] = directoryChanges(list({}), list({ unitIds: ['u2'], officeIds: ['u1', 'u2'] })).keys;
    if (!change) throw new Error('no change');
    const units = ['u1', 'u2'].map((id) => ({ id, names: { zh: `${id}局` } })) as unknown as CertifiedUnit[];
    expect(entryKind(change, { lang: 'zh', units, names: {} })).toMatch(/由 .*u1局.* 改为 .*u2局.*/);
  });
});

const sorted = (one: CertifiedUnit) => ({
  ...one,
  names: Object.entries(one.names).sort(),
  successorIds: [...one.successorIds].sort(),
});
