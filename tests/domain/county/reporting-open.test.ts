import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesReports, type UnitState } from '~/domain/county/reporting-open';
import { OPENING_KINDS, REPORT_KINDS } from '~/domain/staff/unit-kinds';

const ready = (kind: UnitState['kind']): UnitState => ({ kind, lack: null, holders: 2 });
const few = (kind: UnitState['kind'], holders: number): UnitState => ({ kind, lack: 'fewMembers', holders });
const fresh = { routed: true, opened: false };
const opened = { routed: true, opened: true };

const units = fc.array(
  fc.record({
    kind: fc.constantFrom(...REPORT_KINDS),
    lack: fc.constantFrom(
      null,
      'noKey' as const,
      'notCertified' as const,
      'sharesUnconfirmed' as const,
      'fewMembers' as const,
    ),
    holders: fc.nat(3),
  }),
);

describe('reporting opens', () => {
  it('when intake, custodians and guardians are ready, whatever others lack', () => {
    const three = OPENING_KINDS.map(ready);
    expect(OPENING_KINDS).toEqual(['intake', 'custodians', 'guardians']);
    expect(takesReports(three, fresh)).toBe(true);
    fc.assert(
      fc.property(units, (others) => {
        expect(takesReports([...three, ...others], fresh)).toBe(true);
      }),
    );
  });

  it.each(OPENING_KINDS)('not while %s lacks anything, and never without a routing', (kind) => {
    const others = OPENING_KINDS.filter((one) => one !== kind).map(ready);
    expect(takesReports(others, fresh)).toBe(false);
    for (const lack of ['noKey', 'notCertified', 'sharesUnconfirmed', 'fewMembers'] as const) {
      expect(takesReports([...others, { kind, lack, holders: 1 }], fresh)).toBe(false);
    }
    expect(takesReports(OPENING_KINDS.map(ready), { routed: false, opened: false })).toBe(false);
    expect(takesReports(OPENING_KINDS.map(ready), { routed: false, opened: true })).toBe(false);
  });
});

describe('reporting that was open', () => {
  it('is closed by no lost holder while somebody at intake or above can read', () => {
    for (const custodians of [0, 1])
      for (const guardians of [0, 1]) {
        const left = [few('custodians', custodians), few('guardians', guardians)];
        expect(takesReports([few('intake', 1), ...left], opened)).toBe(true);
        expect(takesReports([few('intake', 0), few('upper', 1), ...left], opened)).toBe(true);
        expect(takesReports([few('intake', 0), ...left, ready('department')], opened)).toBe(false);
      }
  });

  it('closes where nothing could be sealed any more', () => {
    for (const kind of OPENING_KINDS) {
      const others = OPENING_KINDS.filter((one) => one !== kind).map(ready);
      expect(takesReports([...others, { kind, lack: 'noKey', holders: 2 }], opened)).toBe(false);
      expect(takesReports([...others, { kind, lack: 'notCertified', holders: 2 }], opened)).toBe(false);
    }
  });

  it('takes reports wherever it would open anew: having been open never closes it', () => {
    fc.assert(
      fc.property(units, (others) => {
        expect(takesReports([...OPENING_KINDS.map(ready), ...others], opened)).toBe(true);
      }),
    );
  });
});
