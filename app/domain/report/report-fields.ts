import * as z from 'zod/mini';
import { isSectorCode } from '~/domain/county/sector-list';
import { isIdentityDocument, isPhone } from '~/domain/personal-number';
import { readCount } from '~/domain/typed/count';
import { plainNumber } from '~/domain/typed/number';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import { isBlank } from '~/domain/typed/text';
import { ANONYMITY, type Anonymity, MATTERS, SITUATIONS } from '~/domain/vocabulary';

/**
 * How the page asks. `own` means that the page has a question of its own for it. The words stand under the field's
 * name.
 */
export type ReportControl =
  | { kind: 'text'; width?: 3 | 20; type?: 'tel'; inputMode?: 'numeric' | 'tel' }
  | { kind: 'area'; rows: number }
  | { kind: 'date' }
  | { kind: 'select'; codes: readonly string[] }
  | { kind: 'own' };

type Entry = {
  /** Longest text in UTF-16 units, tested before anything else is done with it. */
  limit: number;
  /** Parses what was typed; the schema's messages are error codes. */
  read: z.ZodMiniType;
  /**
   * Where the form asks it: required questions come first, `more` is folded away, `named` is for reporters who give
   * their name.
   */
  section: 'start' | 'where' | 'more' | 'who' | 'named' | 'consent' | 'reward' | null;
  control: ReportControl;
  /** The answer may be left out. */
  optional?: true;
  /** Asked of these reporters only; what others left in the field is neither read nor kept. */
  only?: Anonymity;
  /**
   * Where the answer is sealed under its own name: `narrative` is read by whoever handles the case, `identity` by two
   * people together. Fields without it are part of the report's own shape (`ReportDraft`).
   */
  answer?: 'narrative' | 'identity';
};

const refuse = (code: string) => ({ error: code });
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
/** Which trades are offered, the county says; here only what a code looks like is known. */
const sector = required.check(z.refine(isSectorCode, refuse('notAChoice')));
const maybeChoice = <const T extends readonly [string, ...string[]]>(codes: T) =>
  z.pipe(maybe, z.nullable(z.enum(codes, refuse('notAChoice'))));
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
const phone = number.check(z.refine((typed) => typed === null || isPhone(typed), refuse('notAPhone')));
const document = number.check(
  z.refine((typed) => typed === null || isIdentityDocument(typed), refuse('notAnIdNumber')),
);
const deaths = z.pipe(
  z.pipe(text, z.transform(readCount)).check(z.refine((count) => count !== null, refuse('notANumber'))),
  z.transform((count) => count ?? 0),
);
const token = required.check(z.refine((typed) => /^[\w.~+/=-]+$/.test(typed), refuse('malformed')));

const OWN = { kind: 'own' } as const;

/**
 * Every field of the report form, once, in the order of the page. The form, the check page, what is sealed, and the
 * views of those who may read it are made from here. Files are handled separately.
 */
export const REPORT_FORM = {
  urgent: { limit: 8, read: ticked, section: 'start', control: OWN },
  description: { limit: 20_000, read: required.check(noCode), section: 'start', control: { kind: 'area', rows: 5 } },
  matter: { limit: 40, read: choice(MATTERS), section: 'start', control: OWN },
  deaths: {
    limit: 40,
    read: deaths,
    section: 'start',
    control: { kind: 'text', width: 3, inputMode: 'numeric' },
    optional: true,
  },
  sector: { limit: 40, read: sector, section: 'start', control: OWN },
  area: { limit: 40, read: code, section: 'where', control: OWN },
  employer: { limit: 200, read: told, section: 'where', control: OWN },
  place: { limit: 500, read: told, section: 'where', control: { kind: 'text' }, optional: true },
  accusedUnit: { limit: 64, read: code, section: 'where', control: OWN },
  situation: {
    limit: 40,
    read: maybeChoice(SITUATIONS),
    section: 'more',
    control: { kind: 'select', codes: SITUATIONS },
    optional: true,
    answer: 'narrative',
  },
  /** A schema that needs today's date, which only the caller knows. */
  occurredOn: { limit: 40, read: maybe, section: 'more', control: { kind: 'date' }, optional: true },
  insider: { limit: 8, read: ticked, section: 'more', control: OWN },
  anonymity: { limit: 16, read: choice(ANONYMITY), section: 'who', control: OWN },
  /** The only thing that an anonymous reporter may leave; it becomes the identity's telephone number. */
  contactPhone: {
    limit: 40,
    read: phone,
    section: 'who',
    control: { kind: 'text', width: 20, type: 'tel', inputMode: 'tel' },
    optional: true,
    only: 'anonymous',
  },
  name: { limit: 100, read: told, section: 'named', control: { kind: 'text', width: 20 }, only: 'named' },
  phone: {
    limit: 40,
    read: phone,
    section: 'named',
    control: { kind: 'text', width: 20, type: 'tel', inputMode: 'tel' },
    only: 'named',
  },
  idNumber: {
    limit: 40,
    read: document,
    section: 'named',
    control: { kind: 'text', width: 20 },
    optional: true,
    only: 'named',
  },
  jointReporters: {
    limit: 400,
    read: told,
    section: 'named',
    control: { kind: 'area', rows: 3 },
    optional: true,
    only: 'named',
    answer: 'identity',
  },
  consent: { limit: 8, read: ticked, section: 'consent', control: OWN },
  wantsReward: { limit: 8, read: ticked, section: 'reward', control: OWN },
  site: { limit: 64, read: code, section: null, control: OWN },
  formToken: { limit: 256, read: token, section: null, control: OWN },
} as const satisfies Record<string, Entry>;

export type ReportField = keyof typeof REPORT_FORM;
export type ReportAnswers = { [F in ReportField]: z.output<(typeof REPORT_FORM)[F]['read']> };
export const REPORT_FIELDS = Object.keys(REPORT_FORM) as ReportField[];

/** A field's entry, with every property that an entry may have. */
export const reportEntry = (field: ReportField): Entry => REPORT_FORM[field];

type AnswerOf<A> = { [F in ReportField]: (typeof REPORT_FORM)[F] extends { answer: A } ? F : never }[ReportField];
/** Fields that are sealed under their own name in the narrative, and in the identity. */
export type NarrativeAnswer = AnswerOf<'narrative'>;
export type IdentityAnswer = AnswerOf<'identity'>;

const answersIn = (place: Entry['answer']) => REPORT_FIELDS.filter((field) => reportEntry(field).answer === place);
export const NARRATIVE_ANSWERS = answersIn('narrative') as NarrativeAnswer[];
export const IDENTITY_ANSWERS = answersIn('identity') as IdentityAnswer[];

/** The fields of the sections, for pages. */
export const fieldsOf = (section: Entry['section']): ReportField[] =>
  REPORT_FIELDS.filter((field) => reportEntry(field).section === section);

/** Is the field asked of reporters of this kind? */
export const isAskedOf = (field: ReportField, anonymity: string | undefined): boolean => {
  const { only } = reportEntry(field);
  return only === undefined || only === (anonymity === 'anonymous' ? 'anonymous' : 'named');
};
