import { addDays, addWorkingDays, daysBetween, type IsoDate, type WorkCalendar } from './dates';
import type { TimeLimits } from './policy';
import type { Stage } from './vocabulary';

export type DueStep = 'accept' | 'verify' | 'reply';
/** The next step and the last day on which it is in time. */
export type Due = { step: DueStep; on: IsoDate };

export type StageFacts = {
  stage: Stage;
  /** First day of the present unit's clock: the day of the report, or of the last transfer. */
  clockFrom: IsoDate;
  acceptedOn: IsoDate | null;
  /** How often verification was extended with the superior's approval. */
  extensions?: number;
  confirmedOn: IsoDate | null;
};

/** What is due next for a case, or null when nothing runs (not accepted, replied, closed). */
export function dueOn(facts: StageFacts, limits: TimeLimits, calendar: WorkCalendar): Due | null {
  switch (facts.stage) {
    case 'registered':
      return { step: 'accept', on: addWorkingDays(facts.clockFrom, limits.acceptanceWorkingDays, calendar) };
    case 'accepted':
    case 'assigned':
    case 'verifying':
    case 'verdictProposed':
      return facts.acceptedOn === null
        ? null
        : { step: 'verify', on: verificationDueOn(facts.acceptedOn, facts, limits) };
    case 'verdictConfirmed':
      return facts.confirmedOn === null ? null : { step: 'reply', on: addDays(facts.confirmedOn, limits.replyDays) };
    case 'notAccepted':
    case 'replied':
    case 'closed':
      return null;
  }
}

function verificationDueOn(acceptedOn: IsoDate, facts: StageFacts, limits: TimeLimits): IsoDate {
  const extensions = Math.min(facts.extensions ?? 0, limits.verificationExtensions);
  return addDays(acceptedOn, limits.verificationDays + extensions * limits.verificationExtensionDays);
}

/**
 * The last day to claim a reward. Ending on a free day it runs on to the next working day, in the claimant's favour
 * (民法典 Art. 203).
 */
export function claimDueOn(noticedOn: IsoDate, limits: TimeLimits, calendar: WorkCalendar): IsoDate {
  const last = addDays(noticedOn, limits.claimDays);
  return calendar(last) ? last : addWorkingDays(last, 1, calendar);
}

/** The last day to publish a penalty decision (安全生产法 Art. 78). */
export function penaltyPublicationDueOn(decidedOn: IsoDate, limits: TimeLimits, calendar: WorkCalendar): IsoDate {
  return addWorkingDays(decidedOn, limits.penaltyPublicationWorkingDays, calendar);
}

/** The last day to object to a reply, and of the review that follows an objection. */
export function objectionDueOn(repliedOn: IsoDate, limits: TimeLimits): IsoDate {
  return addDays(repliedOn, limits.objectionDays);
}

export function reviewDueOn(objectedOn: IsoDate, limits: TimeLimits): IsoDate {
  return addDays(objectedOn, limits.reviewDays);
}

export type Urgency = 'none' | 'later' | 'soon' | 'today' | 'overdue';

/** How a due date looks today; `soonDays` before it counts as soon. */
export function urgency(due: IsoDate | null, today: IsoDate, soonDays = 3): Urgency {
  if (due === null) return 'none';
  const left = daysBetween(today, due);
  if (left < 0) return 'overdue';
  if (left === 0) return 'today';
  return left <= soonDays ? 'soon' : 'later';
}

/** Days until a limit (negative: late), null without one, and how that looks. */
export function latenessOf(due: IsoDate | null, today: IsoDate): { daysLeft: number | null; lateness: Urgency } {
  return { daysLeft: due === null ? null : daysBetween(today, due), lateness: urgency(due, today) };
}
