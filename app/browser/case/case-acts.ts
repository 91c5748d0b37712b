import type { CaseForm, CasePartKind } from '~/domain/acts/act';
import { CASE_ACT_NAMES, type CaseActName, onCase } from '~/domain/acts/case-acts';
import type { IsoDate } from '~/domain/dates';
import { parseYuan, plainYuan } from '~/domain/money';
import { type PenaltyField, parsePenaltyForm } from '~/domain/publication/penalty-form';
import { readDay } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import { plainNumber } from '~/domain/typed/number';
import { placesOf, type TransferChain } from '~/envelope/case/transfer-chain';
import { isUntold, mayTake, replyText, sealCasePart, sealMessage, sealToAll, sealTransfer } from './case-sealing';
import { newestFinding, type OpenedCase } from './case-workspace';
import { workspaceKeyring } from './use-case-workspace';

/** What goes to the server: clear choices and sealed JSON, never what was typed. */
export type Prepared = { fields: Record<string, string> };
export type FieldErrors = { errors: Record<string, FieldError> };
export type FieldError =
  | 'required'
  | 'chooseOne'
  | 'badDate'
  | 'badAmount'
  | 'badCreditCode'
  | 'tooLong'
  | 'excludedUnit'
  | 'untold'
  | 'notRead'
  | 'otherVerdict'
  | 'notSure'
  | 'movedOn';

/** Longest text of one field; sealed, it stays well below what the server takes. */
export const LONGEST_TEXT = 8_000;

export type ActContext = {
  opened: OpenedCase;
  today: IsoDate;
  /** The county's chain of transfers, asked for anew each time. */
  transfers: () => Promise<TransferChain>;
  /** The verdict that the case stands at, as the page shows it. */
  verdict: string | null;
  /** Titles of the reply's sections, in the language of the page. */
  replyTitles: { heading: string; conclusion: string; howChecked: string; decided: string; rewardDue: string };
  rewardDueOptions: Record<string, string>;
};

type Typed = (field: string) => string;
type Prepare = (typed: Typed, context: ActContext) => Promise<Prepared | FieldErrors>;

export const typedIn =
  (form: FormData): Typed =>
  (field) => {
    const value = form.get(field);
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
  };

function check(typed: Typed, required: readonly string[], choices: readonly string[] = []): FieldErrors | null {
  const errors: FieldErrors['errors'] = {};
  for (const field of required) {
    if (typed(field) === '') errors[field] = choices.includes(field) ? 'chooseOne' : 'required';
    else if (typed(field).length > LONGEST_TEXT) errors[field] = 'tooLong';
  }
  return Object.keys(errors).length > 0 ? { errors } : null;
}

/** One text, sealed as what the act's row says it is. */
const textPart =
  ({ kind, about }: { kind: CasePartKind; about: string }): Prepare =>
  async (typed, { opened }) => {
    const wrong = check(typed, ['text']);
    if (wrong) return wrong;
    const part = await sealCasePart(opened, kind, { about, text: typed('text') });
    return { fields: { part: JSON.stringify(part) } };
  };

const visit: Prepare = async (typed, { opened, today }) => {
  const read = readDay(typed('visitedOn'), today);
  const visitedOn = 'day' in read ? read.day : '';
  const wrong = check(typed, ['visitedOn', 'text']) ?? { errors: {} };
  if (!wrong.errors.visitedOn && (visitedOn === '' || visitedOn > today)) wrong.errors.visitedOn = 'badDate';
  if (Object.keys(wrong.errors).length > 0) return wrong;
  const part = await sealCasePart(opened, 'note', { about: 'visit', visitedOn, text: typed('text') });
  return { fields: { visitedOn, part: JSON.stringify(part) } };
};

const proposeVerdict: Prepare = async (typed, { opened }) => {
  const unvisited = typed('visited') === 'no';
  const wrong = check(typed, ['verdict', 'text', ...(unvisited ? ['unvisited'] : [])], ['verdict']);
  if (wrong) return wrong;
  const why: Record<string, string> = unvisited ? { unvisited: typed('unvisited') } : {};
  const part = await sealCasePart(opened, 'finding', { verdict: typed('verdict'), text: typed('text'), ...why });
  const stated: Record<string, string> = unvisited ? { unvisited: 'stated' } : {};
  return { fields: { verdict: typed('verdict'), part: JSON.stringify(part), ...stated } };
};

/**
 * Only what was opened here can be signed: the finding's own id goes along with the verdict that it says, which is no other
 * than the page shows as the case's.
 */
const confirmVerdict: Prepare = async (typed, { opened, verdict: shown }) => {
  const finding = newestFinding(opened);
  if (finding === null || typed('read') !== 'yes') return { errors: { read: 'notRead' } };
  const said = finding.content.verdict;
  if (said === undefined || said !== shown) return { errors: { '': 'otherVerdict' } };
  return { fields: { finding: finding.id, verdict: said } };
};

const message: Prepare = async (typed, { opened }) => {
  const wrong = check(typed, ['text']);
  if (wrong) return wrong;
  const reportId = typed('reportId') || (opened.reports[0]?.reportId ?? '');
  const sealed = await sealMessage(opened, reportId, typed('text'), workspaceKeyring);
  return { fields: { messages: JSON.stringify([sealed]) } };
};

