import type { Db, Tx } from '#db/client';
import { sectorCodes } from '~/domain/county/sector-list';
import type { PenaltyDraft } from '~/domain/publication/penalty-form';
import type { PenaltyPlaces } from '~/domain/publication/penalty-table';
import { Refusal } from '~/domain/refusal';
import { areas } from '~/services/county/county.server';
import { signedSectors } from '~/services/keys/signed-sectors.server';

/** The trades and areas that a decision of this county may name, closed ones too, since decisions may be old. */
export async function penaltyPlaces(db: Db | Tx): Promise<PenaltyPlaces> {
  const [sectors, places] = [await signedSectors(db), await areas(db)];
  return { sectors: new Set(sectorCodes(sectors)), towns: new Set(places.map(({ code }) => code)) };
}

/** Refusal `invalid` (sector, town) for what the form never offered. */
export async function requirePlaces(tx: Tx, { sector, town }: Pick<PenaltyDraft, 'sector' | 'town'>): Promise<void> {
  const known = await penaltyPlaces(tx);
  if (!known.sectors.has(sector)) throw new Refusal('invalid', { field: 'sector' });
  if (town !== null && !known.towns.has(town)) throw new Refusal('invalid', { field: 'town' });
}
