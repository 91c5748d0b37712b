import { enrolledOf, isListed, namesOf, type OpeningFacts, type OpeningUnit, signers } from './opening-steps';

export type AdvisedAct = 'superior' | 'signSuperior' | 'roster' | 'confirmRoster' | 'reserve' | 'backup';

/** What an office should have done besides: reporting opens without it, and is the worse for it. */
export type AdvisedStep = { act: AdvisedAct; state: 'done' | 'next' | 'later'; who: readonly string[] };

export type AdvisedFacts = {
  /** How the level above is reached: signed (or it has members here), drafted by an administrator, or not written. */
  superior: 'none' | 'drafted' | 'signed';
  /** Somebody is told of danger to life; else who may confirm the lines that were asked for. */
  rostered: boolean;
  rosterSeconds: readonly string[];
  reserve: boolean;
  backup: boolean;
};

/** With three guardians one may be missing, and a printed key in place of the second is not needed. */
const GUARDIANS_ENOUGH = 3;

/** In the order in which they are best done: what the first list should name comes before it is signed. */
export function advisedSteps(facts: OpeningFacts, advised: AdvisedFacts): AdvisedStep[] {
  const { units, administrators } = facts;
  const guardians = units.find(({ kind }) => kind === 'guardians') ?? null;
  const people = guardians === null ? [] : enrolledOf(guardians);
  const listed = isListed(units);
  return [
    superiorStep(advised.superior, { administrators, guardians: namesOf(people), ready: facts.hasCountyKey }),
    rosterStep(advised, administrators),
    ...(people.length < GUARDIANS_ENOUGH || advised.reserve
      ? [step('reserve', advised.reserve, listed, signersOf(guardians))]
      : []),
    step('backup', advised.backup, listed, signersOf(guardians)),
  ];
}

const step = (act: AdvisedAct, done: boolean, ready: boolean, who: readonly string[]): AdvisedStep => ({
  act,
  who,
  state: done ? 'done' : ready && who.length > 0 ? 'next' : 'later',
});

type Signing = { administrators: readonly string[]; guardians: readonly string[]; ready: boolean };

function superiorStep(standing: AdvisedFacts['superior'], { administrators, guardians, ready }: Signing): AdvisedStep {
  return standing === 'drafted'
    ? step('signSuperior', false, ready, guardians)
    : step('superior', standing === 'signed', true, administrators);
}

const rosterStep = ({ rostered, rosterSeconds }: AdvisedFacts, administrators: readonly string[]): AdvisedStep =>
  rostered || rosterSeconds.length === 0
    ? step('roster', rostered, true, administrators)
    : step('confirmRoster', false, true, rosterSeconds);

const signersOf = (guardians: OpeningUnit | null): string[] => signers(guardians, null);
