import type { TimeLimits } from '~/domain/county/policy';
import {
  addCalendarDays,
  addWorkingDays,
  daysBetween,
  type IsoDate,
  type LastDay,
  type WorkCalendar,
} from '~/domain/dates';
import type { Stage } from '~/domain/vocabulary';
import { hourOf } from './danger-hours';

export type DueStep = 'accept' | 'verify' | 'reply' | 'review';
/** The next step and the last day on which it is in time. */
export type Due = LastDay & { step: DueStep };

export type StageFacts = {
  stage: Stage;
  /**
   * The day of the report. The days for acceptance count from it even after a transfer, because the reporter waits for
   * one answer.
   */
  registeredOn: IsoDate;
  acceptedOn: IsoDate | null;
  /** How often verification was extended with the superior's approval. */
  extensions?: number;
  confirmedOn: IsoDate | null;
  /** A review ordered the verification anew on this day, from which its days then count. */
  restartedOn?: IsoDate | null;
  /** A reporter objected to the reply on this day. */
  objectedOn?: IsoDate | null;
  /** Somebody asked on this day to take the closed case up again. */
  reopenedOn?: IsoDate | null;
  /**
   * Danger to life: the day on which its hours for acceptance end (case/danger-hours.ts). Holidays do not move it.
   */
  dangerDueOn?: IsoDate | null;
};

/** What is due next for a case, or null when no limit runs (not accepted, replied, closed). */
export function dueOn(facts: StageFacts, limits: TimeLimits, calendar: WorkCalendar): Due | null {
  switch (facts.stage) {
    case 'registered':
      if (facts.dangerDueOn) return { step: 'accept', on: facts.dangerDueOn, provisional: false };
      return { step: 'accept', ...addWorkingDays(facts.registeredOn, limits.acceptanceWorkingDays, calendar) };
    case 'accepted':
    case 'assigned':
    case 'verifying':
    case 'verdictProposed':
      return facts.acceptedOn === null
        ? null
        : {
            step: 'verify',
            ...addCalendarDays(verifiedFrom(facts, facts.acceptedOn), verificationDays(facts, limits), calendar),
          };
    case 'verdictConfirmed':
      return facts.confirmedOn === null
        ? null
        : { step: 'reply', ...addCalendarDays(facts.confirmedOn, limits.replyDays, calendar) };
    case 'objected':
      return facts.objectedOn
        ? { step: 'review', ...addCalendarDays(facts.objectedOn, limits.reviewDays, calendar) }
        : null;
    case 'reopened':
      return facts.reopenedOn
        ? { step: 'accept', ...addWorkingDays(facts.reopenedOn, limits.acceptanceWorkingDays, calendar) }
        : null;
    case 'notAccepted':
    case 'replied':
    case 'closed':
      return null;
  }
}

const verifiedFrom = ({ restartedOn }: StageFacts, acceptedOn: IsoDate): IsoDate => restartedOn ?? acceptedOn;

function verificationDays({ extensions = 0 }: StageFacts, limits: TimeLimits): number {
  const granted = Math.min(extensions, limits.verificationExtensions);
  return limits.verificationDays + granted * limits.verificationExtensionDays;
}

/** The last day to claim a reward, counted from the notice to its reporter (安监总财〔2018〕19号). */
export function claimDueOn(noticedOn: IsoDate, limits: TimeLimits, calendar: WorkCalendar): LastDay {
  return addCalendarDays(noticedOn, limits.claimDays, calendar);
}

/** The last day once the time to claim was extended for cause. */
export const claimExtendedTo = (until: IsoDate, limits: TimeLimits, calendar: WorkCalendar): LastDay =>
  addCalendarDays(until, limits.claimExtensionDays, calendar);

/** The last day to publish a penalty decision (安全生产法 Art. 78). */
export function penaltyPublicationDueOn(decidedOn: IsoDate, limits: TimeLimits, calendar: WorkCalendar): LastDay {
  return addWorkingDays(decidedOn, limits.penaltyPublicationWorkingDays, calendar);
}

export type Urgency = 'none' | 'later' | 'soon' | 'today' | 'overdue';

/** How many days before its end a limit counts as near. */
export const SOON_DAYS = 3;

/** How a due date looks today: it is soon from `soonDays` before it. */
export function urgency(due: IsoDate | null, today: IsoDate, soonDays = SOON_DAYS): Urgency {
  if (due === null) return 'none';
  const left = daysBetween(today, due);
  if (left < 0) return 'overdue';
  if (left === 0) return 'today';
  return left <= soonDays ? 'soon' : 'later';
}

/** How a limit stands: days until it (negative when it is past, null without one), how that looks, and its hour. */
export type Lateness = { daysLeft: number | null; lateness: Urgency; dueHour: string | null };

/**
 * How a limit stands today. `hours` is for a case whose hours count (danger to life): it is overdue from that instant
 * on, and before it never less near than today.
 */
export function latenessOf(
  due: IsoDate | null,
  today: IsoDate,
  hours: { dueAt: number | undefined; now: number } | null = null,
): Lateness {
  const daysLeft = due === null ? null : daysBetween(today, due);
  if (hours?.dueAt === undefined) return { daysLeft, lateness: urgency(due, today), dueHour: null };
  const lateness = hours.now >= hours.dueAt ? 'overdue' : 'today';
  return { daysLeft, lateness, dueHour: hourOf(hours.dueAt) };
}
