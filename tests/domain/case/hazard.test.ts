import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterHazardStep,
  enteredHazard,
  type Hazard,
  type HazardStep,
  isLateHazard,
  isOfferedStep,
} from '~/domain/case/hazard';
import { isRefusal } from '~/domain/refusal';

const days = ['2026-11-01', '2026-11-30', '2026-12-01', '2026-12-31'] as const;
const people = ['A', 'B', 'C'] as const;
const step: fc.Arbitrary<HazardStep> = fc.oneof(
  fc.record({ type: fc.constant('amend' as const), grade: fc.constantFrom('none', 'general', 'major') }),
  fc.record({ type: fc.constant('extend' as const), dueOn: fc.constantFrom(...days) }),
  fc.record({ type: fc.constant('reinspect' as const), passed: fc.boolean() }),
  fc.constant({ type: 'strikeOff' as const }),
  fc.constant({ type: 'supervise' as const }),
);
const done = fc.array(fc.record({ step, by: fc.constantFrom(...people), on: fc.constantFrom(...days) }));

/** The entry after each step that was taken, with who took it. */
function played(grade: 'general' | 'major', steps: { step: HazardStep; by: string; on: string }[]) {
  const history: { before: Hazard; after: Hazard; step: HazardStep; by: string }[] = [];
  let now = enteredHazard(grade, '2026-11-30');
  for (const { step: one, by, on } of steps) {
    const after = afterHazardStep(now, one, { by, on });
    if (isRefusal(after)) continue;
    history.push({ before: now, after, step: one, by });
    now = after;
  }
  return { history, now };
}

describe('an entry of the rectification ledger', () => {
  it('is struck off only after somebody found it put right, by somebody else, and then stays so', () => {
    fc.assert(
      fc.property(fc.constantFrom('general', 'major'), done, (grade, steps) => {
        const { history } = played(grade, steps);
        const off = history.findIndex(({ step: { type } }) => type === 'strikeOff');
        if (off < 0) return;
        const found = history.slice(0, off).findLast(({ step: s }) => s.type === 'reinspect' && s.passed);
        expect(found).toBeDefined();
        expect(found?.by).not.toBe(history[off]?.by);
        expect(history.slice(off + 1)).toEqual([]);
      }),
    );
  });

  it('never loses its limit, which moves only to a later day', () => {
    fc.assert(
      fc.property(fc.constantFrom('general', 'major'), done, (grade, steps) => {
        for (const { before, after } of played(grade, steps).history) {
          expect(after.dueOn).not.toBeNull();
          expect((after.dueOn ?? '') >= (before.dueOn ?? '')).toBe(true);
        }
      }),
    );
  });

  it('can always be struck off by two people, whatever was done before', () => {
    fc.assert(
      fc.property(fc.constantFrom('general', 'major'), done, (grade, steps) => {
        const { now } = played(grade, steps);
        if (now.state === 'struckOff') return;
        const passed =
          now.state === 'open'
            ? afterHazardStep(now, { type: 'reinspect', passed: true }, { by: 'X', on: days[0] })
            : now;
        if (isRefusal(passed)) throw passed;
        expect(afterHazardStep(passed, { type: 'strikeOff' }, { by: 'Y', on: days[0] })).toMatchObject({
          state: 'struckOff',
          reinspectedBy: null,
        });
      }),
    );
  });

  it('stays a hazard, and major once it is under public supervision', () => {
    fc.assert(
      fc.property(fc.constantFrom('general', 'major'), done, (grade, steps) => {
        for (const { before, after } of played(grade, steps).history) {
          expect(after.grade).not.toBe('none');
          if (before.supervised) expect(after).toMatchObject({ grade: 'major', supervised: true });
        }
      }),
    );
  });

  it('offers exactly the steps that are taken', () => {
    fc.assert(
      fc.property(fc.constantFrom('general', 'major'), done, fc.constantFrom(...people), (grade, steps, by) => {
        const { now } = played(grade, steps);
        const best: HazardStep[] = [
          { type: 'amend', grade: 'major' },
          { type: 'extend', dueOn: '2027-01-31' },
          { type: 'reinspect', passed: true },
          { type: 'strikeOff' },
          { type: 'supervise' },
        ];
        for (const one of best) {
          const refused = isRefusal(afterHazardStep(now, one, { by, on: days[0] }));
          expect([one.type, isOfferedStep(now, one.type, by)]).toEqual([one.type, !refused]);
        }
      }),
    );
  });

  it('has nothing left to do where a check found nothing', () => {
    const nothing = enteredHazard('none', '2026-12-31');
    expect(nothing).toMatchObject({ state: 'struckOff', dueOn: null });
    expect(afterHazardStep(nothing, { type: 'supervise' }, { by: 'A', on: days[0] })).toMatchObject({
      code: 'stageForbids',
    });
  });

  it.each([
    ['open', '2026-11-30', '2026-12-01', true],
    ['open', '2026-11-30', '2026-11-30', false],
    ['reinspected', '2026-11-30', '2026-12-01', false],
    ['struckOff', '2026-11-30', '2026-12-01', false],
  ] as const)('%s until %s is late on %s: %s', (state, dueOn, today, late) => {
    expect(isLateHazard({ state, dueOn }, today)).toBe(late);
  });
});
