import type { ReporterWords } from '~/contract/sealed/thread';
import { accountCheck, type BankAccount, checkPayee } from '~/domain/reward/payee';
import { inGroupsOfFour } from '~/domain/typed/number';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import { isBlank } from '~/domain/typed/text';
import type { FieldError } from './follow-errors';
import type { AnsweredPage } from './follow-post';
import { current, isOwnCode, openAnswer, send } from './follow-session';
import type { PageWords } from './follow-words';
import { type OpenedFollow, sealClaim, sealLeaving, sealMessage } from './follow-workspace';

/** The outcome of a step: the page that came back, or what is wrong with what was typed. */
export type Outcome = { answer: AnsweredPage } | { errors: FieldError[] };
type FollowAct = (form: FormData, words: PageWords) => Promise<Outcome>;

const MAX_MESSAGE = 4000;
const MAX_TRIES = 5;

/**
 * What each step posted last, and under which id: when no answer came it is sent again as the same, and counts once.
 */
const posted = new Map<string, { words: string; id: string }>();

/** The id of these words, until an answer says that they were accepted. */
function idOf(step: string, words: string): string {
  const last = posted.get(step);
  if (last?.words === words) return last.id;
  const id = crypto.randomUUID();
  posted.set(step, { words, id });
  return id;
}

/**
 * Seals and sends what somebody wrote into the field named after what it is; does so anew when another message took its
 * place meanwhile, or when the thread has a new key.
 */
const writes =
  (about: ReporterWords, step: string): FollowAct =>
  async (form, words) => {
    const wrong = (word: string): Outcome => ({ errors: [{ field: about, message: words(word) }] });
    const text = textOf(form, about).replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
    if (isBlank(text)) return wrong(about);
    if (text.length > MAX_MESSAGE) return wrong('messageTooLong');
    if (holdsReceiptCode(text)) return wrong('messageCode');
    const id = idOf(about, text);
    for (let tries = 1; ; tries += 1) {
      const answer = await send({ step, ...(await sealMessage(page(), text, id, about)) });
      if (answer.ok) posted.delete(about);
      if (answer.status !== 409 || tries === MAX_TRIES) return { answer };
      await openAnswer(answer);
    }
  };

export const sendMessage = writes('message', 'sealedMessage');
const sendObjection = writes('objection', 'sealedObjection');

/** The account that was shown back in groups of four: only that one is sealed. */
let shownAccount: string | null = null;

const ACCOUNT_FIELDS = { holder: 'payeeName', bank: 'bankName', account: 'bankAccount' } as const;

/** Claims in cash, or seals the account for finance and guardians. */
const claim: FollowAct = async (form, words) => {
  const wrong = (field: string): Outcome => ({ errors: [{ field, message: words(`claim.${field}`) }] });
  const claimMethod = textOf(form, 'claimMethod');
  if (claimMethod === 'cash') return { answer: await send({ step: 'sealedClaim', claimMethod }) };
  if (claimMethod === 'waive') {
    if (form.get('waiveSure') !== 'yes') return wrong('waiveSure');
    const shownReward = textOf(form, 'shownReward');
    return { answer: await send({ step: 'sealedClaim', claimMethod, waiveSure: 'yes', shownReward }) };
  }
  if (claimMethod !== 'bank') return wrong('claimMethod');
  const typed = { holder: form.get('payeeName'), bank: form.get('bankName'), account: form.get('bankAccount') };
  const account = checkPayee(typed);
  if (typeof account === 'string') return wrong(ACCOUNT_FIELDS[account]);
  if (form.get('consent') !== 'yes') return wrong('consent');
  const told = await fieldWithCode(account);
  if (told) return { errors: [{ field: told, message: words('claim.receiptCode') }] };
  if (shownAccount !== account.account) {
    shownAccount = account.account;
    const look = words(`claim.${accountCheck(account.account)}`, { account: inGroupsOfFour(account.account) });
    return { errors: [{ field: ACCOUNT_FIELDS.account, message: look }] };
  }
  const sealed = await sealClaim(page(), account);
  const id = idOf('claim', JSON.stringify(account));
  return { answer: await send({ step: 'sealedClaim', id, claimMethod, consent: 'yes', ...sealed }) };
};

/** Finance must not learn the code that opens this page, and an account may have 20 digits, too. */
async function fieldWithCode({ holder, bank, account }: BankAccount): Promise<string | null> {
  if (holdsReceiptCode(holder)) return ACCOUNT_FIELDS.holder;
  if (holdsReceiptCode(bank)) return ACCOUNT_FIELDS.bank;
  return (await isOwnCode(account)) ? ACCOUNT_FIELDS.account : null;
}

const withdraw: FollowAct = async (form, words) => {
  if (form.get('sure') !== 'yes') return { errors: [{ field: 'sure', message: words('sure') }] };
  return { answer: await send({ step: 'withdraw', sure: 'yes', withdrawal: await sealLeaving(page()) }) };
};

/** What the forms of the page do, by step. */
export const ACTS: Readonly<Record<string, FollowAct>> = {
  message: sendMessage,
  object: sendObjection,
  claim,
  withdraw,
};

const textOf = (form: FormData, field: string): string => {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
};

/** The open page; throws an Error when it was locked meanwhile. */
export function page(): OpenedFollow {
  const opened = current();
  if (!opened) throw new Error('locked');
  return opened;
}
