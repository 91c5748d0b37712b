import type { Tx } from '#db/client';
import type { CaseState } from '~/domain/case-state';
import type { IsoDate } from '~/domain/dates';
import { dueOn } from '~/domain/deadlines';
import { isRefusal } from '~/domain/refusal';
import { type House, today } from './house.server';
import { policyInForce } from './policies.server';

/** The last day of the case's next step, from the time limits in force today; null when nothing runs, or no limits are known for the day. */
export async function caseDueOn(
  tx: Tx,
  house: Pick<House, 'now' | 'calendar'>,
  state: CaseState,
): Promise<IsoDate | null> {
  const limits = await policyInForce(tx, 'timeLimits', today(house)).catch((error: unknown) => {
    if (isRefusal(error) && error.code === 'notFound') return null;
    throw error;
  });
  if (limits === null) return null;
  const facts = {
    stage: state.stage,
    clockFrom: state.clockFrom,
    acceptedOn: 'acceptedOn' in state ? state.acceptedOn : null,
    confirmedOn: 'confirmedOn' in state ? state.confirmedOn : null,
  };
  return dueOn(facts, limits, house.calendar)?.on ?? null;
}
