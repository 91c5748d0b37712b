import { fromBase64, toBase64 } from '~/envelope/bytes';
import {
  type Approval,
  type CeremonyFacts,
  type OutcomePlain,
  openOutcome,
  sealOutcome,
  signApproval,
  verifyApproval,
} from '~/envelope/ceremony';
import { type DirectoryStatement, guardianIn, requireCertifiedMember } from '~/envelope/directory';
import { EnvelopeError } from '~/envelope/errors';
import { type IdentityPlain, identityScope, unmask } from '~/envelope/identity';
import { releaseShareTo, type ShareHolder } from '~/envelope/two-share-key';
import { type Desk, requireAsked, requireFreeOfAccused } from './ceremony-asker';
import { checkedDirectory } from './checked-directory';

type Posted = { scope: string; bytes: string };
export type HeldShare = Posted & { unitKeyId: string };
/** A guardian's consent as kept; bytes in URL-safe Base64. */
export type KeptApproval = {
  approvedBy: string;
  openerId: string;
  receiverId: string;
  expiresOn: string;
  approval: string;
  shares: readonly Posted[];
};

/** `words` is the sealed ask, which the asker signed. */
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
 * three people, or not what the asker signed), wrongPart (a share of something else was put here), wrongKey, accusedUnit
 * (an escrow asked for by a unit that it is about).
 */
export async function approveHere(wanted: ToApprove, desk: Desk) {
  const { facts, openerId, expiresOn } = wanted;
  const directory = await checkedDirectory(desk.directory);
  const { memberId: approvedBy, signing } = desk.keyring.member();
  const receiverId = facts.kind === 'identity' ? openerId : facts.askedBy;
  requirePeople(directory, facts, { approvedBy, openerId, receiverId });
  await requireAsked(facts, wanted.words, desk);
  const shares = await releaseAll('guardians', { ...wanted, receiverId }, directory, desk);
  const said = { ...facts, approvedBy, openerId, receiverId, expiresOn, shares };
  const approval = signApproval(said, signing.seed);
  return { openerId, expiresOn, approval, shares: shares.map(posted) };
}

const posted = ({ scope, bytes }: { scope: string; bytes: Uint8Array }): Posted => ({ scope, bytes: toBase64(bytes) });

type ToRelease = { facts: CeremonyFacts; shares: readonly HeldShare[]; receiverId: string; expiresOn: string };

async function releaseAll(holder: ShareHolder, release: ToRelease, directory: DirectoryStatement, desk: Desk) {
  const { recipient, unitId } = requireCertifiedMember(directory, release.receiverId);
  const { ceremonyId, kind } = release.facts;
  const mayHave = (accused: readonly string[]) => {
    if (kind === 'escrow') requireFreeOfAccused(directory, unitId, accused);
  };
  return Promise.all(
    release.shares.map(async ({ scope, unitKeyId, bytes }) => {
      requireScope(release.facts, scope);
      const share = {
        scope,
        holder,
        ceremonyId,
        share: fromBase64(bytes),
        holderIdentity: await identityOf(unitKeyId, desk),
        toRecipient: recipient,
        expiresOn: release.expiresOn,
        mayHave,
      };
      return { scope, bytes: await releaseShareTo(share) };
    }),
  );
}

/** Consent to one thing must not let another out: an escrow never carries an identity's share, a sample never a case's. */
export function requireScope(facts: CeremonyFacts, scope: string): void {
  const [, id, key, epoch] = SCOPE.exec(scope) ?? [];
  const fits: Record<string, boolean> = {
    identity: scope === identityScope(facts.reportId),
    escrow: (key === 'report' && epoch === undefined) || (key === 'case' && id === facts.caseId),
    payeeSample: key === 'payee' && epoch === undefined,
  };
  if (id === undefined || fits[facts.kind] !== true) throw new EnvelopeError('wrongPart', 'scope');
}

