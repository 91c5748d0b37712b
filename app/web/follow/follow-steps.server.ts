import type { ReporterWords } from '~/contract/sealed/thread';
import { stepProblem } from '~/domain/follow/step-problem';
import { isRefusal } from '~/domain/refusal';
import { type AccountCheck, accountCheck, type BankAccount, checkPayee } from '~/domain/reward/payee';
import { holdsReceiptCode } from '~/domain/typed/receipt-code';
import type { Lang } from '~/domain/vocabulary';
import type { Context } from '~/services/context.server';
import { actId } from '~/services/follow/act-id.server';
import { isOwnCode } from '~/services/follow/follow.server';
import { addFiles } from '~/services/follow/follow-files.server';
import { type OpenSession, ownCard } from '~/services/follow/follow-thread.server';
import { withdrawalOf, withdrawReport } from '~/services/follow/follow-withdraw.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { cleanFiles } from '~/services/report/attachment.server';
import { type Claim, claimReward } from '~/services/reward/claim.server';
import { waiveReward } from '~/services/reward/reward-waive.server';
import type { ParsedForm } from '~/web/form.server';
import { refusalStatus } from '~/web/refusal.server';
import {
  back,
  CLAIM_FIELDS,
  type ClaimField,
  type ClaimProblem,
  type FilesProblem,
  type FollowAnswer,
  type MessageProblem,
  NOTHING_WRONG,
} from './follow-answer.server';

/** One step of an open page: whose page it is, what was posted, and the page's language. */
export type Step = { ctx: Context; reportId: string; form: ParsedForm; lang: Lang };
/** A step without scripts: the session has the seed of the receipt code. */
export type PlainStep = Step & { session: OpenSession };

/** Words in the clear, sealed here in memory. Redirects when it worked. */
const wordsStep =
  (about: ReporterWords) =>
  async ({ ctx, session, form, lang }: PlainStep): Promise<FollowAnswer> => {
    const typed = form.text(about);
    try {
      await sendReporterMessage(ctx, session, typed, { about, page: form.text('once') || undefined });
    } catch (error) {
      return wordsRefused(about, typed, error);
    }
    throw back(lang, DONE_BY[about]);
  };

export const messageStep = wordsStep('message');
export const objectionStep = wordsStep('objection');

export const DONE_BY = { message: 'sent', objection: 'objected' } as const;

export const wordsRefused = (about: ReporterWords, typed: string, error: unknown): FollowAnswer => ({
  ...NOTHING_WRONG,
  status: statusOf(error),
  [about]: { typed, error: messageProblem(error) },
});

export function messageProblem(error: unknown): MessageProblem {
  const rule = isRefusal(error) ? error.data?.rule : null;
  if (rule === 'missing') return 'message';
  if (rule === 'receiptCode') return 'messageCode';
  return rule === 'tooLong' ? 'messageTooLong' : stepProblem(error);
}

/** A claim with the account in the clear, or in cash. */
export async function claimStep({ ctx, reportId, session, form, lang }: PlainStep): Promise<FollowAnswer> {
  const typed: Partial<Record<ClaimField, string>> = {};
  for (const field of CLAIM_FIELDS) typed[field] = form.text(field);
  const failed = (error: ClaimProblem, status = 422): FollowAnswer => ({
    ...NOTHING_WRONG,
    status,
    claim: { typed, error },
  });
  const { claimMethod, payeeName = '', bankName = '', bankAccount = '' } = typed;
  if (claimMethod === 'waive') return giveUp({ ctx, reportId, form, lang }, typed);
  if (claimMethod !== 'cash' && claimMethod !== 'bank') return failed({ field: 'claimMethod', code: 'claimMethod' });
  const lacking = claimMethod === 'bank' ? firstLacking(typed) : null;
  if (lacking) return failed({ field: lacking, code: lacking });
  const payee = { holder: payeeName, bank: bankName, account: bankAccount };
  try {
    const look = claimMethod === 'bank' ? accountToLookAt(payee, form.text('shownAccount')) : null;
    const told = claimMethod === 'bank' ? await fieldWithCode(ctx, session, typed) : null;
    if (told) return failed({ field: told, code: 'receiptCode' });
    if (look) {
      const answer = failed({ field: 'bankAccount', code: look.code });
      return { ...answer, claim: { ...answer.claim, shownAccount: look.account } };
    }
    const claim = claimMethod === 'bank' ? await inTheClear(ctx, session, payee) : ({ method: 'cash' } as const);
    await claimReward(ctx, { kind: 'reporter', reportId }, claim);
  } catch (error) {
    return failed(claimProblem(error), statusOf(error));
  }
  throw back(lang, 'claimed');
}

/**
 * Gives the reward up, once the reporter has ticked that this is final; `typed` comes back where it is refused, and the
 * tick does not, because another reward may be shown by then.
 */
