import { postedMessages, postedPart, postedTransfer } from '~/contract/posted/case-act';
import { readField, readPosted, uuid } from '~/contract/posted/posted';
import { isIsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { NOT_ACCEPTED_REASONS, VERDICTS } from '~/domain/vocabulary';
import {
  acceptCase,
  addNote,
  assignCase,
  closeCase,
  confirmVerdict,
  correctPenalty,
  proposeVerdict,
  recordPenalty,
  rectify,
  refuseCase,
  replyCase,
  returnVerdict,
  sendStaffMessage,
  strikeOff,
  visitCase,
} from '~/services/case.server';
import { transferCase } from '~/services/case-transfer.server';
import type { House } from '~/services/house.server';
import type { ParsedForm } from './form.server';
import type { StaffActor } from './staff.server';

/** Values of the form field `act`; stable. */
export const CASE_ACTS = [
  'accept',
  'refuse',
  'transfer',
  'assign',
  'message',
  'note',
  'visit',
  'verdict',
  'confirm',
  'return',
  'penalty',
  'correctPenalty',
  'rectify',
  'strikeOff',
  'reply',
  'close',
] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

/** Largest posted field: a reply to every reporter of a case, or all its keys for another unit. */
export const CASE_FORM_LIMITS = { fieldBytes: 4 * 1024 * 1024, fields: 20 };

type Run = (house: House, actor: StaffActor, caseId: string, form: ParsedForm) => Promise<void>;

const RUN: Record<CaseAct, Run> = {
  accept: acceptCase,
  refuse: (house, actor, caseId, form) =>
    refuseCase(house, actor, caseId, {
      reason: choice(form, 'reason', NOT_ACCEPTED_REASONS),
      messages: messages(form),
    }),
  transfer: (house, actor, caseId, form) => transferCase(house, actor, caseId, transfer(form)),
  assign: (house, actor, caseId, form) =>
    assignCase(house, actor, caseId, readField(uuid, form.text('officer'), 'officer')),
  message: (house, actor, caseId, form) => {
    const [message] = messages(form);
    if (!message) throw new Refusal('invalid', { field: 'message' });
    return sendStaffMessage(house, actor, caseId, message);
  },
  note: (house, actor, caseId, form) => addNote(house, actor, caseId, part(form)),
  visit: (house, actor, caseId, form) => {
    const visitedOn = form.text('visitedOn');
    if (!isIsoDate(visitedOn)) throw new Refusal('invalid', { field: 'visitedOn' });
    return visitCase(house, actor, caseId, { visitedOn, note: part(form) });
  },
  verdict: (house, actor, caseId, form) =>
    proposeVerdict(house, actor, caseId, {
      verdict: choice(form, 'verdict', VERDICTS),
      finding: part(form),
      unvisited: form.text('unvisited') === 'stated',
    }),
  confirm: (house, actor, caseId, form) => confirmVerdict(house, actor, caseId, form.text('finding')),
  return: (house, actor, caseId, form) => returnVerdict(house, actor, caseId, part(form)),
  penalty: (house, actor, caseId, form) => recordPenalty(house, actor, caseId, part(form)),
  correctPenalty: (house, actor, caseId, form) => correctPenalty(house, actor, caseId, part(form)),
  rectify: (house, actor, caseId, form) => rectify(house, actor, caseId, part(form)),
  strikeOff: (house, actor, caseId, form) => strikeOff(house, actor, caseId, part(form)),
  reply: (house, actor, caseId, form) => replyCase(house, actor, caseId, messages(form)),
  close: closeCase,
};

/**
 * Does what the case page's form asks: `act`, clear choices (`reason officer visitedOn verdict unvisited finding`), and what the browser
 * sealed as JSON with URL-safe Base64 bytes (`part messages transfer`). Returns the act; Refusal `invalid` and the act's own.
 */
export async function runCaseAct(house: House, actor: StaffActor, caseId: string, form: ParsedForm): Promise<CaseAct> {
  const act = choice(form, 'act', CASE_ACTS);
  await RUN[act](house, actor, caseId, form);
  return act;
}

function choice<const T extends readonly string[]>(form: ParsedForm, field: string, known: T): T[number] {
  const found = known.find((value) => value === form.text(field));
  if (found === undefined) throw new Refusal('invalid', { field });
  return found;
}

const part = (form: ParsedForm) => readPosted(postedPart, form.text('part'), 'part');
const messages = (form: ParsedForm) => readPosted(postedMessages, form.text('messages'), 'message');
const transfer = (form: ParsedForm) => ({
  ...readPosted(postedTransfer, form.text('transfer'), 'unit'),
  note: part(form),
});