/** `<uuid>:<key>`, with a later generation's number. Nothing that the server sent has a part in the pattern. */
const SCOPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(identity|report|case|payee)(#[1-9]\d{0,5})?$/;

type People = { approvedBy: string; openerId: string; receiverId: string };

/** Three people, each certified, the guardian in the guardians' unit and the custodian in the custodians'. */
function requirePeople(directory: DirectoryStatement, facts: CeremonyFacts, people: People): void {
  const sample = facts.kind === 'payeeSample';
  const apart = new Set([facts.askedBy, people.approvedBy, ...(sample ? [] : [people.openerId])]);
  const receiver = facts.kind === 'identity' ? people.openerId : facts.askedBy;
  const known =
    apart.size === (sample ? 2 : 3) &&
    people.receiverId === receiver &&
    guardianIn(directory, people.approvedBy) !== null &&
    (sample ? people.openerId === facts.askedBy : isIn(directory, people.openerId, 'custodians'));
  if (!known) throw new EnvelopeError('badSignature', 'people');
  requireCertifiedMember(directory, facts.askedBy);
}

function isIn(directory: DirectoryStatement, memberId: string, kind: string): boolean {
  const { unitId } = requireCertifiedMember(directory, memberId);
  return directory.units.some((unit) => unit.id === unitId && unit.kind === kind);
}

/**
 * The guardian's consent to this very ceremony, still valid today. Throws EnvelopeError: badSignature, wrongPart (past its
 * last day).
 */
export function requireApproval(
  directory: DirectoryStatement,
  facts: CeremonyFacts,
  kept: KeptApproval,
  today: string,
): void {
  requirePeople(directory, facts, kept);
  const guardian = guardianIn(directory, kept.approvedBy);
  const { approval, shares, ...rest } = kept;
  const said: Approval = {
    ...facts,
    ...rest,
    shares: shares.map(({ scope, bytes }) => ({ scope, bytes: fromBase64(bytes) })),
  };
  if (guardian === null || !verifyApproval(said, approval, guardian.signingKey)) {
    throw new EnvelopeError('badSignature', 'approval');
  }
  if (today > kept.expiresOn) throw new EnvelopeError('wrongPart', 'approval expired');
}

export type IdentityToOpen = {
  facts: CeremonyFacts;
  words: string | null;
  part: string;
  approval: KeptApproval;
  own: HeldShare;
};

/**
 * In the named custodian's browser, in memory only: checks the ask and the guardian's consent, joins both shares, opens
 * who reported; null for an anonymous report. Rejects with EnvelopeError.
 */
export async function openIdentityHere(
  sealed: IdentityToOpen,
  today: string,
  desk: Desk,
): Promise<IdentityPlain | null> {
  const { facts, approval, own } = sealed;
  const me = desk.keyring.member();
  requireApproval(await checkedDirectory(desk.directory), facts, approval, today);
  const released = approval.shares.find(({ scope }) => scope === identityScope(facts.reportId));
  await requireAsked(facts, sealed.words, desk);
  if (approval.openerId !== me.memberId || released === undefined) throw new EnvelopeError('badSignature', 'opener');
  return unmask({
    reportId: facts.reportId,
    ceremonyId: facts.ceremonyId,
    part: fromBase64(sealed.part),
    custodiansShare: fromBase64(own.bytes),
    custodiansIdentity: await identityOf(own.unitKeyId, desk),
    released: fromBase64(released.bytes),
    custodianIdentity: me.age.identity,
    today,
  });
}

/** Seals the call note or the chosen fields to the one who asked, signed. */
export async function tellHere(
  facts: CeremonyFacts,
  told: { code: string; plain: OutcomePlain },
  desk: Desk,
): Promise<string> {
  const { recipient } = requireCertifiedMember(await checkedDirectory(desk.directory), facts.askedBy);
  const { memberId: openerId, signing } = desk.keyring.member();
  const outcome = { ceremonyId: facts.ceremonyId, openerId, ...told };
  return toBase64(await sealOutcome(outcome, recipient, signing.seed));
}

export type OutcomeToRead = { ceremonyId: string; openerId: string; code: string; sealed: string };

/** In the browser of the one who asked: what the custodian told. Rejects with EnvelopeError. */
export async function readOutcome(outcome: OutcomeToRead, desk: Desk): Promise<OutcomePlain> {
  const { signingKey } = requireCertifiedMember(await checkedDirectory(desk.directory), outcome.openerId);
  return openOutcome(outcome, fromBase64(outcome.sealed), desk.keyring.member().age.identity, signingKey);
}

export type ToGive = {
  facts: CeremonyFacts;
  words: string | null;
  own: readonly HeldShare[];
  approval: KeptApproval;
};

/**
 * The second consent: custodians' shares of an escrow, or finance's of a sample, re-sealed to the one who asked. Nobody
 * but the one who asked can join them. Rejects with EnvelopeError as `approveHere`, and when the guardian's consent fails.
 */
export async function giveHere(
  holder: 'custodians' | 'finance',
  wanted: ToGive,
  today: string,
  desk: Desk,
): Promise<Posted[]> {
  const { facts, own, approval } = wanted;
  const directory = await checkedDirectory(desk.directory);
  requireApproval(directory, facts, approval, today);
  const me = desk.keyring.member().memberId;
  const named = holder === 'custodians' ? approval.openerId === me : ![facts.askedBy, approval.approvedBy].includes(me);
  if (!named || facts.kind === 'identity') throw new EnvelopeError('badSignature', 'people');
  await requireAsked(facts, wanted.words, desk);
  const { expiresOn } = approval;
  const release = { facts, shares: own, receiverId: facts.askedBy, expiresOn };
  return (await releaseAll(holder, release, directory, desk)).map(posted);
}

/** The member's key of a unit-key epoch; rejects when this member was never given it. */
function identityOf(unitKeyId: string, { grants, keyring }: Desk): Promise<string> {
  const grant = grants.find((given) => given.unitKeyId === unitKeyId);
  return grant ? keyring.unitIdentity(grant) : Promise.reject(new EnvelopeError('wrongKey', 'no grant'));
}
