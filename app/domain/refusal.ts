/** `filesAway`: what keeps files cannot be reached. `noAnswer` is set by the browser itself: no answer came, so nobody knows whether it was done. */
export const REFUSAL_CODES = [
  'notFound',
  'notAllowed',
  'invalid',
  'stageForbids',
  'fundTooLow',
  'samePerson',
  'tooLate',
  'notOpen',
  'alreadyDone',
  'conflict',
  'busy',
  'filesAway',
  'expired',
  'anotherPerson',
  'shownOtherwise',
  'signedOut',
  'noAnswer',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * After these refusals the page may be out of date: something may have changed since the person who was refused saw it.
 */
export const MEANWHILE: readonly RefusalCode[] = [
  'alreadyDone',
  'stageForbids',
  'conflict',
  'shownOtherwise',
  'tooLate',
  'expired',
];

/** What a refusal may say beside its code: names and numbers that a page puts into words, never content of a report. */
export type RefusalData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * An expected "no": a rule forbids what was asked. Rules return or throw it, services throw it, and `app/web` turns it
 * into an answer in words. `code` picks the words, `field` the form field, and `data` fills the gaps in the words.
 */
export class Refusal extends Error {
  readonly refusal = true as const;
  readonly code: RefusalCode;
  readonly field?: string;
  readonly data?: RefusalData;

  constructor(code: RefusalCode, detail: { field?: string; data?: RefusalData } = {}) {
    super(detail.field === undefined ? code : `${code} (${detail.field})`);
    this.name = 'Refusal';
    this.code = code;
    if (detail.field !== undefined) this.field = detail.field;
    if (detail.data !== undefined) this.data = detail.data;
  }
}

/** Checks a brand instead of using instanceof, since the Remix bundle and the server each hold a copy of the class. */
export function isRefusal(thing: unknown): thing is Refusal {
  return typeof thing === 'object' && thing !== null && (thing as { refusal?: unknown }).refusal === true;
}
