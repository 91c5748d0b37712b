import * as z from 'zod/mini';
import type { IsoDate } from './dates';
import { isIdentityDocument, isPhone } from './personal-number';
import { readCount } from './typed/count';
import { readDay } from './typed/day';
import { plainNumber } from './typed/number';
import { holdsReceiptCode } from './typed/receipt-code';
import { isBlank } from './typed/text';
import { ANONYMITY, type Anonymity, MATTERS, type Matter, SECTORS, type Sector } from './vocabulary';

/** The report form's text fields, in the order of the page. Files come beside them. */
export const REPORT_FIELDS = [
  'matter',
  'sector',
  'area',
  'employer',
  'accusedUnit',
  'urgent',
  'deaths',
  'description',
  'place',
  'occurredOn',
  'insider',
  'anonymity',
  'name',
  'phone',
  'idNumber',
  'wantsReward',
  'consent',
  'site',
  'formToken',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** Longest text of each field in UTF-16 units, tested before anything else looks at it. */
export const FIELD_LIMITS: Record<ReportField, number> = {
  matter: 40,
  sector: 40,
  area: 40,
  employer: 200,
  accusedUnit: 64,
  urgent: 8,
  deaths: 8,
  description: 20_000,
  place: 500,
  occurredOn: 20,
  insider: 8,
  anonymity: 16,
  name: 100,
  phone: 40,
  idNumber: 40,
  wantsReward: 8,
  consent: 8,
  site: 64,
  formToken: 256,
};

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
  /** Null for anonymous reports, whatever was typed. */
  identity: { name: string; phone: string; idNumber: string | null } | null;
  wantsReward: boolean;
  consent: boolean;
  siteCode: string | null;
  formToken: string;
};

const refuse = (code: ReportErrorCode) => ({ error: code });
const text = z.pipe(
  z.string(),
  z.transform((typed: string) => typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim()),
);
const maybe = z.pipe(
  text,
  z.transform((typed) => (isBlank(typed) ? null : typed)),
);
const required = text.check(z.refine((typed) => !isBlank(typed), refuse('required')));
/** Whoever reads a report must not learn a code that opens a reporter's page. */
const noCode = z.refine<string | null>((typed) => typed === null || !holdsReceiptCode(typed), refuse('receiptCode'));
const told = maybe.check(noCode);
const code = maybe.check(
  z.refine((typed) => typed === null || /^[\p{L}\p{N}._:-]+$/u.test(typed), refuse('malformed')),
);
const choice = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.pipe(required, z.enum(codes, refuse('notAChoice')));
/** A box that is ticked or not, or a pair of radio buttons. */
const yesNo = z.pipe(text, z.enum(['yes', 'on', 'true', '1', 'no', 'false', '0', ''], refuse('notAChoice')));
const ticked = z.pipe(
  yesNo,
  z.transform((typed) => ['yes', 'on', 'true', '1'].includes(typed)),
);
const number = z.pipe(
  text,
  z.transform((typed) => plainNumber(typed) || null),
);
const deaths = z.pipe(
  z.pipe(text, z.transform(readCount)).check(z.refine((count) => count !== null, refuse('notANumber'))),
  z.transform((count) => count ?? 0),
);
/** Read with the day it is, which only the caller knows: see `acrossFields`. */
const day = maybe;

/** The fields one by one; messages are error codes. Rules across fields stand in `acrossFields`. */
const reportFieldSchemas = {
  matter: choice(MATTERS),
  sector: choice(SECTORS),
  area: code,
  employer: told,
  accusedUnit: code,
  urgent: ticked,
  deaths,
  description: required.check(noCode),
  place: told,
  occurredOn: day,
  insider: ticked,
  anonymity: choice(ANONYMITY),
  name: told,
  phone: number.check(z.refine((typed) => typed === null || isPhone(typed), refuse('notAPhone'))),
  idNumber: number.check(z.refine((typed) => typed === null || isIdentityDocument(typed), refuse('notAnIdNumber'))),
  wantsReward: ticked,
  consent: ticked,
  site: code,
  formToken: required.check(z.refine((typed) => /^[\w.~+/=-]+$/.test(typed), refuse('malformed'))),
} as const satisfies Record<ReportField, z.ZodMiniType>;

