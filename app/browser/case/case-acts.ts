import { deviceDay, laterDay } from '~/browser/own-day';
import type { CaseActName } from '~/domain/acts/case-acts';
import { formOf } from '~/domain/acts/case-fields';
import type { IsoDate } from '~/domain/dates';
import { parseYuan, plainYuan } from '~/domain/money';
import { type PenaltyField, parsePenaltyForm } from '~/domain/publication/penalty-form';
import { readDay } from '~/domain/typed/day';
import { plainDecisionNumber } from '~/domain/typed/decision-number';
import { plainNumber } from '~/domain/typed/number';
import { placesOf } from '~/envelope/case/transfer-chain';
import type { ActContext, PageContext, Prepared } from './act-context';
import { type FieldError, type FieldErrors, readFields, type Typed, textError } from './act-form';
import { isUntold, mayTake, replyText, sealCasePart, sealMessage, sealToAll, sealTransfer } from './case-sealing';
import { prepareAnswer, prepareSendUp, withScan } from './case-superior';
import { prepareVerdict } from './case-verdict';
import { newestFinding, type OpenedCase } from './case-workspace';
import { workspaceKeyring } from './use-case-workspace';

type Prepare = (typed: Typed, context: ActContext) => Promise<Prepared | FieldErrors>;

function check(typed: Typed, required: readonly string[], choices: readonly string[] = []): FieldErrors | null {
  const errors: FieldErrors['errors'] = {};
  for (const field of required) {
    const wrong = textError(typed(field));
    if (wrong) errors[field] = wrong.error === 'required' && choices.includes(field) ? 'chooseOne' : wrong.error;
  }
  return Object.keys(errors).length > 0 ? { errors } : null;
}

/**
 * Only what was opened here can be signed: the finding's own id goes along with its verdict, which must be the one that
 * the page shows as the case's.
 */
const confirmVerdict: Prepare = async (typed, { opened, facts }) => {
  const finding = newestFinding(opened);
  if (finding === null || typed('read') !== 'yes') return { errors: { read: 'notRead' } };
  const said = finding.content.verdict;
  if (said === undefined || said !== facts.verdict) return { errors: { '': 'otherVerdict' } };
  return { fields: { finding: finding.id, verdict: said } };
};

const message: Prepare = async (typed, { opened }) => {
  const wrong = check(typed, ['text']);
  if (wrong) return wrong;
  const reportId = typed('reportId') || (opened.reports[0]?.reportId ?? '');
  const sealed = await sealMessage(opened, reportId, typed('text'), workspaceKeyring);
  return { fields: { messages: JSON.stringify([sealed]) } };
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
  const unsure: FieldErrors['errors'] = typed('sure') === 'yes' ? {} : { sure: 'notSure' };
  if (wrong || unsure.sure) return { errors: { ...wrong?.errors, ...unsure } };
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
  const read = readDay(typed('decidedOn'), laterDay(today, deviceDay()));
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
  const parsed = parsePenaltyForm((field) => fields[field], laterDay(today, deviceDay()));
  if (!parsed.ok) {
    return {
      errors: Object.fromEntries(parsed.fields.map((field) => [field, PENALTY_ERRORS[field] ?? 'required'] as const)),
    };
  }
  return { fields: { part: JSON.stringify(await sealCasePart(opened, 'penalty', fields)) } };
};

/** The decision of the level above as it came on paper, scanned, and what each reporter is told of it. */
const prepareReview: Prepare = async (typed, context) => {
  const read = await withScan('enterReview', typed, context, true);
  if ('errors' in read) return read;
  const { opened } = context;
  const part = await sealCasePart(opened, 'note', { about: 'review', ...read.said });
  const messages = await sealToAll(opened, typed('text'), workspaceKeyring);
  return { fields: { ...read.told, part: JSON.stringify(part), messages: JSON.stringify(messages) } };
};

/** Acts whose forms have more than the fields that their rows describe. */
export const PREPARE = {
  sendUp: prepareSendUp,
  superiorAnswered: prepareAnswer,
  transfer,
  message,
  enterReview: prepareReview,
  proposeVerdict: prepareVerdict('proposeVerdict'),
  changeOnReview: prepareVerdict('changeOnReview'),
  confirmVerdict,
  recordPenalty,
  correctPenalty: recordPenalty,
  reply,
} as const satisfies Partial<Record<CaseActName, Prepare>>;

const ownOf = (act: CaseActName): Prepare | null => (act in PREPARE ? PREPARE[act as keyof typeof PREPARE] : null);

/** Is something sealed for this act? */
export function isSealed(act: CaseActName): boolean {
  const { part, messages, keys } = formOf(act);
  return part !== undefined || messages !== undefined || keys === true;
}

/** Can it be done only where the case is opened? */
export const needsKeys = (act: CaseActName): boolean => isSealed(act) || ownOf(act) !== null;

/**
 * Prepares what an act posts: its fields by its row, unless the act has code of its own. Throws while the keys are
 * locked.
 */
export async function prepareAct(act: CaseActName, typed: Typed, page: PageContext): Promise<Prepared | FieldErrors> {
  const { opened } = page;
  if (needsKeys(act) && opened === null) throw new Error('locked');
  const own = ownOf(act);
  if (own && opened) return own(typed, { ...page, opened });
  const read = readFields(act, typed, page);
  if ('errors' in read) return read;
  return { fields: { ...read.told, ...(opened && (await sealFields(act, read.said, opened))) } };
}

/** Seals what was said, as the act's row says: to the case key, or to each reporter. */
async function sealFields(act: CaseActName, said: Record<string, string>, opened: OpenedCase) {
  const { part, messages } = formOf(act);
  const about: Record<string, string> = part?.about === undefined ? {} : { about: part.about };
  return {
    ...(part && { part: JSON.stringify(await sealCasePart(opened, part.kind, { ...about, ...said })) }),
    ...(messages && { messages: JSON.stringify(await sealToAll(opened, said.text ?? '', workspaceKeyring)) }),
  };
}
