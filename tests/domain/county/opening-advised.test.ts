import { describe, expect, it } from 'vitest';
import { type AdvisedFacts, advisedSteps } from '~/domain/county/opening-advised';
import type { OpeningFacts, OpeningPerson, OpeningUnit } from '~/domain/county/opening-steps';
import { OPENING_KINDS } from '~/domain/staff/unit-kinds';

const person = (id: string, holds: OpeningPerson['holds'] = 'yes'): OpeningPerson => ({
  ...{ id, name: id, enrolled: true, certified: true, holds },
});
const unitOf = (kind: OpeningUnit['kind'], people: readonly OpeningPerson[]): OpeningUnit => ({
  ...{ id: kind, kind, people, hasKey: true, keyCertified: true, sharesPrinted: true },
});

/** A town whose list is signed, with so many guardians. */
const listed = (guardians: number): OpeningFacts => ({
  units: OPENING_KINDS.map((kind) =>
    unitOf(
      kind,
      Array.from({ length: kind === 'guardians' ? guardians : 2 }, (_, n) => person(`${kind}${n}`)),
    ),
  ),
  administrators: ['admin'],
  hasCountyKey: true,
  listBy: null,
  routingBy: null,
  routed: false,
});
const NONE: AdvisedFacts = { superior: 'none', rostered: false, rosterSeconds: [], reserve: false, backup: false };
const told = (facts: OpeningFacts, advised: Partial<AdvisedFacts>) =>
  advisedSteps(facts, { ...NONE, ...advised }).map(({ act, state, who }) => `${act} ${state} ${who.join(' ')}`.trim());

describe('what an office should have besides', () => {
  it('is what an administrator can write from the first day, and guardians once a list is signed', () => {
    const nobody: OpeningFacts = {
      ...listed(0),
      units: OPENING_KINDS.map((kind) => ({ ...unitOf(kind, []), keyCertified: false })),
      hasCountyKey: false,
    };
    expect(told(nobody, {})).toEqual(['superior next admin', 'roster next admin', 'reserve later', 'backup later']);
    expect(told(listed(2), {})).toEqual([
      'superior next admin',
      'roster next admin',
      'reserve next guardians0 guardians1',
      'backup next guardians0 guardians1',
    ]);
  });

  it('waits for the second person of what the first one wrote', () => {
    expect(told(listed(3), { superior: 'drafted', rosterSeconds: ['周'] }).slice(0, 2)).toEqual([
      'signSuperior next guardians0 guardians1 guardians2',
      'confirmRoster next 周',
    ]);
  });

  it('asks three guardians for no reserve key, unless one is printed, and is done with everything there', () => {
    expect(told(listed(3), {}).some((one) => one.startsWith('reserve'))).toBe(false);
    const all: AdvisedFacts = {
      superior: 'signed',
      rostered: true,
      rosterSeconds: ['周'],
      reserve: true,
      backup: true,
    };
    expect(advisedSteps(listed(3), all).map(({ act, state }) => [act, state])).toEqual(
      ['superior', 'roster', 'reserve', 'backup'].map((act) => [act, 'done']),
    );
  });
});