type Parsed = { [F in ReportField]: z.output<(typeof reportFieldSchemas)[F]> };

/**
 * Reads the submitted form (all strings; missing means empty). `today` (China time) tells what 昨天 is and refuses days to come.
 * Errors are codes per field in page order, never sentences and never what was typed.
 */
export function parseReportForm(
  fields: Readonly<Record<string, string | undefined>>,
  { today }: { today: IsoDate },
): { ok: true; draft: ReportDraft } | { ok: false; errors: ReportError[] } {
  const values: Partial<Record<ReportField, unknown>> = {};
  const errors: ReportError[] = [];
  const anonymous = fields.anonymity?.trim() === 'anonymous';
  for (const field of REPORT_FIELDS) {
    // Identity left over from a change of mind is neither checked nor kept.
    const typed = anonymous && isIdentityField(field) ? '' : (fields[field] ?? '');
    const problem = typed.length > FIELD_LIMITS[field] ? 'tooLong' : null;
    const result = reportFieldSchemas[field].safeParse(problem === null ? typed : '');
    if (problem !== null) errors.push({ field, code: problem });
    else if (result.success) values[field] = result.data;
    else errors.push({ field, code: (result.error.issues[0]?.message ?? 'malformed') as ReportErrorCode });
  }
  errors.push(...readOccurredOn(values, today), ...acrossFields(values as Partial<Parsed>, errors));
  errors.sort((a, b) => REPORT_FIELDS.indexOf(a.field) - REPORT_FIELDS.indexOf(b.field));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, draft: toDraft(values as Parsed) };
}

function isIdentityField(field: ReportField): boolean {
  return field === 'name' || field === 'phone' || field === 'idNumber';
}

/** Puts the day that was meant in the place of what was typed. */
function readOccurredOn(values: Partial<Record<ReportField, unknown>>, today: IsoDate): ReportError[] {
  const typed = values.occurredOn;
  if (typeof typed !== 'string') return [];
  const read = readDay(typed, today);
  const code = 'problem' in read ? DAY_ERRORS[read.problem] : read.day > today ? 'inFuture' : null;
  if ('day' in read) values.occurredOn = read.day;
  return code === null ? [] : [{ field: 'occurredOn', code }];
}
const DAY_ERRORS = { notADay: 'notADate', noSuchDay: 'noSuchDay' } as const;

/** A named report needs name, phone and the separate consent to keep them (个人信息保护法 Art. 29). */
function acrossFields(values: Partial<Parsed>, found: readonly ReportError[]): ReportError[] {
  const errors: ReportError[] = [];
  const add = (field: ReportField, code: ReportErrorCode) => {
    if (!found.some((error) => error.field === field)) errors.push({ field, code });
  };
  if (values.anonymity === 'named') {
    if (!values.name) add('name', 'required');
    if (!values.phone) add('phone', 'required');
    if (!values.consent) add('consent', 'consentRequired');
  }
  return errors;
}

/** What was read out of days, counts and numbers, as it is shown back; fields that stay as typed are left out. */
export function cleanAnswers({ deaths, occurredOn, identity }: ReportDraft): Partial<Record<ReportField, string>> {
  return {
    deaths: String(deaths),
    ...(occurredOn !== null && { occurredOn }),
    ...(identity !== null && { phone: identity.phone, idNumber: identity.idNumber ?? '' }),
  };
}

function toDraft(values: Parsed): ReportDraft {
  const { area, accusedUnit, site, name, phone, idNumber, ...rest } = values;
  const named = rest.anonymity === 'named' && name !== null && phone !== null;
  return {
    ...rest,
    town: area,
    accusedUnitId: accusedUnit,
    siteCode: site,
    identity: named ? { name, phone, idNumber } : null,
    consent: named && rest.consent,
  };
}
