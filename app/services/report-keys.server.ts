import type { UnitKeyRef } from '~/envelope/report-bundle';
import { unitOfKind } from './county.server';
import type { House } from './house.server';
import { certifiedUnitKey } from './unit-key.server';

export type ReceivingKeys = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef>;

/** The keys a report is sealed to, each the very one that the directory in force vouches for; else Refusal `notOpen`. */
export async function receivingKeys({ db }: House, handlingUnitId: string): Promise<ReceivingKeys> {
  return {
    handling: await certifiedUnitKey(db, handlingUnitId),
    custodians: await certifiedUnitKey(db, (await unitOfKind(db, 'custodians')).id),
    guardians: await certifiedUnitKey(db, (await unitOfKind(db, 'guardians')).id),
  };
}
