import type { CaseStep, OnceDone, onCase } from '~/domain/acts/case-acts';
import type { Given } from '~/domain/acts/case-fields';
import type { IsoDate } from '~/domain/dates';
import type { Matter, NotAcceptedReason, Verdict } from '~/domain/vocabulary';

type Registered = {
  stage: 'registered';
  matter: Matter;
  unitId: string;
  registeredOn: IsoDate;
};
type NotAccepted = Omit<Registered, 'stage'> & { stage: 'notAccepted'; reason: NotAcceptedReason };
/**
 * `extensions`: how often the days for verification were extended. `restartedOn`: a review ordered the verification anew on
 * this day; `barred` are those who did it before and may not do it again. What was enforced meanwhile stays done.
 */
type Open = Omit<Registered, 'stage'> & {
  acceptedOn: IsoDate;
  extensions: number;
  restartedOn?: IsoDate;
  barred?: readonly string[];
} & { [D in OnceDone]?: IsoDate | null };
type Accepted = Open & { stage: 'accepted' };
type WithOfficer = Open & {
  officerId: string;
  assignedOn: IsoDate;
  siteVisitedOn: IsoDate | null;
  /** Who asked for more days for verification, until the lead decides. */
  extensionAskedBy: string | null;
};
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
/** `objectedUnitId`: the unit to whose verdict a reporter objected last. */
export type AfterReply = Enforced & { repliedOn: IsoDate; objectedUnitId?: string };
type Replied = AfterReply & { stage: 'replied' };
export type Objected = AfterReply & { stage: 'objected'; objectedOn: IsoDate; objectedUnitId: string };
export type Closed = AfterReply & { stage: 'closed'; closedOn: IsoDate };
/** Closed, and somebody asked to take it up again. */
export type Reopened = AfterReply & { stage: 'reopened'; closedOn: IsoDate; reopenedOn: IsoDate; reopenedBy: string };

export type CaseState =
  | Registered
  | NotAccepted
  | Accepted
  | Assigned
  | Verifying
  | VerdictProposed
  | VerdictConfirmed
  | Replied
  | Objected
  | Closed
  | Reopened;

/**
 * `by` is the member who acts, `on` is today in China time. Permission has already been checked by the act's row
 * (acts/case-acts.ts).
 */
type Signed = { by: string; on: IsoDate };
/** A transfer goes where its wrapped keys say, and no field of its form says where. */
type Beside = { transfer: { toUnitId: string } };
/** What a step is given: the values of its form, by its row. */
export type StepGiven<S extends CaseStep> = Given<S> & (S extends keyof Beside ? Beside[S] : unknown);

export type CommandOf<S extends CaseStep> = Signed & { type: S } & StepGiven<S>;
export type CaseCommand = { [S in CaseStep]: CommandOf<S> }[CaseStep];

/** What has happened, under the name that the step's row gives it. */
export type StepEvent = {
  [S in CaseStep]: Signed & { type: (typeof onCase)[S]['event'] } & StepGiven<S>;
}[CaseStep];
/** What a reporter does to the case; who it was, nobody here knows. */
export type ReporterEvent = Signed & { type: 'objected'; by: 'reporter' };
export type CaseEvent = StepEvent | ReporterEvent;
