import type { Db, Tx } from '#db/client';
import type { CaseState } from '~/domain/case/case-state';
import { dueOn } from '~/domain/case/deadlines';
import type { TimeLimits } from '~/domain/county/policy';
import type { IsoDate, WorkCalendar } from '~/domain/dates';
import { isRefusal } from '~/domain/refusal';
import { type Context, today } from '~/services/context.server';
import { policyInForce } from '~/services/county/policies.server';

export type CaseDue = { dueOn: IsoDate | null; dueProvisional: boolean };
export const NO_DUE: CaseDue = { dueOn: null, dueProvisional: false };

/** The time limits in force today; null where none are known. */
export async function timeLimits(db: Db | Tx, ctx: Pick<Context, 'now'>): Promise<TimeLimits | null> {
  return policyInForce(db, 'timeLimits', today(ctx)).catch((error: unknown) => {
    if (isRefusal(error) && error.code === 'notFound') return null;
    throw error;
  });
}

/** What a case's row says of danger to life, and when its hours end. */
type Danger = { urgent: boolean; dueOn: IsoDate | null };

/**
 * The last day of the case's next step, as its row stores it, by the time limits in force today. Until acceptance the
 * hours of danger to life run on as they are, whatever the policy says by now.
 */
export const caseDue = async (
  tx: Tx,
  ctx: Pick<Context, 'now' | 'calendar'>,
  state: CaseState,
  before: Danger,
): Promise<CaseDue> => caseDueBy(await timeLimits(tx, ctx), ctx, state, before.urgent ? before.dueOn : null);

/** The last day by limits that were looked up already; null when nothing runs, or no limits are known. */
export function caseDueBy(
  limits: TimeLimits | null,
  { calendar }: { calendar: WorkCalendar },
  state: CaseState,
  dangerDueOn: IsoDate | null,
): CaseDue {
  if (limits === null) return NO_DUE;
  const facts = {
    stage: state.stage,
    registeredOn: state.registeredOn,
    acceptedOn: 'acceptedOn' in state ? state.acceptedOn : null,
    extensions: 'extensions' in state ? state.extensions : 0,
    confirmedOn: 'confirmedOn' in state ? state.confirmedOn : null,
    restartedOn: 'restartedOn' in state ? (state.restartedOn ?? null) : null,
    objectedOn: 'objectedOn' in state ? state.objectedOn : null,
    reopenedOn: 'reopenedOn' in state ? state.reopenedOn : null,
    dangerDueOn,
  };
  const due = dueOn(facts, limits, calendar);
  return due === null ? NO_DUE : { dueOn: due.on, dueProvisional: due.provisional };
}