export async function giveUp(
  { ctx, reportId, form, lang }: Step,
  typed: Partial<Record<ClaimField, string>>,
): Promise<FollowAnswer> {
  const failed = (error: ClaimProblem, status: number): FollowAnswer => ({
    ...NOTHING_WRONG,
    status,
    claim: { typed: { ...typed, waiveSure: '' }, error },
  });
  if (form.text('waiveSure') !== 'yes') return failed({ field: 'waiveSure', code: 'waiveSure' }, 422);
  try {
    await waiveReward(ctx, { kind: 'reporter', reportId }, form.text('shownReward'));
  } catch (error) {
    return failed(claimProblem(error), statusOf(error));
  }
  throw back(lang, 'waived');
}

async function inTheClear(ctx: Context, session: OpenSession, payee: BankAccount): Promise<Claim> {
  const { about } = await ownCard(ctx, session);
  const checked = checkPayee(payee);
  const { holder, bank, account } = typeof checked === 'string' ? payee : checked;
  const claimId = actId(session.seed, 'claim', [holder, bank, account]);
  return { method: 'bank', payee, seed: session.seed, about, claimId };
}

/**
 * The account in its clean form, where it was not yet shown back in groups of four; the claim itself reports a wrong
 * one.
 */
function accountToLookAt(payee: BankAccount, shown: string): { code: AccountCheck; account: string } | null {
  const checked = checkPayee(payee);
  if (typeof checked === 'string' || checked.account === shown) return null;
  return { code: accountCheck(checked.account), account: checked.account };
}

function firstLacking(typed: Partial<Record<ClaimField, string>>): ClaimField | null {
  const needed = ['payeeName', 'bankName', 'bankAccount'] as const;
  const empty = needed.find((field) => !typed[field]);
  return empty ?? (typed.consent === 'yes' ? null : 'consent');
}

/** Finance must not learn the code that opens the reporter's page, and an account may have 20 digits, too. */
async function fieldWithCode(
  ctx: Context,
  session: OpenSession,
  { payeeName = '', bankName = '', bankAccount = '' }: Partial<Record<ClaimField, string>>,
): Promise<ClaimField | null> {
  if (holdsReceiptCode(payeeName)) return 'payeeName';
  if (holdsReceiptCode(bankName)) return 'bankName';
  return (await isOwnCode(ctx, session, bankAccount)) ? 'bankAccount' : null;
}

export function claimProblem(error: unknown): ClaimProblem {
  const field = isRefusal(error) && error.code === 'invalid' && CLAIM_FIELDS.find((known) => known === error.field);
  return field ? { field, code: field } : { field: 'claimMethod', code: stepProblem(error) };
}

/** Files of a plain form: judged, cleaned and sealed here. */
export async function filesStep({ ctx, session, form, lang }: PlainStep): Promise<FollowAnswer> {
  const failed = (status: number, files: FilesProblem): FollowAnswer => ({ ...NOTHING_WRONG, status, files });
  if (form.tooMany) return failed(422, { code: 'tooMany' });
  try {
    const cleaned = await cleanFiles(ctx, form.files('files'));
    if ('problem' in cleaned) return failed(422, cleaned.problem);
    await addFiles(ctx, session, cleaned.files);
  } catch (error) {
    return failed(statusOf(error), filesProblem(error));
  }
  throw back(lang, 'added');
}

export function filesProblem(error: unknown): FilesProblem {
  const rule = isRefusal(error) ? error.data?.rule : null;
  return { code: rule === 'missing' || rule === 'full' ? rule : stepProblem(error) };
}

/** Withdraws the report without scripts: the reporter's statement is signed and sealed here. */
export const withdrawStep = (step: PlainStep): Promise<FollowAnswer> =>
  takeBack(step, () => withdrawalOf(step.ctx, step.session));

/** Withdraws the report, once the reporter has confirmed it; `word` makes the signed statement. */
export async function takeBack(
  { ctx, reportId, form, lang }: Step,
  word: () => Uint8Array | Promise<Uint8Array>,
): Promise<FollowAnswer> {
  if (form.text('sure') !== 'yes') return { ...NOTHING_WRONG, status: 422, withdraw: 'sure' };
  try {
    await withdrawReport(ctx, reportId, await word());
  } catch (error) {
    const withdraw = stepProblem(error);
    // A withdrawn report is withdrawn, whoever pressed first.
    if (withdraw !== 'already') return { ...NOTHING_WRONG, status: statusOf(error), withdraw };
  }
  throw back(lang, 'withdrawn');
}

/** Reports something already done as done. */
export function statusOf(error: unknown): number {
  if (stepProblem(error) === 'already') return 200;
  return isRefusal(error) ? refusalStatus(error) : 500;
}
