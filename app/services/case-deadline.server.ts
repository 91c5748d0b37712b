import type { Tx } from '#db/client';
import type { CaseState } from '~/domain/case-state';
import type { IsoDate } from '~/domain/dates';
import { dueOn } from '~/domain/deadlines';
import type { House } from './house.server';
import { today } from './house.server';
import { policyInForce } from './policies.server';

/** The last day of the case's next step, from the time limits in force today; null when nothing runs. */
export async function caseDueOn(
  tx: Tx,
  house: Pick<House, 'now' | 'calendar'>,
  state: CaseState,
): Promise<IsoDate | null> {
  const limits = await policyInForce(tx, 'timeLimits', today(house));
  const facts = {
    stage: state.stage,
    clockFrom: state.clockFrom,
    acceptedOn: 'acceptedOn' in state ? state.acceptedOn : null,
    confirmedOn: 'confirmedOn' in state ? state.confirmedOn : null,
  };
  return dueOn(facts, limits, house.calendar)?.on ?? null;
}
