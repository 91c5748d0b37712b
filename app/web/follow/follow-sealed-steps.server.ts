import type { ReporterWords } from '~/contract/sealed/thread';
import { Refusal } from '~/domain/refusal';
import { fromBase64 } from '~/envelope/bytes';
import { isEnvelopeError } from '~/envelope/errors';
import { addSealedFiles } from '~/services/follow/follow-files.server';
import type { KnownLists } from '~/services/follow/follow-sealed.server';
import { sendSealedMessage } from '~/services/follow/follow-write.server';
import { claimReward } from '~/services/reward/claim.server';
import type { ParsedForm } from '~/web/form.server';
import { back, type ClaimProblem, type FollowAnswer, NOTHING_WRONG } from './follow-answer.server';
import {
  claimProblem,
  DONE_BY,
  filesProblem,
  giveUp,
  type Step,
  statusOf,
  takeBack,
  wordsRefused,
} from './follow-steps.server';

const HEADER = 'x-anshao-mode';

/**
 * Is it a reporter's browser that holds the keys itself? Then returns the numbers of the signed list and routing that
 * it already has, else null. The header reads `sealed` or `sealed 7 3`.
 */
export function listsOfSealedPage(request: Request): KnownLists | null {
  const match = /^sealed(?: (\d{1,9}) (\d{1,9}))?$/.exec(request.headers.get(HEADER) ?? '');
  return match ? { directory: Number(match[1] ?? 0), routing: Number(match[2] ?? 0) } : null;
}

/** What the browser sealed of the reporter's words. 409 asks the browser to look again and to seal anew. */
const sealedWordsStep =
  (about: ReporterWords) =>
  async ({ ctx, reportId, form, lang }: Step): Promise<FollowAnswer> => {
    try {
      const message = {
        messageId: form.text('id'),
        sequence: wholeIn(form, 'sequence'),
        keyEpoch: wholeIn(form, 'keyEpoch'),
        offeredEpoch: wholeIn(form, 'offeredEpoch'),
        bytes: bytesIn(form, 'bytes'),
      };
      await sendSealedMessage(ctx, reportId, message, about);
    } catch (error) {
      return wordsRefused(about, '', error);
    }
    throw back(lang, DONE_BY[about]);
  };

export const sealedMessageStep = sealedWordsStep('message');
export const sealedObjectionStep = sealedWordsStep('objection');

/** A claim whose account, if any, was sealed in the browser. */
export async function sealedClaimStep({ ctx, reportId, form, lang }: Step): Promise<FollowAnswer> {
  const failed = (status: number, error: ClaimProblem): FollowAnswer => ({
    ...NOTHING_WRONG,
    status,
    claim: { typed: {}, error },
  });
  const method = form.text('claimMethod');
  if (method === 'waive') return giveUp({ ctx, reportId, form, lang }, {});
  if (method !== 'cash' && method !== 'bank') return failed(422, { field: 'claimMethod', code: 'claimMethod' });
  if (method === 'bank' && form.text('consent') !== 'yes') return failed(422, { field: 'consent', code: 'consent' });
  try {
    await claimReward(ctx, { kind: 'reporter', reportId }, method === 'cash' ? { method } : sealedClaim(form));
  } catch (error) {
    return failed(statusOf(error), claimProblem(error));
  }
  throw back(lang, 'claimed');
}

function sealedClaim(form: ParsedForm) {
  const share = (holder: 'finance' | 'guardians') => ({
    share: holder,
    unitKeyId: form.text(`${holder}Key`),
    bytes: bytesIn(form, `${holder}Share`),
  });
  const sealed = {
    payee: bytesIn(form, 'payee'),
    payeeRecipient: form.text('payeeRecipient'),
    shares: [share('finance'), share('guardians')],
    signature: form.text('signature'),
  };
  const claimId = form.text('id') || undefined;
  return { method: 'bank', rewardId: form.text('rewardId'), sealed, ...(claimId && { claimId }) } as const;
}

/** Files that were sealed and uploaded; 409 asks the browser to look again and to seal the manifest anew. */
export async function sealedFilesStep({ ctx, reportId, form, lang }: Step): Promise<FollowAnswer> {
  try {
    await addSealedFiles(ctx, reportId, {
      deliveryId: form.text('id'),
      uploadToken: form.text('token'),
      sequence: wholeIn(form, 'sequence'),
      manifest: bytesIn(form, 'manifest'),
    });
  } catch (error) {
    return { ...NOTHING_WRONG, status: statusOf(error), files: filesProblem(error) };
  }
  throw back(lang, 'added');
}

/** Withdraws the report by a statement that the browser signed and sealed. */
export const sealedWithdrawStep = (step: Step): Promise<FollowAnswer> =>
  takeBack(step, () => bytesIn(step.form, 'withdrawal'));

/** Decodes Base64. Refusal `invalid` (the field) for anything else. */
function bytesIn(form: ParsedForm, field: string): Uint8Array {
  try {
    return fromBase64(form.text(field));
  } catch (error) {
    throw isEnvelopeError(error) ? new Refusal('invalid', { field }) : error;
  }
}

/** Decimal digits only; anything else becomes a number that no place has. */
function wholeIn(form: ParsedForm, field: string): number {
  const text = form.text(field);
  return /^\d{1,9}$/.test(text) ? Number(text) : -1;
}
