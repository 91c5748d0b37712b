import type { IsoDate } from '~/domain/dates';
import type { Matter, NotAcceptedReason, Verdict } from '~/domain/vocabulary';

type Registered = {
  stage: 'registered';
  matter: Matter;
  unitId: string;
  registeredOn: IsoDate;
};
type NotAccepted = Omit<Registered, 'stage'> & { stage: 'notAccepted'; reason: NotAcceptedReason };
type Open = Omit<Registered, 'stage'> & { acceptedOn: IsoDate };
type Accepted = Open & { stage: 'accepted' };
type WithOfficer = Open & { officerId: string; assignedOn: IsoDate; siteVisitedOn: IsoDate | null };
type Assigned = WithOfficer & { stage: 'assigned' };
type Verifying = WithOfficer & { stage: 'verifying' };
type WithVerdict = WithOfficer & { verdict: Verdict; proposedBy: string; proposedOn: IsoDate };
type VerdictProposed = WithVerdict & { stage: 'verdictProposed' };
/** Enforcement runs beside the stages: penalty, rectification, reinspection (检查诊断 行政处罚 整改复查). */
export type Enforced = WithVerdict & {
  confirmedBy: string;
  confirmedOn: IsoDate;
  penaltyRecordedOn: IsoDate | null;
  rectifiedOn: IsoDate | null;
  struckOffOn: IsoDate | null;
};
type VerdictConfirmed = Enforced & { stage: 'verdictConfirmed' };
type Replied = Enforced & { stage: 'replied'; repliedOn: IsoDate };
type Closed = Enforced & { stage: 'closed'; repliedOn: IsoDate; closedOn: IsoDate };

export type CaseState =
  | Registered
  | NotAccepted
  | Accepted
  | Assigned
  | Verifying
  | VerdictProposed
  | VerdictConfirmed
  | Replied
  | Closed;

/** `by` is the member who acts, `on` today in China time. Permission was checked before, by the act's row (acts/case-acts.ts). */
type Signed = { by: string; on: IsoDate };
export type CaseCommand = Signed &
  (
    | { type: 'accept' }
    | { type: 'refuse'; reason: NotAcceptedReason }
    | { type: 'transfer'; toUnitId: string }
    | { type: 'assign'; officerId: string }
    | { type: 'visit'; visitedOn: IsoDate }
    /** `unvisited`: the officer has stated, sealed, why nobody went to the site. */
    | { type: 'proposeVerdict'; verdict: Verdict; unvisited?: boolean }
    | { type: 'returnVerdict' }
    | { type: 'confirmVerdict' }
    | { type: 'recordPenalty' }
    | { type: 'correctPenalty' }
    | { type: 'rectify' }
    | { type: 'strikeOff' }
    | { type: 'reply' }
    | { type: 'close' }
  );
/** A step of a case: an act whose row names stages. */
export type CaseStep = CaseCommand['type'];

export type CaseEvent = Signed &
  (
    | { type: 'accepted' }
    | { type: 'refused'; reason: NotAcceptedReason }
    | { type: 'transferred'; fromUnitId: string; toUnitId: string }
    | { type: 'assigned'; officerId: string }
    | { type: 'siteVisited'; visitedOn: IsoDate }
    | { type: 'verdictProposed'; verdict: Verdict }
    | { type: 'verdictReturned' }
    | { type: 'verdictConfirmed'; verdict: Verdict }
    | { type: 'penaltyRecorded' }
    | { type: 'penaltyCorrected' }
    | { type: 'rectified' }
    | { type: 'struckOff' }
    | { type: 'replied' }
    | { type: 'closed' }
  );
