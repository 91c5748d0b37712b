import { parseYuan } from '~/domain/money';
import { readCount } from '~/domain/typed/count';
import { ACCIDENT_GRADES } from '~/domain/vocabulary';
import type { Particulars, RewardFacts } from './reward-facts';

/** What the calculator can be asked for: the kinds of matter as a reward rule tells them apart. */
export const ASKED_KINDS = [
  'situation',
  'grave',
  'generalHazard',
  'generalViolation',
  'concealedDeaths',
  'concealedInjury',
] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

/** The fields of the calculator's form, by the names that its address has. */
export const ASKED_FIELDS = [
  'kind',
  'situation',
  'penalty',
  'chosen',
  'deaths',
  'allDeaths',
  'grade',
  'insider',
  'reporter',
  'signatories',
] as const;
export type AskedField = (typeof ASKED_FIELDS)[number];
export type AskedAnswers = Record<AskedField, string>;
export type AskedProblem = {
  field: AskedField;
  problem: 'missing' | 'noSituation' | 'notYuan' | 'notCount' | 'tooMany';
};

/** A question as it was typed; `facts` is null where it cannot be computed, and `problems` say why. */
export type AskedReward = {
  answers: AskedAnswers;
  problems: AskedProblem[];
  facts: RewardFacts | null;
  signatories: number;
};

/** More people than a joint report names. */
const MOST_SIGNATORIES = 100;
const MOST_PEOPLE = 10_000;
const LONGEST = 40;

/** Is this the address of a question, and not only that of the page? */
export const asksReward = (query: URLSearchParams): boolean => query.has('kind');

/** Reads a question from the address; null where nothing is asked. Nothing in it says who asks or about whom. */
export function readAskedReward(query: URLSearchParams): AskedReward | null {
  if (!asksReward(query)) return null;
  const answers = Object.fromEntries(
    ASKED_FIELDS.map((name) => [name, (query.get(name) ?? '').trim().slice(0, LONGEST)]),
  ) as AskedAnswers;
  const problems: AskedProblem[] = [];
  const money = (field: 'penalty' | 'chosen') => {
    if (answers[field] === '') return null;
    const fen = parseYuan(answers[field]);
    if (fen === null) problems.push({ field, problem: 'notYuan' });
    return fen;
  };
  const people = (field: 'deaths' | 'allDeaths' | 'signatories') => {
    const count = readCount(answers[field]);
    if (count === null) problems.push({ field, problem: 'notCount' });
    else if (count > (field === 'signatories' ? MOST_SIGNATORIES : MOST_PEOPLE))
      problems.push({ field, problem: 'tooMany' });
    return count ?? 0;
  };
  const kind = ASKED_KINDS.find((one) => one === answers.kind);
  if (kind === undefined) problems.push({ field: 'kind', problem: 'missing' });
  if (kind === 'situation' && answers.situation === '') problems.push({ field: 'situation', problem: 'noSituation' });
  const penaltyFen = kind === 'grave' ? money('penalty') : null;
  const chosenFen = kind !== undefined && RANGED.includes(kind) ? money('chosen') : null;
  const deaths = kind === 'concealedDeaths' ? people('deaths') : 0;
  const signatories = Math.max(1, people('signatories'));
  const facts: RewardFacts = {
    ...FACTS_OF[kind ?? 'grave'],
    verdict: 'substantiated',
    penaltyFen,
    concealedDeaths: deaths,
    totalDeaths: kind === 'concealedDeaths' ? Math.max(deaths, people('allDeaths')) : 0,
    accidentGrade: ACCIDENT_GRADES.find((grade) => grade === answers.grade) ?? null,
    insider: answers.insider === 'yes',
    anonymity: answers.reporter === 'anonymous' ? 'anonymous' : 'named',
    excluded: { alreadyKnown: false, supervisingOfficial: false, fabricated: false },
    particulars: kind === 'concealedInjury' ? INJURED : undefined,
    // A claim can be made only with the receipt code, so an anonymous claimant has always proved it.
    provesByCode: true,
    situation: kind === 'situation' ? answers.situation || null : null,
    ...(chosenFen === null ? {} : { chosenFen }),
  };
  return { answers, problems, signatories, facts: problems.length === 0 ? facts : null };
}

/** Kinds for which the unit decides within a range. */
const RANGED: readonly AskedKind[] = ['generalHazard', 'generalViolation', 'concealedInjury'];
const INJURED: Particulars = {
  concealedInjuries: 1,
  secondClass: false,
  insiderKind: 'employee',
  specialFen: null,
  paidThisMonthFen: null,
  paidEarlyFen: null,
};

const FACTS_OF: Record<AskedKind, Pick<RewardFacts, 'matter' | 'majorHazard' | 'unlawfulProduction'>> = {
  situation: { matter: 'violation', majorHazard: false, unlawfulProduction: false },
  grave: { matter: 'violation', majorHazard: false, unlawfulProduction: true },
  generalHazard: { matter: 'hazard', majorHazard: false, unlawfulProduction: false },
  generalViolation: { matter: 'violation', majorHazard: false, unlawfulProduction: false },
  concealedDeaths: { matter: 'concealedAccident', majorHazard: false, unlawfulProduction: false },
  concealedInjury: { matter: 'concealedAccident', majorHazard: false, unlawfulProduction: false },
};
