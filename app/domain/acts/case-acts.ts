import * as z from 'zod/mini';
import { isUuid } from '../uuid';
import { NOT_ACCEPTED_REASONS, VERDICTS } from '../vocabulary';
import type { ActRule, CaseActRule } from './act';
import { onCaseExtension } from './extension-acts';
import { onCaseOutside } from './outside-acts';
import { onCaseReopening } from './reopening-acts';
import { onCaseReview } from './review-acts';

const id = z.string().check(z.refine(isUuid));

const ALL = ['intake', 'handler', 'lead'] as const;
const ENFORCERS = ['handler', 'lead'] as const;
const TEXT = { kind: 'text' } as const;

/** What can be done on a case's page. Permission, stages, form, fields, buttons, timeline and the order of next acts derive from it. */
export const onCase = {
  accept: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['registered'],
    to: 'accepted',
    event: 'accepted',
    order: 1,
    form: {},
  },
  assign: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: ['accepted', 'assigned', 'verifying'],
    event: 'assigned',
    order: 2,
    form: { fields: { officer: { kind: 'officer', clear: true } } },
  },
  proposeVerdict: {
    by: ['handler'],
    where: 'assigned',
    content: true,
    stages: ['assigned', 'verifying'],
    officerOnly: true,
    otherThanFirst: true,
    event: 'verdictProposed',
    order: 3,
    form: {
      fields: {
        verdict: { kind: 'choice', choices: VERDICTS, clear: true },
        text: TEXT,
        unvisited: { kind: 'text', until: 'siteVisitedOn', clear: 'stated' },
      },
      part: { kind: 'finding' },
    },
  },
  visit: {
    by: ['handler'],
    where: 'assigned',
    content: true,
    stages: ['assigned', 'verifying'],
    officerOnly: true,
    otherThanFirst: true,
    event: 'siteVisited',
    order: 4,
    form: {
      fields: { visitedOn: { kind: 'day', latest: 'today', clear: true }, text: TEXT },
      part: { kind: 'note', about: 'visit' },
    },
  },
  confirmVerdict: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: ['verdictProposed'],
    secondPerson: true,
    otherThanFirst: true,
    event: 'verdictConfirmed',
    order: 5,
    form: { clear: { finding: id, verdict: z.enum(VERDICTS) } },
  },
  returnVerdict: {
    by: ['lead'],
    where: 'ownUnit',
    content: true,
    stages: ['verdictProposed'],
    event: 'verdictReturned',
    order: 6,
    aside: true,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'return' } },
  },
  reply: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['verdictConfirmed'],
    to: 'replied',
    event: 'replied',
    order: 7,
    form: { messages: 'each' },
  },
  recordPenalty: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['verdictConfirmed', 'replied'],
    ifFound: true,
    once: 'penaltyRecordedOn',
    event: 'penaltyRecorded',
    order: 8,
    form: { part: { kind: 'penalty' } },
  },
  rectify: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['verdictConfirmed', 'replied'],
    ifFound: true,
    once: 'rectifiedOn',
    event: 'rectified',
    order: 9,
    form: { fields: { text: TEXT }, part: { kind: 'evidence', about: 'rectification' } },
  },
  strikeOff: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['verdictConfirmed', 'replied'],
    ifFound: true,
    once: 'struckOffOn',
    after: 'rectifiedOn',
    event: 'struckOff',
    order: 10,
    form: { fields: { text: TEXT }, part: { kind: 'evidence', about: 'strikeOff' } },
  },
  close: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['replied'],
    to: 'closed',
    event: 'closed',
    order: 11,
    form: {},
  },
  transfer: {
    by: ALL,
    where: 'ownUnit',
    content: true,
    stages: ['registered', 'accepted', 'assigned', 'verifying', 'replied', 'objected'],
    event: 'transferred',
    order: 12,
    aside: true,
    awaitedAt: ['objected'],
    form: { keys: true, part: { kind: 'note', about: 'transfer' } },
  },
  refuse: {
    by: ALL,
    where: 'ownUnit',
    content: true,
    stages: ['registered'],
    event: 'refused',
    order: 13,
    aside: true,
    form: {
      fields: { reason: { kind: 'choice', choices: NOT_ACCEPTED_REASONS, clear: true }, text: TEXT },
      messages: 'each',
    },
  },
  correctPenalty: {
    by: ENFORCERS,
    where: 'ownUnit',
    content: true,
    stages: ['verdictConfirmed', 'replied'],
    after: 'penaltyRecordedOn',
    anew: 'penaltyRecordedOn',
    event: 'penaltyCorrected',
    order: 14,
    aside: true,
    form: { part: { kind: 'penalty' } },
  },
  message: {
    by: ALL,
    where: 'ownUnit',
    content: true,
    event: 'messaged',
    order: 15,
    form: { messages: 'one' },
  },
  note: {
    by: ALL,
    where: 'ownUnit',
    content: true,
    order: 16,
    form: { fields: { text: TEXT }, part: { kind: 'note', about: 'note' } },
  },
  ...onCaseExtension,
  ...onCaseOutside,
  ...onCaseReview,
  ...onCaseReopening,
} as const satisfies Record<string, CaseActRule>;

/** An act on the case page by its short name: the value of the form field `act`, and the log's verb after `case.`. */
export type CaseActName = keyof typeof onCase;
export const CASE_ACT_NAMES = (Object.keys(onCase) as CaseActName[]).sort((a, b) => onCase[a].order - onCase[b].order);

type Rows = typeof onCase;
/** An act whose row names stages: a step of the case. */
export type CaseStep = { [A in CaseActName]: Rows[A] extends { readonly stages: object } ? A : never }[CaseActName];
/** Acts that no stage forbids. */
export type AnyStageAct = Exclude<CaseActName, CaseStep>;
/** The days on which acts that may be done only once were done. */
export type OnceDone = Extract<Rows[CaseActName], { readonly once: string }>['once'];
export const ONCE_DONE = CASE_ACT_NAMES.flatMap((act): OnceDone | [] => {
  const row = onCase[act];
  return 'once' in row ? row.once : [];
});

type Prefixed = { readonly [A in CaseActName as `case.${A}`]: (typeof onCase)[A] };
const prefixed = Object.fromEntries(
  Object.entries(onCase).map(([name, row]) => [`case.${name}`, row]),
) as unknown as Prefixed;

/**
 * Casework, the queue and oversight of cases, marks of units found accused later, and deleting the content of a case.
 */
export const caseActs = {
  'queue.read': { by: ALL, where: 'ownUnit' },
  'oversight.read': { by: ['supervisor', 'auditor'], where: 'county' },
  'limits.settle': { by: ['system'], where: 'county' },

  ...prefixed,
  'case.read': { by: ALL, where: 'ownUnit', content: true, logged: true },
  'case.renewKeys': { by: ALL, where: 'ownUnit', content: true },

  'accused.mark': { by: ALL, where: 'ownUnit', content: true },
  'accused.confirm': { by: ['guardian'], where: 'county', certified: true },
  'accused.refuse': { by: ['guardian'], where: 'county', certified: true },

  'deletion.ask': { by: ['lead'], where: 'ownUnit', content: true },
  'deletion.confirm': { by: ['guardian'], where: 'county', certified: true },
  'deletion.refuse': { by: ['guardian'], where: 'county', certified: true },
  'deletion.carryOut': { by: ['system'], where: 'county' },
} as const satisfies Record<string, ActRule>;
