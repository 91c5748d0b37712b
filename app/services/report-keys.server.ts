import { Refusal } from '~/domain/refusal';
import type { UnitKeyRef } from '~/envelope/report-bundle';
import { certifiedInForce } from './directory.server';
import type { House } from './house.server';
import { currentUnitKey } from './unit-key.server';

/** The unit's key, if the county directory in force vouches for that very key; else Refusal `notOpen`. */
export async function requireCertifiedKey(house: House, unitId: string): Promise<UnitKeyRef> {
  const key = await currentUnitKey(house.db, unitId);
  const certified = (await certifiedInForce(house.db)).units.get(key.unitKeyId);
  if (certified?.recipient !== key.recipient) throw new Refusal('notOpen', { data: { unitId } });
  return key;
}
