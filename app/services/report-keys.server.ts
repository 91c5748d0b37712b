import { Refusal } from '~/domain/refusal';
import type { UnitKeyRef } from '~/envelope/report-bundle';
import { unitOfKind } from './county.server';
import { certifiedInForce } from './directory.server';
import type { House } from './house.server';
import { currentUnitKey } from './unit-key.server';

export type ReceivingKeys = Record<'handling' | 'custodians' | 'guardians', UnitKeyRef>;

/** The keys a report is sealed to, each the very one that the directory in force vouches for; else Refusal `notOpen`. */
export async function receivingKeys({ db }: House, handlingUnitId: string): Promise<ReceivingKeys> {
  const { units: certified } = await certifiedInForce(db);
  const keyOf = async (unitId: string) => {
    const key = await currentUnitKey(db, unitId);
    if (certified.get(key.unitKeyId)?.recipient !== key.recipient) throw new Refusal('notOpen', { data: { unitId } });
    return key;
  };
  return {
    handling: await keyOf(handlingUnitId),
    custodians: await keyOf((await unitOfKind(db, 'custodians')).id),
    guardians: await keyOf((await unitOfKind(db, 'guardians')).id),
  };
}
