import type { Member } from '~/domain/acts/permission';
import type { IsoDate } from '~/domain/dates';
import { IDENTITY_ANSWERS } from '~/domain/report/report-fields';
import type { Role } from '~/domain/vocabulary';

/**
 * What two people open for a third: who reported, the keys of a report and its case, or payees that an auditor samples.
 */
export const CEREMONY_KINDS = ['identity', 'escrow', 'payeeSample'] as const;
export type CeremonyKind = (typeof CEREMONY_KINDS)[number];

/** Reasons as codes; they stand in the log and, except for samples, on the reporter's own page. */
export const CEREMONY_REASONS = {
  identity: [
    'contactForFacts',
    'checkRewardClaim',
    'protectFromRetaliation',
    'lostReceiptCode',
    'handOverCrime',
    'fabricatedReport',
    'dangerToLife',
  ],
  escrow: ['objection', 'lateVerification', 'suspectedConcealment', 'unitWithoutKeys', 'conflictOfInterest'],
  payeeSample: ['regularAudit', 'complaint'],
} as const satisfies Record<CeremonyKind, readonly string[]>;

/**
 * The reason that makes an opening an emergency: it takes the same two people, and the supervisors are told at once.
 */
export const EMERGENCY_REASON = 'dangerToLife';

export const CEREMONY_PURPOSES = {
  identity: ['contact', 'fields'],
  escrow: ['review', 'takeover'],
  payeeSample: ['audit'],
} as const satisfies Record<CeremonyKind, readonly string[]>;
export type CeremonyPurpose = (typeof CEREMONY_PURPOSES)[CeremonyKind][number];

/** Fields of an identity that may be requested. */
export const IDENTITY_FIELDS = ['name', 'phone', 'idNumber', 'insiderProof', ...IDENTITY_ANSWERS] as const;

export type CeremonyState = 'asked' | 'approved' | 'refused' | 'opened' | 'expired';
/** `viewed`: an auditor has seen the sample. */
export type CeremonyOutcome = 'contacted' | 'notReached' | 'released' | 'viewed';

/** A ceremony as the rules see it; fields for what has not happened yet are null. */
export type Ceremony = {
  kind: CeremonyKind;
  state: CeremonyState;
  emergency: boolean;
  reason: string;
  purpose: CeremonyPurpose;
  fields: readonly string[];
  askedBy: string;
  askedOn: IsoDate;
  approvedBy: string | null;
  approvedOn: IsoDate | null;
  openerId: string | null;
  /** Last day of the present step: first of the request, then of the approval. */
  expiresOn: IsoDate | null;
  refusedBy: string | null;
  refusedOn: IsoDate | null;
  openedOn: IsoDate | null;
  outcome: CeremonyOutcome | null;
  releasedFields: readonly string[] | null;
  givenBy: string | null;
  givenOn: IsoDate | null;
  takenOn: IsoDate | null;
};

/** Days that a request waits for a guardian, and days that an approval stays valid. Policy data. */
export type CeremonyTerms = Readonly<
  Record<'askDays' | 'approvalDays' | 'emergencyAskDays' | 'emergencyApprovalDays', number>
>;

/** A member with every role held now or ever: whoever once was in another circle stays out of this one. */
export type CeremonyMember = Member & { ever: readonly Role[] };

/** Who played which part in the other ceremonies of the same case. */
export type EarlierPart = Pick<Ceremony, 'askedBy' | 'approvedBy' | 'openerId'>;
