import type { Member } from './actions';
import { addDays, type IsoDate } from './dates';
import { Refusal } from './refusal';
import { circlesOf } from './role-conflicts';
import type { Role } from './vocabulary';

/** Why a reporter's identity may have to be opened; the code stands in the log and on the reporter's own page. */
export const IDENTITY_REASONS = [
  'contactForFacts',
  'checkRewardClaim',
  'protectFromRetaliation',
  'lostReceiptCode',
  'handOverCrime',
  'fabricatedReport',
] as const;
export type IdentityReason = (typeof IDENTITY_REASONS)[number];

/** Days after which an approval is worth nothing. */
export type CeremonyTerms = { approvalDays: number };

type Asked = { step: 'asked'; reportId: string; reason: IdentityReason; askedBy: string; askedOn: IsoDate };
type Approved = Omit<Asked, 'step'> & {
  step: 'approved';
  approvedBy: string;
  approvedOn: IsoDate;
  /** The one custodian to whom the guardians' share was sealed anew. */
  custodianId: string;
  expiresOn: IsoDate;
};
type Refused = Omit<Asked, 'step'> & { step: 'refused'; refusedBy: string; refusedOn: IsoDate };
type Opened = Omit<Approved, 'step'> & { step: 'opened'; openedOn: IsoDate };
export type Ceremony = Asked | Approved | Refused | Opened;

/** A member with every role held now and ever: who once was in another circle stays out of this one. */
export type CeremonyMember = Member & { ever: readonly Role[] };

/** A handler asks. Refusals: `notAllowed`, `conflict` (data.rule `separateCircles`). */
export function askIdentity(
  by: CeremonyMember,
  ask: { reportId: string; reason: IdentityReason; on: IsoDate },
): Ceremony | Refusal {
  const refusal = partRefusal(by, 'handler');
  return (
    refusal ?? { step: 'asked', reportId: ask.reportId, reason: ask.reason, askedBy: by.memberId, askedOn: ask.on }
  );
}

/** A guardian approves for one named custodian. Refusals as above, `samePerson`, `alreadyDone`. */
export function approveIdentity(
  ceremony: Ceremony,
  by: CeremonyMember,
  custodian: CeremonyMember,
  on: IsoDate,
  terms: CeremonyTerms,
): Ceremony | Refusal {
  if (ceremony.step !== 'asked') return new Refusal('alreadyDone');
  const refusal = partRefusal(by, 'guardian') ?? partRefusal(custodian, 'custodian');
  if (refusal !== null) return refusal;
  if (!areThree(ceremony.askedBy, by.memberId, custodian.memberId)) return new Refusal('samePerson');
  const expiresOn = addDays(on, terms.approvalDays);
  return {
    ...ceremony,
    step: 'approved',
    approvedBy: by.memberId,
    approvedOn: on,
    custodianId: custodian.memberId,
    expiresOn,
  };
}

/** A guardian refuses. Refusals: `notAllowed`, `conflict`, `samePerson`, `alreadyDone`. */
export function refuseIdentity(ceremony: Ceremony, by: CeremonyMember, on: IsoDate): Ceremony | Refusal {
  if (ceremony.step !== 'asked') return new Refusal('alreadyDone');
  const refusal = partRefusal(by, 'guardian');
  if (refusal !== null) return refusal;
  if (by.memberId === ceremony.askedBy) return new Refusal('samePerson');
  return { ...ceremony, step: 'refused', refusedBy: by.memberId, refusedOn: on };
}

/**
 * The named custodian opens. Refusals: `stageForbids` before approval, `alreadyDone`, `expired` after the last day,
 * `notAllowed` for any other member, `samePerson`, `conflict`.
 */
export function openIdentity(ceremony: Ceremony, by: CeremonyMember, on: IsoDate): Ceremony | Refusal {
  if (ceremony.step === 'opened') return new Refusal('alreadyDone');
  if (ceremony.step !== 'approved') return new Refusal('stageForbids', { data: { step: ceremony.step } });
  const refusal = partRefusal(by, 'custodian');
  if (refusal !== null) return refusal;
  if (by.memberId !== ceremony.custodianId) return new Refusal('notAllowed', { data: { rule: 'namedCustodian' } });
  if (!areThree(ceremony.askedBy, ceremony.approvedBy, by.memberId)) return new Refusal('samePerson');
  return on > ceremony.expiresOn ? new Refusal('expired') : { ...ceremony, step: 'opened', openedOn: on };
}

export function areThree(...ids: readonly [string, string, string]): boolean {
  return new Set(ids).size === 3;
}

function partRefusal(member: CeremonyMember, role: 'handler' | 'guardian' | 'custodian'): Refusal | null {
  if (!member.roles.includes(role)) return new Refusal('notAllowed');
  const circles = circlesOf([...member.roles, ...member.ever]);
  return circles.length > 1 ? new Refusal('conflict', { data: { rule: 'separateCircles' } }) : null;
}
