import type { UnitKeyRef } from '~/envelope/report-bundle';
import type { House } from './house.server';
import { ROUTED_KINDS } from './routing.server';
import { certifiedKeyOf, certifiedUnitKey } from './unit-key.server';

export type ReceivingKeys = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef>;

/** The keys a report is sealed to, each the very one that the directory in force vouches for; else Refusal `notOpen`. */
export async function receivingKeys({ db }: House, handlingUnitId: string): Promise<ReceivingKeys> {
  return {
    handling: await certifiedUnitKey(db, handlingUnitId, ROUTED_KINDS),
    custodians: await certifiedKeyOf(db, 'custodians'),
    guardians: await certifiedKeyOf(db, 'guardians'),
  };
}
