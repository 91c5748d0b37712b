import { asc } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { sectorDraft } from '#db/schema/routing';
import type { OwnSectors } from '~/domain/county/sector-list';

/** What the county says of trades, as drafted. */
export const draftedSectors = async (db: Db | Tx): Promise<SectorEntries> =>
  db.select().from(sectorDraft).orderBy(asc(sectorDraft.code));

type SectorEntries = OwnSectors[number][];
