import type { CaseStep, OnceDone, onCase } from '~/domain/acts/case-acts';
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
} & { [D in OnceDone]: IsoDate | null };
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

/**
 * `by` is the member who acts, `on` is today in China time. Permission has already been checked by the act's row
 * (acts/case-acts.ts).
 */
type Signed = { by: string; on: IsoDate };
type FactsOf<F, Name> = Name extends keyof F ? F[Name] : unknown;

/** What a step needs to know beside who acts and when; most need nothing. */
export type StepFacts = {
  refuse: { reason: NotAcceptedReason };
  transfer: { toUnitId: string };
  assign: { officerId: string };
  visit: { visitedOn: IsoDate };
  /** `unvisited`: the officer has stated, sealed, why nobody went to the site. */
  proposeVerdict: { verdict: Verdict; unvisited?: boolean };
};
export type CaseCommand = { [S in CaseStep]: Signed & { type: S } & FactsOf<StepFacts, S> }[CaseStep];

type EventFacts = {
  refused: { reason: NotAcceptedReason };
  transferred: { fromUnitId: string; toUnitId: string };
  assigned: { officerId: string };
  siteVisited: { visitedOn: IsoDate };
  verdictProposed: { verdict: Verdict };
  verdictConfirmed: { verdict: Verdict };
};
type EventName = (typeof onCase)[CaseStep]['event'];
export type CaseEvent = { [E in EventName]: Signed & { type: E } & FactsOf<EventFacts, E> }[EventName];
