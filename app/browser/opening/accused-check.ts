import { checkedMarks, markedUnits } from '~/browser/case/mark-check';
import { checkedTransfers } from '~/browser/case/transfer-check';
import { checkedDirectory } from '~/browser/keys/checked-directory';
import { freeOfAccused, isFreePerson } from '~/domain/case/accused-unit';
import { isLevelAbove } from '~/domain/opening/ceremony-scope';
import type { ConfirmedMark } from '~/envelope/case/accused-mark';
import { responsibleAfter, type SignedStep } from '~/envelope/case/case-transfer';
import type { CheckedChain, TransferChain } from '~/envelope/case/transfer-chain';
import { EnvelopeError } from '~/envelope/errors';
import {
  mainUnitOf,
  requireCertifiedMember,
  requireCertifiedUnit,
  type SignedDirectory,
} from '~/envelope/keys/directory';
import { openFormer } from '~/envelope/keys/directory-history';
import { officesIn } from '~/envelope/keys/directory-memory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { ShareAbout } from '~/envelope/opening/share-about';

/**
 * The list in force, checked, and former ones that it names: that of the sending, and those of people who have left
 * since.
 */
export type CheckedLists = {
  now: DirectoryStatement;
  former: readonly DirectoryStatement[];
  /** Marks of units that were discovered after the sending, each made by two people. */
  marks: readonly ConfirmedMark[];
  /** The county's chain of transfers; null on pages where the transfers of a case decide nothing. */
  transfers: CheckedChain | null;
};
type Lists = Pick<CheckedLists, 'now' | 'former'>;

export async function checkedLists(page: {
  directory: SignedDirectory;
  former: readonly SignedDirectory[];
  marks: readonly ConfirmedMark[];
  chain: TransferChain | null;
}): Promise<CheckedLists> {
  const { directory, chain } = page;
  const now = await checkedDirectory(directory);
  const former = page.former.map((signed) => openFormer(signed, now));
  const transfers = chain && (await checkedTransfers(chain, now, directory.publicKey));
  return { now, former, marks: await checkedMarks(page.marks, [now, ...former]), transfers };
}

/**
 * The list by which the report was sealed. A server that withholds it, or a reporter who named none, gets nothing
 * opened.
 */
function listThen({ now, former }: Lists, { listVersion }: ShareAbout): DirectoryStatement {
  const then = [now, ...former].find(({ version }) => version === listVersion);
  if (then === undefined) throw new EnvelopeError('badSignature', 'list of the sending');
  return then;
}

/**
 * The units that `accused-unit.ts` leaves free in both trees, the one in force and the one of the sending, by share and
 * marks together.
 */
function freeUnits(lists: CheckedLists, about: ShareAbout): (unitId: string) => boolean {
  const marked = markedUnits(lists.marks, about.proofKey, [lists.now, ...lists.former]);
  const accused = new Set([...about.accused, ...marked]);
  return freeOfAccused(lists.now.units, (id) => accused.has(id), listThen(lists, about).units);
}

/** Every unit that is or ever was somebody's office, by any of the lists. */
export const officesOf = ({ now, former }: Lists, memberId: string): string[] => {
  const entries = [now, ...former].flatMap(({ members }) => members.filter(({ id }) => id === memberId));
  return [...new Set(entries.flatMap(officesIn))];
};

/**
 * Nobody from an office that the report is about, from one under it, or from one that took it over, takes part in its
 * opening: neither as asker, nor as approver, nor as opener. Throws EnvelopeError `accusedUnit`, and `badSignature` for
 * somebody who is not certified: now, or, where somebody may have left since, by any of the lists.
 */
export function requireFreePeople(
  lists: CheckedLists,
  about: ShareAbout,
  memberIds: readonly string[],
  certified: 'now' | 'ever' = 'now',
): void {
  const isFree = freeUnits(lists, about);
  const known = certified === 'now' ? [lists.now] : [lists.now, ...lists.former];
  for (const memberId of memberIds) {
    requireCertifiedMember({ members: known.flatMap(({ members }) => members) }, memberId);
    if (!isFreePerson(officesOf(lists, memberId), isFree)) throw new EnvelopeError('accusedUnit');
  }
}

/** Requires that a unit which gets keys or payments is free. */
export function requireFreeUnit(lists: CheckedLists, about: ShareAbout, unitId: string): void {
  requireCertifiedUnit(lists.now, unitId);
  if (!freeUnits(lists, about)(unitId)) throw new EnvelopeError('accusedUnit');
}

/**
 * The unit that has the case by its shares and the signed transfers, which must be all that the county's chain has of
 * the case. Throws EnvelopeError `badSignature`, also where the page brought no chain.
 */
export function responsibleUnit(
  lists: Lists & Pick<CheckedLists, 'transfers'>,
  about: ShareAbout,
  caseId: string,
  steps: readonly SignedStep[],
): string {
  const all = [lists.now, ...lists.former];
  return responsibleAfter(about, caseId, steps, {
    chain: requireChain(lists),
    lists: all,
    // Judged by the lists in which they worked there; what a certificate calls a former office gives no say in its
    // cases.
    unitsOf: (memberId) => all.flatMap(({ members }) => members.find(({ id }) => id === memberId)?.unitIds ?? []),
    isAbove: (unitId, below) => all.some(({ units }) => isLevelAbove(units, unitId, below)),
  });
}

/**
 * The checked chain of a page where the transfers of a case decide. Throws EnvelopeError `badSignature` where the page
 * brought none.
 */
export function requireChain({ transfers }: Pick<CheckedLists, 'transfers'>): CheckedChain {
  if (transfers === null) throw new EnvelopeError('badSignature', 'no transfers');
  return transfers;
}

/**
 * Requires that what is opened belongs to the case that was asked for, as its share says. Throws EnvelopeError
 * `wrongPart` for another case's, and where the share names none.
 */
export function requireCase(about: ShareAbout, caseId: string): void {
  if (about.caseId === '' || about.caseId !== caseId) throw new EnvelopeError('wrongPart', 'share of another case');
}

/**
 * Requires that an escrow goes only to a unit above the one that has the case by its signed transfers, whatever the row
 * says. Throws EnvelopeError `notAbove`, `wrongPart` for another case's share, `badSignature` for a forged transfer.
 */
export function requireAbove(
  lists: CheckedLists,
  about: ShareAbout,
  ask: { caseId: string; askedBy: string; steps: readonly SignedStep[] },
): void {
  requireCase(about, ask.caseId);
  const unitId = mainUnitOf(requireCertifiedMember(lists.now, ask.askedBy));
  const responsible = responsibleUnit(lists, about, ask.caseId, ask.steps);
  if (!isLevelAbove(lists.now.units, unitId, responsible)) throw new EnvelopeError('notAbove');
}
