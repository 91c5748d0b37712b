import { openCase, type WorkspaceKeyring } from '~/browser/case/case-workspace';
import { staffPost, staffRefusal } from '~/browser/staff/staff-post';
import { caseToRenew } from '~/contract/answers/carry-over';
import { done } from '~/contract/answers/staff';
import type { TransferChain } from '~/envelope/case/transfer-chain';
import { isEnvelopeError } from '~/envelope/errors';
import { isUntold, mayTake, sealCasePart, sealTransfer } from './case-sealing';
import { whileMoved } from './transfer-again';

/** How far it is: cases given away, cases that were left, and all. */
export type HandoverProgress = { done: number; left: number; all: number };
export type HandingOver = {
  /** The resource route that hands out and takes back. */
  path: string;
  cases: readonly { caseId: string; toUnitId: string }[];
  today: string;
  /** Why the case is given away, for its notes. */
  why: string;
  /** The county's chain of transfers, asked for anew each time. */
  transfers: () => Promise<TransferChain>;
  keyring: WorkspaceKeyring;
  onProgress: (progress: HandoverProgress) => void;
};

/**
 * Gives cases to the units to which they belong now, one after another: each is opened here, and its keys are wrapped
 * for the other unit. A case that does not open, that is assigned to a colleague, or that is about the other unit or one
 * above it, is left. What was given stays given: begun again, it goes on with the rest. Rejects on a lost connection,
 * and where somebody else signed in meanwhile.
 */
export async function handOver(given: HandingOver): Promise<HandoverProgress> {
  const progress = { done: 0, left: 0, all: given.cases.length };
  for (const one of given.cases) {
    given.onProgress({ ...progress });
    if (await giveOne(given, one)) progress.done += 1;
    else progress.left += 1;
  }
  return progress;
}

async function giveOne(given: HandingOver, { caseId, toUnitId }: HandingOver['cases'][number]): Promise<boolean> {
  const { path, today, why, transfers, keyring } = given;
  try {
    const { sealed } = await staffPost(path, { act: 'case', caseId }, caseToRenew);
    const opened = await openCase(sealed, keyring);
    if (isUntold(opened) || !mayTake(opened, toUnitId)) return false;
    const note = await sealCasePart(opened, 'note', { about: 'transfer', text: why });
    await whileMoved(async () => {
      const transfer = await sealTransfer(opened, toUnitId, { keyring, today, chain: await transfers() });
      const fields = { caseId, transfer: JSON.stringify(transfer), part: JSON.stringify(note) };
      await staffPost(path, { act: 'transfer', ...fields }, done);
    });
    return true;
  } catch (error) {
    if (isEnvelopeError(error)) return false;
    const refused = staffRefusal(error);
    if (refused === null || refused.code === 'anotherPerson') throw error;
    return false;
  }
}
