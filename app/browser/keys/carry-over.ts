import { renewKeys } from '~/browser/case/case-renewal';
import { openCase, type WorkspaceKeyring } from '~/browser/case/case-workspace';
import { staffPost, staffRefusal } from '~/browser/staff/staff-post';
import { caseToRenew, rewrapPage, rewrapState } from '~/contract/answers/carry-over';
import { done } from '~/contract/answers/staff';
import type { PostedRenewal } from '~/contract/posted/carry-over';
import type { SealedCase } from '~/domain/case/sealed-case';
import { type EnvelopeErrorCode, isEnvelopeError } from '~/envelope/errors';
import type { SignedDirectory } from '~/envelope/keys/directory';
import { member, unitIdentity } from './keyring';
import { rewrapItems } from './rewrap-workspace';

const ownKeyring: WorkspaceKeyring = { member, unitIdentity };

/**
 * The progress: cases with new keys, then things wrapped anew. `skipped` cases kept their keys, `closed` cases did not
 * open, and `unopened` things were carried over as they were, because the old key did not open them either.
 */
export type CarryProgress = { step: 'cases' | 'wraps'; done: number; all: number } & Left;
type Left = { skipped: number; closed: number; unopened: number };
export type CarryOver = {
  /** The resource route that hands out and takes back. */
  path: string;
  directory: SignedDirectory;
  /** Open cases that need new keys for later parts. */
  cases: readonly string[];
  onProgress: (progress: CarryProgress) => void;
  /** The unlocked keyring, unless another is given. */
  keyring?: WorkspaceKeyring;
};

/**
 * Carries a unit over to its new key in this browser: first new keys for its open cases, then everything under its
 * retired keys wrapped anew, page by page. What was done stays done: begun again, it goes on where it stopped. Returns
 * whether requests under way still hold the old key back. Rejects with EnvelopeError or on a lost connection, but not
 * for things that do not open, because a reporter, who may be anybody, could otherwise hold the old key back.
 */
export async function carryOver(given: CarryOver): Promise<{ waits: boolean }> {
  const { path, directory, cases, onProgress, keyring = ownKeyring } = given;
  const left: Left = { skipped: 0, closed: 0, unopened: 0 };
  for (const [done, caseId] of cases.entries()) {
    onProgress({ step: 'cases', done, all: cases.length, ...left });
    const outcome = await renewOne(path, caseId, keyring);
    if (outcome !== 'renewed') left[outcome] += 1;
  }
  let done = 0;
  for (;;) {
    const page = await staffPost(path, { act: 'page' }, rewrapPage);
    onProgress({ step: 'wraps', done, all: done + page.left, ...left });
    if (page.items.length === 0) return { waits: page.waits };
    const { items, unopened } = await rewrapItems(page, directory, keyring);
    left.unopened += unopened;
    await staffPost(path, { act: 'items', toKeyId: page.toKeyId, items: JSON.stringify(items) }, rewrapState);
    done += items.length;
  }
}

/** Skips a case that cannot be renewed (its report came before cards were made) or that somebody else just renewed. */
async function renewOne(
  path: string,
  caseId: string,
  keyring: WorkspaceKeyring,
): Promise<'renewed' | 'skipped' | 'closed'> {
  const answer = await unlessRefused(staffPost(path, { act: 'case', caseId }, caseToRenew));
  if (answer === 'skipped') return answer;
  // This comes first and outside of what may fail: a keyring locked meanwhile says nothing about the case.
  for (const grant of answer.sealed.grants) await keyring.unitIdentity(grant);
  const renewal = await renewalOf(answer.sealed, keyring);
  if (typeof renewal === 'string') return renewal;
  const fields = { act: 'renew', caseId, renewal: JSON.stringify(renewal) };
  const kept = await unlessRefused(staffPost(path, fields, done));
  return kept === 'skipped' ? kept : 'renewed';
}

async function renewalOf(sealed: SealedCase, keyring: WorkspaceKeyring): Promise<PostedRenewal | 'skipped' | 'closed'> {
  const opened = await openCase(sealed, keyring).catch(closedBy());
  if (opened === 'closed') return opened;
  // Nor a case whose narrative does not open, because its new escrow would not say whom it is about.
  if (opened.reports.some((one) => one.reporterRecipient === null || one.narrative === null)) return 'skipped';
  // A reporter may name an invalid key; anything else that is wrong here is wrong for every case.
  return renewKeys(opened, keyring).catch(closedBy('weakRecipient'));
}

const closedBy = (code?: EnvelopeErrorCode) => (error: unknown) => {
  if (!isEnvelopeError(error) || (code !== undefined && error.code !== code)) throw error;
  return 'closed' as const;
};

/** A refusal concerns only its case; but where somebody else signed in meanwhile, no case can be carried over. */
async function unlessRefused<T>(asking: Promise<T>): Promise<T | 'skipped'> {
  try {
    return await asking;
  } catch (error) {
    const refused = staffRefusal(error);
    if (refused === null || refused.code === 'anotherPerson') throw error;
    return 'skipped';
  }
}
