import { isRefusal, type RefusalCode } from '~/domain/refusal';

/** What a reporter can do on their own page. */
export const FOLLOW_STEPS = ['message', 'object', 'claim', 'files', 'withdraw'] as const;
export type FollowStepName = (typeof FOLLOW_STEPS)[number];

/**
 * What became of a step that was not done, as it stands now, since "try again" is wrong for most: `already`: it is done
 * and stands · `gone`: what it was for is no longer kept · `replaced`: the report was sent anew · `over`: its time has
 * passed · `moved`: something changed meanwhile, and trying once more helps · `closed`: not possible for now · `busy` ·
 * `away`: what keeps files cannot be reached · `refused`: trying once more does not help · `untrusted`: the browser found keys that it does not seal to · `unknown`:
 * it may have been done, and trying once more does no harm.
 */
export const STEP_PROBLEMS = [
  'already',
  'gone',
  'replaced',
  'over',
  'moved',
  'closed',
  'busy',
  'away',
  'refused',
  'untrusted',
  'unknown',
] as const;
export type StepProblem = (typeof STEP_PROBLEMS)[number];

export const isStepProblem = (code: string): code is StepProblem => STEP_PROBLEMS.some((known) => known === code);

const BY_CODE: Readonly<Record<RefusalCode, StepProblem>> = {
  alreadyDone: 'already',
  expired: 'gone',
  notFound: 'replaced',
  tooLate: 'over',
  stageForbids: 'over',
  conflict: 'moved',
  shownOtherwise: 'moved',
  notOpen: 'closed',
  fundTooLow: 'closed',
  busy: 'busy',
  filesAway: 'away',
  invalid: 'refused',
  notAllowed: 'refused',
  samePerson: 'refused',
  anotherPerson: 'refused',
  signedOut: 'refused',
  noAnswer: 'unknown',
};

/**
 * What to tell about a step that failed. An error that is no refusal may have happened before or after the step was
 * written.
 */
export const stepProblem = (error: unknown): StepProblem => (isRefusal(error) ? BY_CODE[error.code] : 'unknown');