const refuse: Prepare = async (typed, { opened }) => {
  const wrong = check(typed, ['reason', 'text'], ['reason']);
  if (wrong) return wrong;
  const messages = await sealToAll(opened, typed('text'), workspaceKeyring);
  return { fields: { reason: typed('reason'), messages: JSON.stringify(messages) } };
};

const reply: Prepare = async (typed, { opened, replyTitles, rewardDueOptions }) => {
  const wrong = check(typed, ['conclusion', 'howChecked', 'decided', 'rewardDue'], ['rewardDue']);
  if (wrong) return wrong;
  const text = replyText({
    heading: replyTitles.heading,
    sections: [
      { title: replyTitles.conclusion, text: typed('conclusion') },
      { title: replyTitles.howChecked, text: typed('howChecked') },
      { title: replyTitles.decided, text: typed('decided') },
      { title: replyTitles.rewardDue, text: rewardDueOptions[typed('rewardDue')] ?? '' },
    ],
  });
  return { fields: { messages: JSON.stringify(await sealToAll(opened, text, workspaceKeyring)) } };
};

const transfer: Prepare = async (typed, { opened, today, transfers }) => {
  const wrong = check(typed, ['unit', 'text'], ['unit']);
  if (wrong) return wrong;
  if (typed('sure') !== 'yes') return { errors: { sure: 'notSure' } };
  if (isUntold(opened)) return { errors: { unit: 'untold' } };
  if (!mayTake(opened, typed('unit'))) return { errors: { unit: 'excludedUnit' } };
  const chain = await transfers();
  if (placesOf(opened.caseId, chain.links).length > opened.steps.length) return { errors: { '': 'movedOn' } };
  const sealed = await sealTransfer(opened, typed('unit'), { keyring: workspaceKeyring, today, chain });
  const note = await sealCasePart(opened, 'note', { about: 'transfer', text: typed('text') });
  return { fields: { unit: sealed.toUnitId, transfer: JSON.stringify(sealed), part: JSON.stringify(note) } };
};

const PENALTY_ERRORS: Partial<Record<PenaltyField, FieldError>> = {
  decidedOn: 'badDate',
  amountYuan: 'badAmount',
  creditCode: 'badCreditCode',
};

/** The fields that go, by a request of their own, to the register of penalty decisions. */
export function penaltyFields(typed: Typed, today: IsoDate): Record<PenaltyField, string> {
  const read = readDay(typed('decidedOn'), today);
  const amount = parseYuan(typed('amountYuan'));
  return {
    decisionNumber: plainDecisionNumber(typed('decisionNumber')),
    decidedOn: 'day' in read ? read.day : typed('decidedOn'),
    offender: typed('offender'),
    creditCode: plainNumber(typed('creditCode')),
    sector: typed('sector'),
    town: typed('town'),
    offence: typed('offence'),
    legalBasis: typed('legalBasis'),
    amountYuan: amount === null ? typed('amountYuan') : plainYuan(amount),
  };
}

const recordPenalty: Prepare = async (typed, { opened, today }) => {
  const fields = penaltyFields(typed, today);
  const parsed = parsePenaltyForm((field) => fields[field], today);
  if (!parsed.ok) {
    return {
      errors: Object.fromEntries(parsed.fields.map((field) => [field, PENALTY_ERRORS[field] ?? 'required'] as const)),
    };
  }
  return { fields: { part: JSON.stringify(await sealCasePart(opened, 'penalty', fields)) } };
};

/** Acts that make more ready than one text. */
const OWN = {
  refuse,
  transfer,
  message,
  visit,
  proposeVerdict,
  confirmVerdict,
  recordPenalty,
  correctPenalty: recordPenalty,
  reply,
} as const satisfies Partial<Record<CaseActName, Prepare>>;

type PartOf<A extends CaseActName> = (typeof onCase)[A]['form'];
/** Acts for which one text is typed, that their row says how to seal. */
export type TextAct = {
  [A in CaseActName]: PartOf<A> extends { readonly part: { readonly about: string } } ? A : never;
}[CaseActName] &
  Exclude<CaseActName, keyof typeof OWN>;

export const isTextAct = (act: CaseActName): act is TextAct => !(act in OWN) && aboutOf(act) !== null;

/** What its row says that a text is about; null for acts without such a text. */
function aboutOf(act: CaseActName): { kind: CasePartKind; about: string } | null {
  const { part }: CaseForm = onCase[act].form;
  return part?.about === undefined ? null : { kind: part.kind, about: part.about };
}

const TEXTS = Object.fromEntries(
  CASE_ACT_NAMES.filter(isTextAct).flatMap((act) => {
    const part = aboutOf(act);
    return part ? [[act, textPart(part)]] : [];
  }),
) as Record<TextAct, Prepare>;

/** How the browser makes ready what each sealed act posts; the acts not in it post nothing sealed. */
export const PREPARE = { ...TEXTS, ...OWN };

export type SealedAct = keyof typeof PREPARE;
