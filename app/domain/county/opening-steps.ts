import type { UnitKind } from '~/domain/staff/unit-kinds';

/** Somebody who has, or shall have, a part in the key of one of the units that reporting needs. */
export type OpeningPerson = {
  id: string;
  name: string;
  enrolled: boolean;
  /** Stands on the list with the present keys. */
  certified: boolean;
  /** `given`: the key is wrapped to them, and their browser has not yet stated that it opened it. */
  holds: 'no' | 'given' | 'yes';
};
export type OpeningUnit = {
  id: string;
  kind: UnitKind;
  people: readonly OpeningPerson[];
  hasKey: boolean;
  keyCertified: boolean;
  sharesPrinted: boolean;
};
export type OpeningFacts = {
  /** Intake, custodians and guardians. */
  units: readonly OpeningUnit[];
  administrators: readonly string[];
  hasCountyKey: boolean;
  /** Who signed the list, or the duties, that waits for a second guardian. */
  listBy: string | null;
  routingBy: string | null;
  routed: boolean;
};

export type OpeningAct =
  | 'invite'
  | 'enrol'
  | 'key'
  | 'shares'
  | 'countyKey'
  | 'list'
  | 'confirmList'
  | 'handOn'
  | 'sayHeld'
  | 'routing'
  | 'confirmRouting';

/** A step on the way to reporting. `who` may do it now, by name; `whom` it is about. */
export type OpeningStep = {
  act: OpeningAct;
  unitId: string | null;
  state: 'done' | 'next' | 'later';
  who: readonly string[];
  whom: readonly string[];
};

const NEEDED = 2;

/** Every step until reporting opens, in the order in which they are best done; whatever is `next` can be done now. */
export function openingSteps(facts: OpeningFacts): OpeningStep[] {
  const { units } = facts;
  const guardians = units.find(({ kind }) => kind === 'guardians') ?? null;
  return [
    ...units.flatMap((unit) => unitSteps(unit, facts)),
    countyKeyStep(facts, guardians),
    listStep(facts, guardians),
    ...units.map((unit) => handOnStep(unit, isListed(units))),
    routingStep(facts, guardians),
  ];
}

type Made = Pick<OpeningStep, 'act' | 'unitId'> & { done: boolean; ready: boolean; who: readonly string[] };
const step = ({ done, ready, ...made }: Made, whom: readonly string[] = []): OpeningStep => ({
  ...made,
  whom,
  state: done ? 'done' : ready ? 'next' : 'later',
});

export const enrolledOf = ({ people }: OpeningUnit) => people.filter(({ enrolled }) => enrolled);
export const namesOf = (people: readonly OpeningPerson[]) => people.map(({ name }) => name);

function unitSteps(unit: OpeningUnit, { administrators }: OpeningFacts): OpeningStep[] {
  const { id: unitId, people, hasKey, sharesPrinted } = unit;
  const enrolled = enrolledOf(unit);
  const two = enrolled.length >= NEEDED;
  const invited = people.filter((one) => !one.enrolled);
  const first = people.filter(({ holds }) => holds !== 'no');
  return [
    step({ act: 'invite', unitId, done: people.length >= NEEDED, ready: true, who: administrators }),
    step({ act: 'enrol', unitId, done: two, ready: invited.length > 0, who: namesOf(invited) }),
    step({ act: 'key', unitId, done: hasKey, ready: two, who: namesOf(enrolled) }),
    step({ act: 'shares', unitId, done: hasKey && sharesPrinted, ready: hasKey, who: namesOf(first) }),
  ];
}

function countyKeyStep({ hasCountyKey }: OpeningFacts, guardians: OpeningUnit | null): OpeningStep {
  const holders = guardians?.people.filter(({ holds }) => holds !== 'no') ?? [];
  const ready = guardians?.hasKey ?? false;
  return step({ act: 'countyKey', unitId: null, done: hasCountyKey, ready, who: namesOf(holders) });
}

export const isListed = (units: readonly OpeningUnit[]): boolean =>
  units.every(
    ({ keyCertified, people }) => keyCertified && people.filter(({ certified }) => certified).length >= NEEDED,
  );

/** One guardian signs, another confirms; the first of them needs the guardians' key. */
function listStep({ units, hasCountyKey, listBy }: OpeningFacts, guardians: OpeningUnit | null): OpeningStep {
  const ready = hasCountyKey && units.every(({ hasKey }) => hasKey);
  const who = signers(guardians, listBy);
  const act = listBy === null ? 'list' : 'confirmList';
  return step({ act, unitId: null, done: isListed(units), ready, who });
}

function routingStep({ units, routed, routingBy }: OpeningFacts, guardians: OpeningUnit | null): OpeningStep {
  const intake = units.find(({ kind }) => kind === 'intake');
  const ready = isListed(units) && intake !== undefined && holdersOf(intake) >= NEEDED;
  const act = routingBy === null ? 'routing' : 'confirmRouting';
  return step({ act, unitId: null, done: routed, ready, who: signers(guardians, routingBy) });
}

export function signers(guardians: OpeningUnit | null, signedBy: string | null): string[] {
  const people = guardians === null ? [] : enrolledOf(guardians);
  return namesOf(people.filter((one) => (signedBy === null ? one.holds !== 'no' : one.id !== signedBy)));
}

const holdersOf = ({ people }: OpeningUnit): number => people.filter(({ holds }) => holds === 'yes').length;

/** Whoever holds the key hands it on; whoever was given it signs in once, and their browser says so. */
function handOnStep(unit: OpeningUnit, listed: boolean): OpeningStep {
  const { id: unitId, people } = unit;
  const silent = people.filter(({ holds }) => holds === 'given');
  const lacking = people.filter(({ holds, certified }) => holds === 'no' && certified);
  const done = holdersOf(unit) >= NEEDED;
  if (!done && lacking.length === 0 && silent.length > 0) {
    return step({ act: 'sayHeld', unitId, done, ready: listed, who: namesOf(silent) });
  }
  const givers = people.filter(({ holds }) => holds !== 'no');
  return step({ act: 'handOn', unitId, done, ready: listed, who: namesOf(givers) }, namesOf(lacking));
}
