import type { IsoDate } from '~/domain/dates';
import { readDay, readDayAhead } from '~/domain/typed/day';
import { isBlank } from '~/domain/typed/text';
import { HAZARD_GRADES, type HazardGrade } from './hazard-kinds';

/**
 * What an entry of the ledger says, in the order of form and file. Both lists of five fixes (五落实) are in it: those of
 * the national measures (responsibility, measures, funds, limit, contingency plan) and those of the county's own notice
 * (goal, measures, limit, responsibility, funds).
 */
export const HAZARD_FIELDS = [
  'employer',
  'board',
  'site',
  'foundOn',
  'grade',
  'description',
  'basis',
  'onOwnList',
  'goal',
  'responsibility',
  'measures',
  'funds',
  'dueOn',
  'contingency',
  'plan',
  'interim',
  'difficulty',
] as const;
export type HazardField = (typeof HAZARD_FIELDS)[number];
export type HazardEntry = Readonly<Record<HazardField, string>>;

const OF_EACH = ['employer', 'foundOn'] as const;
const OF_HAZARDS = ['description', 'onOwnList', 'responsibility', 'measures', 'dueOn'] as const;
/** What a major hazard needs besides: all fixes of both lists, interim measures, and a plan of its own (一患一策). */
const OF_MAJOR = ['basis', 'goal', 'funds', 'contingency', 'plan', 'interim'] as const;

/** The fields that an entry of this grade must have. */
export function neededFields(grade: HazardGrade): readonly HazardField[] {
  if (grade === 'none') return OF_EACH;
  return grade === 'general' ? [...OF_EACH, ...OF_HAZARDS] : [...OF_EACH, ...OF_HAZARDS, ...OF_MAJOR];
}

/** Fields that a check that found nothing has no use for. */
const NOT_OF_NONE: readonly HazardField[] = [...OF_HAZARDS, ...OF_MAJOR];

export type HazardProblem = 'required' | 'chooseOne' | 'tooLong' | 'badDay' | 'inFuture' | 'beforeFound';
export type HazardProblems = Partial<Record<HazardField, HazardProblem>>;
export type ReadHazard = { entry: HazardEntry; grade: HazardGrade; dueOn: IsoDate | null } | { errors: HazardProblems };

/** Longest text of one field, in characters. */
export const LONGEST_HAZARD_TEXT = 1_000;
const ONE_LINE: readonly HazardField[] = ['employer', 'board', 'site'];
const LONGEST_LINE = 200;
const CHOICES: Partial<Record<HazardField, readonly string[]>> = { grade: HAZARD_GRADES, onOwnList: ['yes', 'no'] };

/** Reads what was typed into the form of an entry. `today` is in China time. */
export function readHazard(typed: (field: HazardField) => string, today: IsoDate): ReadHazard {
  const grade = HAZARD_GRADES.find((one) => one === typed('grade'));
  if (grade === undefined) return { errors: { grade: 'chooseOne', ...problemsOf(typed, ['employer']) } };
  const without = grade === 'none' ? NOT_OF_NONE : [];
  const said = (field: HazardField) => (without.includes(field) ? '' : typed(field).trim());
  const days = { foundOn: foundOn(said('foundOn'), today), dueOn: limitOn(said('dueOn'), today) };
  const errors: HazardProblems = problemsOf(said, neededFields(grade));
  for (const name of ['foundOn', 'dueOn'] as const) {
    const read = days[name];
    if (said(name) !== '' && 'problem' in read) errors[name] = read.problem;
  }
  const found = 'day' in days.foundOn ? days.foundOn.day : null;
  const due = 'day' in days.dueOn ? days.dueOn.day : null;
  if (found !== null && due !== null && due < found) errors.dueOn = 'beforeFound';
  if (Object.keys(errors).length > 0) return { errors };
  const entry = Object.fromEntries(HAZARD_FIELDS.map((field) => [field, said(field)])) as Record<HazardField, string>;
  return { entry: { ...entry, foundOn: found ?? '', dueOn: due ?? '' }, grade, dueOn: due };
}

function problemsOf(typed: (field: HazardField) => string, needed: readonly HazardField[]): HazardProblems {
  const errors: HazardProblems = {};
  for (const field of HAZARD_FIELDS) {
    const text = typed(field);
    const choices = CHOICES[field];
    if (choices && text !== '' && !choices.includes(text)) errors[field] = 'chooseOne';
    else if (text.length > (ONE_LINE.includes(field) ? LONGEST_LINE : LONGEST_HAZARD_TEXT)) errors[field] = 'tooLong';
    else if (needed.includes(field) && isBlank(text)) errors[field] = choices ? 'chooseOne' : 'required';
  }
  return errors;
}

type DayRead = { day: IsoDate } | { problem: HazardProblem };

function foundOn(typed: string, today: IsoDate): DayRead {
  const read = readDay(typed, today);
  if (!('day' in read)) return { problem: 'badDay' };
  return read.day > today ? { problem: 'inFuture' } : read;
}

/** A limit is taken only as it was written, because the form does not show it back. */
export function limitOn(typed: string, today: IsoDate): DayRead {
  const read = readDayAhead(typed, today);
  return 'day' in read && read.sure ? { day: read.day } : { problem: 'badDay' };
}
