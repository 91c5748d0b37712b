import type { HeldShare, KeptApproval } from '~/contract/answers/ceremony';
import {
  type Approval,
  type AskedWords,
  type CeremonyFacts,
  requireProof,
  verifyApproval,
} from '~/contract/sealed/ceremony';
import { identityScope } from '~/contract/sealed/identity';
import { daysBetween, type IsoDate } from '~/domain/dates';
import { isUuid } from '~/domain/uuid';
import { fromBase64 } from '~/envelope/bytes';
import { EnvelopeError } from '~/envelope/errors';
import { guardianIn, requireCertifiedMember, worksIn } from '~/envelope/keys/directory';
import type { DirectoryStatement } from '~/envelope/keys/directory-statement';
import type { ShareAbout } from '~/envelope/opening/share-about';
import { type CheckedLists, requireAbove, requireCase, requireFreePeople } from './accused-check';
import type { Workspace } from './ceremony-asker';

export type People = { approvedBy: string; openerId: string; receiverId: string };

/** Three people, each certified, the guardian in the guardians' unit and the custodian in the custodians'. */
export function requirePeople(directory: DirectoryStatement, facts: CeremonyFacts, people: People): void {
  const sample = facts.kind === 'payeeSample';
  const apart = new Set([facts.askedBy, people.approvedBy, ...(sample ? [] : [people.openerId])]);
  const receiver = facts.kind === 'identity' ? people.openerId : facts.askedBy;
  const known =
    apart.size === (sample ? 2 : 3) &&
    people.receiverId === receiver &&
    guardianIn(directory, people.approvedBy) !== null &&
    (sample
      ? people.openerId === facts.askedBy
      : worksIn(directory, requireCertifiedMember(directory, people.openerId), 'custodians'));
  if (!known) throw new EnvelopeError('badSignature', 'people');
  requireCertifiedMember(directory, facts.askedBy);
}

/**
 * The guardian's consent to this very ceremony, still valid on this day: the later of the server's and the device's.
 * Throws EnvelopeError: badSignature, wrongPart (past its last day).
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

/**
 * Consent to one thing must not release another: an escrow never carries an identity's share, nor a sample a case's.
 * That a report is one of the requested case, its share says itself (`requireCase`).
 */
export function requireScope(facts: CeremonyFacts, scope: string): void {
  const { id, key, epoch } = partsOf(scope);
  const fits: Record<string, boolean> = {
    identity: scope === identityScope(facts.reportId),
    escrow: (key === 'report' && epoch === undefined) || (key === 'case' && id === facts.caseId),
    payeeSample: key === 'payee' && epoch === undefined,
  };
  if (!isUuid(id) || fits[facts.kind] !== true) throw new EnvelopeError('wrongPart', 'scope');
}

/** `<uuid>:<key>`, with a later generation's number. Nothing that the server sent is used in the pattern. */
const SCOPE = /^([^:]{36}):(identity|report|case|payee)(#[1-9]\d{0,5})?$/;

function partsOf(scope: string) {
  const [, id = '', key, epoch] = SCOPE.exec(scope) ?? [];
  return { id, key, epoch };
}

type Consent = Omit<People, 'receiverId'> & { facts: CeremonyFacts; asked: AskedWords };

/**
 * May this key be opened for this request, as its own share says? Finance's shares say nothing. Throws EnvelopeError:
 * accusedUnit, notAbove, badSignature, wrongPart (the share of another case).
 */
export function requireStanding(
  about: ShareAbout | null,
  consent: Consent,
  lists: CheckedLists,
  workspace: Workspace,
): void {
  if (about === null) return;
  const { facts, asked, approvedBy, openerId } = consent;
  requireFreePeople(lists, about, [facts.askedBy, approvedBy, openerId]);
  if (facts.kind === 'identity') {
    requireCase(about, facts.caseId);
    requireProof(facts, asked, about.proofKey);
  }
  if (facts.kind === 'escrow') requireAbove(lists, about, { ...facts, steps: workspace.steps });
}

/**
 * An escrow must have a report's own share, which says what the reporter's browser sealed into it, and never a case
 * key's alone.
 */
export function requireWhole({ kind }: CeremonyFacts, shares: readonly HeldShare[]): void {
  const whole = kind !== 'escrow' || shares.some(({ scope }) => partsOf(scope).key === 'report');
  if (!whole) throw new EnvelopeError('wrongPart', 'no share of a report');
}

/**
 * No rule lets a request wait and an approval be valid for longer than this, together. An old request brought out again
 * is refused, and so is an end that lies before the date of the guardian's own device, or too long after it.
 */
const LONGEST_DAYS = 180;

export function requireShortLife({ askedOn }: CeremonyFacts, expiresOn: string, day: IsoDate): void {
  if (daysBetween(askedOn, expiresOn) > LONGEST_DAYS) throw new EnvelopeError('wrongPart', 'ask too old');
  // If the server's date is not this device's, the end that the server derives from it is wrong too.
  const fits = daysBetween(askedOn, day) >= -1 && expiresOn >= day && daysBetween(day, expiresOn) <= LONGEST_DAYS;
  if (!fits) throw new EnvelopeError('wrongDay', 'approval');
}

/** The member's key of a unit-key epoch; rejects when this member was never given it. */
export function identityOf(
  unitKeyId: string,
  { grants, keyring }: Pick<Workspace, 'grants' | 'keyring'>,
): Promise<string> {
  const grant = grants.find((given) => given.unitKeyId === unitKeyId);
  return grant ? keyring.unitIdentity(grant) : Promise.reject(new EnvelopeError('wrongKey', 'no grant'));
}
