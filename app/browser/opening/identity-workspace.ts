import { checkedDirectory } from '~/browser/keys/checked-directory';
import { laterDay } from '~/browser/own-day';
import type { IdentityToOpen } from '~/contract/answers/ceremony';
import { type CeremonyFacts, type OutcomePlain, openOutcome, sealOutcome } from '~/contract/sealed/ceremony';
import { type IdentityPlain, identityScope, unmask } from '~/contract/sealed/identity';
import { fromBase64, toBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { requireCertifiedMember } from '~/envelope/keys/directory';
import { checkedLists } from './accused-check';
import { requireAsked, type Workspace } from './ceremony-asker';
import { identityOf, requireApproval, requireStanding } from './ceremony-consent';

type IdentityOfAsk = IdentityToOpen & { facts: CeremonyFacts; words: string | null };

/** Who reported, null for an anonymous report, with the very request for which it was opened. */
export type OpenedIdentity = { identity: IdentityPlain | null; facts: CeremonyFacts };

/**
 * In the named custodian's browser, in memory only: checks the request, its proof, the guardian's consent, and that
 * nobody who takes part belongs to an office that the report is about; then joins both shares and opens who reported.
 * Rejects with EnvelopeError as `approveHere`.
 */
export async function openIdentityHere(
  sealed: IdentityOfAsk,
  today: string,
  workspace: Workspace,
): Promise<OpenedIdentity> {
  const { facts, approval, own } = sealed;
  const me = workspace.keyring.member();
  const lists = await checkedLists(workspace);
  const day = laterDay(today, workspace.day);
  requireApproval(lists.now, facts, approval, day);
  const released = approval.shares.find(({ scope }) => scope === identityScope(facts.reportId));
  const asked = await requireAsked(facts, sealed.words, workspace);
  if (approval.openerId !== me.memberId || released === undefined) throw new EnvelopeError('badSignature', 'opener');
  const { approvedBy, openerId } = approval;
  const identity = await unmask({
    reportId: facts.reportId,
    ceremonyId: facts.ceremonyId,
    part: fromBase64(sealed.part),
    custodiansShare: fromBase64(own.bytes),
    custodiansIdentity: await identityOf(own.unitKeyId, workspace),
    released: fromBase64(released.bytes),
    custodianIdentity: me.age.identity,
    today: day,
    mayOpen: (about) => requireStanding(about, { facts, asked, approvedBy, openerId }, lists, workspace),
  });
  return { identity, facts };
}

/**
 * Seals the call note or the chosen fields, signed, to the asker for whom it was opened, whatever a page loaded since
 * then says.
 */
export async function tellHere(
  { facts }: Pick<OpenedIdentity, 'facts'>,
  told: { code: string; plain: OutcomePlain },
  workspace: Pick<Workspace, 'directory' | 'keyring'>,
): Promise<string> {
  const { recipient } = requireCertifiedMember(await checkedDirectory(workspace.directory), facts.askedBy);
  const { memberId: openerId, signing } = workspace.keyring.member();
  const outcome = { ceremonyId: facts.ceremonyId, openerId, ...told };
  return toBase64(await sealOutcome(outcome, recipient, signing.seed));
}

export type OutcomeToRead = { ceremonyId: string; openerId: string; code: string; sealed: string };

/** Reads the custodian's outcome in the browser of the asker. Rejects with EnvelopeError. */
export async function readOutcome(
  outcome: OutcomeToRead,
  workspace: Pick<Workspace, 'directory' | 'keyring'>,
): Promise<OutcomePlain> {
  const { signingKey } = requireCertifiedMember(await checkedDirectory(workspace.directory), outcome.openerId);
  return openOutcome(outcome, fromBase64(outcome.sealed), workspace.keyring.member().age.identity, signingKey);
}
