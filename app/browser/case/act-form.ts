import { deviceDay, laterDay } from '~/browser/own-day';
import type { CaseField } from '~/domain/acts/act';
import type { CaseActName } from '~/domain/acts/case-acts';
import { fieldsOf } from '~/domain/acts/case-fields';
import type { IsoDate } from '~/domain/dates';
import type { AccidentProblem } from '~/domain/report/accident-entry';
import { readDay, readDayAhead } from '~/domain/typed/day';
import { isBlank } from '~/domain/typed/text';

/** Longest text of one field; sealed, it stays well below what the server takes. */
export const LONGEST_TEXT = 8_000;

export type Typed = (field: string) => string;
export type FieldError =
  | 'required'
  | 'chooseOne'
  | AccidentProblem
  | 'badDay'
  | 'badDate'
  | 'badAmount'
  | 'badCreditCode'
  | 'tooLong'
  | 'excludedUnit'
  | 'untold'
  | 'notRead'
  | 'otherVerdict'
  | 'notSure'
  | 'movedOn'
  | 'noSuperior'
  | 'noHolders'
  | 'scanTooLarge'
  | 'scanKind';
export type FieldErrors = { errors: Record<string, FieldError> };

/** What the page shows of the case in the clear, as far as forms need it. */
export type ShownFacts = { verdict: string | null; siteVisitedOn: IsoDate | null };

export const typedIn =
  (form: FormData): Typed =>
  (field) => {
    const value = form.get(field);
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  };

/** The fields for which the form of an act asks now, by its row. */
export const askedFields = (act: CaseActName, facts: ShownFacts): [name: string, field: CaseField][] =>
  fieldsOf(act).filter(([, field]) => field.kind !== 'text' || !field.until || facts[field.until] === null);

/**
 * Reads what was typed into the form of an act, by its row: `said` is all of it, to be sealed, and `told` is what the
 * server learns in the clear.
 */
export function readFields(
  act: CaseActName,
  typed: Typed,
  { today, facts }: { today: IsoDate; facts: ShownFacts },
): { said: Record<string, string>; told: Record<string, string> } | FieldErrors {
  const [said, told, errors]: [Record<string, string>, Record<string, string>, FieldErrors['errors']] = [{}, {}, {}];
  for (const [name, field] of askedFields(act, facts)) {
    const read = readField(field, typed(name), today);
    if ('error' in read) errors[name] = read.error;
    else {
      said[name] = read.value;
      if (field.clear) told[name] = field.kind === 'text' ? 'stated' : read.value;
    }
  }
  return Object.keys(errors).length > 0 ? { errors } : { said, told };
}

function readField(field: CaseField, typed: string, today: IsoDate): { value: string } | { error: FieldError } {
  if (field.kind === 'text') return textError(typed) ?? { value: typed };
  if (field.kind === 'day') return typed === '' ? { error: 'required' } : readPossibleDay(field, typed, today);
  return typed === '' ? { error: 'chooseOne' } : { value: typed };
}

/** What is wrong with a text that is required. */
export const textError = (typed: string): { error: FieldError } | null => {
  if (isBlank(typed)) return { error: 'required' };
  return typed.length > LONGEST_TEXT ? { error: 'tooLong' } : null;
};

function readPossibleDay(
  { latest }: { latest?: 'today' },
  typed: string,
  today: IsoDate,
): { value: IsoDate } | { error: FieldError } {
  // A page may stay open past midnight, and a device's clock may be slow.
  const now = laterDay(today, deviceDay());
  if (latest !== 'today') return readSureDay(typed, now);
  const read = readDay(typed, now);
  if (!('day' in read)) return { error: 'badDay' };
  return read.day > now ? { error: 'badDate' } : { value: read.day };
}

/** The forms of acts do not show a day back before it is sealed, so a day ahead is taken only as it was written. */
function readSureDay(typed: string, today: IsoDate): { value: IsoDate } | { error: FieldError } {
  const read = readDayAhead(typed, today);
  return 'day' in read && read.sure ? { value: read.day } : { error: 'badDay' };
}
