import type { IsoDate } from '~/domain/dates';
import { readDay } from '~/domain/typed/day';
import type { Anonymity, Matter, Sector } from '~/domain/vocabulary';
import {
  IDENTITY_ANSWERS,
  type IdentityAnswer,
  isAskedOf,
  NARRATIVE_ANSWERS,
  type NarrativeAnswer,
  REPORT_FIELDS,
  type ReportAnswers,
  type ReportField,
  reportEntry,
} from './report-fields';

export type ReportErrorCode =
  | 'required'
  | 'tooLong'
  | 'notAChoice'
  | 'notADate'
  | 'noSuchDay'
  | 'inFuture'
  | 'notANumber'
  | 'notAPhone'
  | 'notAnIdNumber'
  | 'consentRequired'
  | 'receiptCode'
  | 'aboutOffice'
  | 'malformed';
export type ReportError = { field: ReportField; code: ReportErrorCode };

export type ReportDraft = {
  matter: Matter;
  sector: Sector;
  town: string | null;
  employer: string | null;
  accusedUnitId: string | null;
  urgent: boolean;
  deaths: number;
  description: string;
  place: string | null;
  occurredOn: IsoDate | null;
  insider: boolean;
  anonymity: Anonymity;
  /** Null for anonymous reports, except those that leave a telephone number; their name is ''. */
  identity: ReportedIdentity | null;
  wantsReward: boolean;
  consent: boolean;
  siteCode: string | null;
  formToken: string;
  /** A test report of the staff; nobody else can make one. */
  test?: true;
  /** Answers that are sealed under their own name; absent when there are none. */
  answers?: Partial<Record<NarrativeAnswer, string>>;
};

export type ReportedIdentity = { name: string; phone: string; idNumber: string | null } & Partial<
  Record<IdentityAnswer, string>
>;

/**
 * Reads the submitted form (all strings; missing means empty). `today` (China time) tells which day 昨天 is and refuses
 * days in the future. Errors are codes per field in page order, never sentences and never what was typed.
 */
export function parseReportForm(
  fields: Readonly<Record<string, string | undefined>>,
  { today }: { today: IsoDate },
): { ok: true; draft: ReportDraft } | { ok: false; errors: ReportError[] } {
  const values: Partial<Record<ReportField, unknown>> = {};
  const errors: ReportError[] = [];
  for (const field of REPORT_FIELDS) {
    // Identity fields left over from a change of mind are neither checked nor kept.
    const typed = isAskedOf(field, fields.anonymity?.trim()) ? (fields[field] ?? '') : '';
    const { limit, read } = reportEntry(field);
    const problem = typed.length > limit ? 'tooLong' : null;
    const result = read.safeParse(problem === null ? typed : '');
    if (problem !== null) errors.push({ field, code: problem });
    else if (result.success) values[field] = result.data;
    else errors.push({ field, code: (result.error.issues[0]?.message ?? 'malformed') as ReportErrorCode });
  }
  errors.push(...readOccurredOn(values, today), ...acrossFields(values as Partial<ReportAnswers>, errors));
  errors.sort((a, b) => REPORT_FIELDS.indexOf(a.field) - REPORT_FIELDS.indexOf(b.field));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, draft: toDraft(values as ReportAnswers) };
}

/** Replaces what was typed by the day that was meant. */
function readOccurredOn(values: Partial<Record<ReportField, unknown>>, today: IsoDate): ReportError[] {
  const typed = values.occurredOn;
  if (typeof typed !== 'string') return [];
  const read = readDay(typed, today);
  const code = 'problem' in read ? DAY_ERRORS[read.problem] : read.day > today ? 'inFuture' : null;
  if ('day' in read) values.occurredOn = read.day;
  return code === null ? [] : [{ field: 'occurredOn', code }];
}
const DAY_ERRORS = { notADay: 'notADate', noSuchDay: 'noSuchDay' } as const;

/**
 * A named report needs name, phone and the separate consent to keep them (个人信息保护法 Art. 29); so does a phone number left
 * without a name.
 */
function acrossFields(values: Partial<ReportAnswers>, found: readonly ReportError[]): ReportError[] {
  const errors: ReportError[] = [];
  const add = (field: ReportField, code: ReportErrorCode) => {
    if (!found.some((error) => error.field === field)) errors.push({ field, code });
  };
  if (values.anonymity === 'named') {
    if (!values.name) add('name', 'required');
    if (!values.phone) add('phone', 'required');
    if (!values.consent) add('consent', 'consentRequired');
  }
  if (values.contactPhone && !values.consent) add('consent', 'consentRequired');
  return errors;
}

/** The days, counts and numbers as they were understood, to show them back; fields that stay as typed are left out. */
export function cleanAnswers({
  deaths,
  occurredOn,
  identity,
  anonymity,
}: ReportDraft): Partial<Record<ReportField, string>> {
  return {
    deaths: String(deaths),
    ...(occurredOn !== null && { occurredOn }),
    ...(identity !== null &&
      (anonymity === 'anonymous'
        ? { contactPhone: identity.phone }
        : { phone: identity.phone, idNumber: identity.idNumber ?? '' })),
  };
}

function toDraft(values: ReportAnswers): ReportDraft {
  const { area, accusedUnit, site, matter, sector, urgent, employer, place, description, occurredOn } = values;
  const identity = identityIn(values);
  const answers = given(values, NARRATIVE_ANSWERS);
  return {
    matter,
    sector,
    town: area,
    employer,
    accusedUnitId: accusedUnit,
    urgent,
    deaths: values.deaths,
    description,
    place,
    occurredOn,
    insider: values.insider,
    anonymity: values.anonymity,
    identity,
    wantsReward: values.wantsReward,
    consent: identity !== null && values.consent,
    siteCode: site,
    formToken: values.formToken,
    ...(Object.keys(answers).length > 0 && { answers }),
  };
}

function identityIn(values: ReportAnswers): ReportedIdentity | null {
  const { anonymity, name, phone, idNumber, contactPhone } = values;
  if (anonymity === 'anonymous')
    return contactPhone === null ? null : { name: '', phone: contactPhone, idNumber: null };
  return name === null || phone === null ? null : { name, phone, idNumber, ...given(values, IDENTITY_ANSWERS) };
}

/** Those of the fields that have an answer. */
function given<F extends ReportField>(values: ReportAnswers, fields: readonly F[]): Partial<Record<F, string>> {
  const answers: Partial<Record<F, string>> = {};
  for (const field of fields) {
    const value: unknown = values[field];
    if (typeof value === 'string') answers[field] = value;
  }
  return answers;
}
