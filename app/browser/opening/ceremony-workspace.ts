import { laterDay } from '~/browser/own-day';
import type { HeldShare, PostedShare, SharesToGive } from '~/contract/answers/ceremony';
import { type AskedWords, type CeremonyFacts, signApproval } from '~/contract/sealed/ceremony';
import { releaseShareTo, type ShareHolder } from '~/contract/sealed/two-share-key';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { requireCertifiedMember } from '~/envelope/keys/directory';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type CheckedLists, checkedLists } from './accused-check';
import { requireAsked, type Workspace } from './ceremony-asker';
import {
  identityOf,
  type People,
  requireApproval,
  requirePeople,
  requireScope,
  requireShortLife,
  requireStanding,
  requireWhole,
} from './ceremony-consent';

/** `words` is the sealed text of the request, which the asker signed. */
export type ToApprove = {
  facts: CeremonyFacts;
  words: string | null;
  shares: readonly HeldShare[];
  openerId: string;
  expiresOn: string;
};

/**
 * The guardian's consent: each of the guardians' shares re-sealed, for this ceremony only, to the receiver's certified
 * key, and a signature over the whole. Rejects with EnvelopeError: badSignature (opener or receiver not certified, not
 * three people, not what the asker signed, or an identity requested by nobody who can open the report), wrongPart (a
 * share of something else was put here), wrongKey, accusedUnit (asker, approver or opener belong to an office that the
 * report is about), notAbove (an escrow requested by a unit that does not stand above), wrongDay (its last day does not
 * fit the date of this device).
 */
export async function approveHere(wanted: ToApprove, workspace: Workspace) {
  const { facts, openerId, expiresOn } = wanted;
  const lists = await checkedLists(workspace);
  const { memberId: approvedBy, signing } = workspace.keyring.member();
  const receiverId = facts.kind === 'identity' ? openerId : facts.askedBy;
  const people = { approvedBy, openerId, receiverId };
  requirePeople(lists.now, facts, people);
  requireShortLife(facts, expiresOn, workspace.day);
  const asked = await requireAsked(facts, wanted.words, workspace);
  const shares = await releaseAll('guardians', { ...wanted, ...people, asked }, lists, workspace);
  const said = { ...facts, approvedBy, openerId, receiverId, expiresOn, shares };
  const approval = signApproval(said, signing.seed);
  return { openerId, expiresOn, approval, shares: shares.map(posted) };
}

const posted = ({ scope, bytes }: { scope: string; bytes: Uint8Array }): PostedShare => ({
  scope,
  bytes: toBase64(bytes),
});

type ToRelease = People & { facts: CeremonyFacts; asked: AskedWords; shares: readonly HeldShare[]; expiresOn: string };

async function releaseAll(holder: ShareHolder, release: ToRelease, lists: CheckedLists, workspace: Workspace) {
  const { facts, shares, expiresOn } = release;
  const { recipient } = requireCertifiedMember(lists.now, release.receiverId);
  requireWhole(facts, shares);
  return Promise.all(
    shares.map(async ({ scope, unitKeyId, bytes }) => {
      requireScope(facts, scope);
      const share = {
        scope,
        holder,
        ceremonyId: facts.ceremonyId,
        share: fromBase64(bytes),
        holderIdentity: await identityOf(unitKeyId, workspace),
        toRecipient: recipient,
        expiresOn,
        mayHave: (about: ShareAbout | null) => requireStanding(about, release, lists, workspace),
        tellAbout: facts.kind !== 'payeeSample',
      };
      return { scope, bytes: await releaseShareTo(share) };
    }),
  );
}

export type ToGive = SharesToGive & { facts: CeremonyFacts; words: string | null };

/**
 * The second consent: custodians' shares of an escrow, or finance's of a sample, re-sealed to the asker. Nobody but the
 * asker can join them. Rejects with EnvelopeError as `approveHere`, and when the guardian's consent fails.
 */
export async function giveHere(
  holder: 'custodians' | 'finance',
  wanted: ToGive,
  today: string,
  workspace: Workspace,
): Promise<PostedShare[]> {
  const { facts, own, approval } = wanted;
  const lists = await checkedLists(workspace);
  requireApproval(lists.now, facts, approval, laterDay(today, workspace.day));
  const me = workspace.keyring.member().memberId;
  const named = holder === 'custodians' ? approval.openerId === me : ![facts.askedBy, approval.approvedBy].includes(me);
  if (!named || facts.kind === 'identity') throw new EnvelopeError('badSignature', 'people');
  const asked = await requireAsked(facts, wanted.words, workspace);
  const { expiresOn, approvedBy, openerId } = approval;
  const release = { facts, asked, shares: own, receiverId: facts.askedBy, approvedBy, openerId, expiresOn };
  return (await releaseAll(holder, release, lists, workspace)).map(posted);
}
