import type { CaseField } from '../acts/act';
import { CASE_ACT_NAMES } from '../acts/case-acts';
import { type FieldNamed, fieldsOf, type ToldField } from '../acts/case-fields';
import type { LogValue } from './log';

/** What a row of the log can be about: the part of its subject before the colon. */
export type LogSubjectKind =
  | 'batch'
  | 'calendar'
  | 'case'
  | 'ceremony'
  | 'county'
  | 'directory'
  | 'employer'
  | 'enrol'
  | 'fund'
  | 'mark'
  | 'member'
  | 'order'
  | 'origins'
  | 'penalty'
  | 'policy'
  | 'posting'
  | 'proposal'
  | 'release'
  | 'report'
  | 'reserve'
  | 'reward'
  | 'roster'
  | 'routing'
  | 'scripts'
  | 'signboard'
  | 'superior'
  | 'supervision'
  | 'superiorReport'
  | 'unit'
  | 'unitKey'
  | 'waiting';
export type LogSubject = `${LogSubjectKind}:${string}`;

/**
 * How a value is shown: as the name behind an id, a day, a sum in fen, a number, yes or no, the word of a code, or
 * unchanged.
 */
export type LogFieldKind = 'name' | 'day' | 'money' | 'count' | 'yes' | 'code' | 'text' | 'hidden';

type KindOf<F> = F extends { readonly kind: 'text' }
  ? 'yes'
  : F extends { readonly kind: 'day' }
    ? 'day'
    : F extends { readonly kind: 'choice' }
      ? 'code'
      : 'name';
const KINDS = { text: 'yes', day: 'day', choice: 'code', officer: 'name' } as const satisfies {
  readonly [K in CaseField['kind']]: KindOf<{ kind: K }>;
};

/** What the forms of a case's acts tell the server. */
const TOLD_FIELDS = Object.fromEntries(
  CASE_ACT_NAMES.flatMap(fieldsOf).flatMap(([name, { kind, clear }]) => (clear ? [[name, KINDS[kind]]] : [])),
) as { readonly [N in ToldField]: KindOf<FieldNamed<N>> };

/**
 * What acts of this version add to their row beside day, act, actor, unit and subject. `hidden` fields are for machines
 * (hashes, keys, ids of parts) and are seen only in the row's own text.
 */
export const LOG_FIELDS = {
  ...TOLD_FIELDS,
  actor: 'hidden',
  added: 'code',
  again: 'yes',
  agreed: 'yes',
  amount: 'money',
  area: 'text',
  askedBy: 'name',
  authenticators: 'count',
  backup: 'text',
  board: 'text',
  boards: 'hidden',
  caseId: 'name',
  caseTags: 'count',
  cases: 'count',
  cashCodes: 'count',
  channel: 'code',
  claims: 'count',
  count: 'count',
  duties: 'count',
  effectiveFrom: 'day',
  emergency: 'yes',
  employer: 'hidden',
  employers: 'hidden',
  epoch: 'count',
  excepted: 'count',
  expiresOn: 'day',
  fields: 'code',
  files: 'count',
  finished: 'yes',
  from: 'name',
  fundId: 'hidden',
  fundUnit: 'name',
  head: 'hidden',
  holders: 'name',
  intakeUnitId: 'name',
  jurisdiction: 'code',
  key: 'hidden',
  keyEpoch: 'count',
  keys: 'count',
  kind: 'code',
  left: 'count',
  lockedOut: 'count',
  markHash: 'hidden',
  memberId: 'name',
  members: 'count',
  method: 'code',
  missing: 'count',
  notOffered: 'yes',
  opener: 'name',
  origins: 'text',
  outcome: 'code',
  part: 'hidden',
  penalties: 'hidden',
  policies: 'text',
  policyId: 'text',
  proposedBy: 'name',
  publicKey: 'hidden',
  purpose: 'code',
  reason: 'code',
  receiptNumber: 'text',
  refused: 'code',
  registers: 'hidden',
  regulators: 'hidden',
  removed: 'code',
  replayed: 'yes',
  reportId: 'hidden',
  rewards: 'hidden',
  rewrapped: 'count',
  roles: 'code',
  routing: 'count',
  rule: 'text',
  rules: 'count',
  sector: 'code',
  secretInside: 'yes',
  seed: 'hidden',
  seedSequence: 'count',
  sequence: 'count',
  settled: 'count',
  sha256: 'hidden',
  sharesPrinted: 'yes',
  shown: 'count',
  source: 'code',
  stampDays: 'count',
  stamped: 'yes',
  step: 'code',
  takes: 'count',
  to: 'name',
  unit: 'name',
  unitKeyId: 'hidden',
  unitKeys: 'hidden',
  unitChanges: 'name',
  units: 'name',
  upperUnitId: 'name',
  urgent: 'yes',
  verdict: 'code',
  version: 'text',
  voucher: 'text',
  was: 'code',
  what: 'code',
  withdrawn: 'yes',
  year: 'text',
} as const satisfies Record<string, LogFieldKind>;

export type LogField = keyof typeof LOG_FIELDS;
/** What an act may say about itself: codes, ids and numbers under names that the auditor's page has words for. */
export type LogRecord = Readonly<Partial<Record<LogField, LogValue>>>;
/** The fields that the page shows in words. */
export type ShownLogField = { [F in LogField]: (typeof LOG_FIELDS)[F] extends 'hidden' ? never : F }[LogField];

export const isLogField = (name: string): name is LogField => Object.hasOwn(LOG_FIELDS, name);
