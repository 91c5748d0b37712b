import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type OpeningFacts,
  type OpeningPerson,
  type OpeningStep,
  type OpeningUnit,
  openingSteps,
} from '~/domain/county/opening-steps';
import { OPENING_KINDS } from '~/domain/staff/unit-kinds';

const NOTHING: OpeningFacts = {
  units: OPENING_KINDS.map(
    (kind): OpeningUnit => ({ id: kind, kind, people: [], hasKey: false, keyCertified: false, sharesPrinted: false }),
  ),
  administrators: ['admin'],
  hasCountyKey: false,
  listBy: null,
  routingBy: null,
  routed: false,
};

const changed = (facts: OpeningFacts, unitId: string | null, change: (unit: OpeningUnit) => OpeningUnit) => ({
  ...facts,
  units: facts.units.map((unit) => (unit.id === unitId ? change(unit) : unit)),
});
const everybody = (unit: OpeningUnit, change: (person: OpeningPerson, index: number) => Partial<OpeningPerson>) => ({
  ...unit,
  people: unit.people.map((one, index) => ({ ...one, ...change(one, index) })),
});

/** What the world is after a step was done by whoever the page names. */
function doStep(facts: OpeningFacts, { act, unitId }: OpeningStep): OpeningFacts {
  const own = (change: (unit: OpeningUnit) => OpeningUnit) => changed(facts, unitId, change);
  const guardian = facts.units.find(({ kind }) => kind === 'guardians')?.people[0]?.id ?? '';
  switch (act) {
    case 'invite':
      return own((unit) => {
        const id = `${unit.id}${unit.people.length}`;
        const person = { id, name: id, enrolled: false, certified: false, holds: 'no' as const };
        return { ...unit, people: [...unit.people, person] };
      });
    case 'enrol':
      return own((unit) => everybody(unit, () => ({ enrolled: true })));
    case 'key':
      return own((unit) => ({
        ...everybody(unit, (_one, index) => (index === 0 ? { holds: 'given' } : {})),
        hasKey: true,
      }));
    case 'shares':
      return own((unit) => ({ ...unit, sharesPrinted: true }));
    case 'countyKey':
      return { ...facts, hasCountyKey: true };
    case 'list':
      return { ...facts, listBy: guardian };
    case 'confirmList':
      return {
        ...facts,
        listBy: null,
        units: facts.units.map((unit) => ({ ...everybody(unit, () => ({ certified: true })), keyCertified: true })),
      };
    case 'handOn':
      return own((unit) => everybody(unit, ({ holds }) => ({ holds: holds === 'no' ? 'given' : holds })));
    case 'sayHeld':
      return own((unit) => everybody(unit, () => ({ holds: 'yes' })));
    case 'routing':
      return { ...facts, routingBy: guardian };
    case 'confirmRouting':
      return { ...facts, routingBy: null, routed: true };
  }
}

const next = (facts: OpeningFacts) => openingSteps(facts).filter(({ state }) => state === 'next');

describe('the way to the opening', () => {
  it('never stops: whichever of the offered steps is done, it ends with all done', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (choices) => {
        let facts = NOTHING;
        let done = 0;
        for (let turn = 0; next(facts).length > 0; turn++) {
          const offered = next(facts);
          const chosen = offered[(choices[turn] ?? 0) % offered.length];
          if (chosen === undefined) throw new Error('nothing offered');
          // Somebody is named for everything that can be done.
          expect(chosen.who.length).toBeGreaterThan(0);
          facts = doStep(facts, chosen);
          const now = openingSteps(facts).filter(({ state }) => state === 'done').length;
          expect(now).toBeGreaterThanOrEqual(done);
          done = now;
          expect(turn).toBeLessThan(60);
        }
        expect(openingSteps(facts).every(({ state }) => state === 'done')).toBe(true);
      }),
    );
  });

  it('begins with three invitations, and names nobody but the administrator', () => {
    expect(next(NOTHING).map(({ act, unitId, who }) => [act, unitId, who])).toEqual(
      OPENING_KINDS.map((kind) => ['invite', kind, ['admin']]),
    );
  });

  it('asks the other guardian to confirm, never the one who signed', () => {
    let facts = NOTHING;
    while (next(facts).every(({ act }) => act !== 'confirmList')) {
      const [step] = next(facts);
      if (step === undefined) throw new Error('it never came to the list');
      facts = doStep(facts, step);
    }
    expect(next(facts).map(({ act, who }) => [act, who])).toEqual([['confirmList', ['guardians1']]]);
  });
});
