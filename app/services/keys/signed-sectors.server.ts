import type { Db, Tx } from '#db/client';
import type { OwnSectors } from '~/domain/county/sector-list';
import type { Context } from '~/services/context.server';
import { routingInForce } from './signed-routing.server';

/** What the county says of trades, as two guardians signed it; nothing while no signed routing holds. */
export const signedSectors = async (db: Db | Tx): Promise<OwnSectors> =>
  (await routingInForce(db))?.statement.sectors ?? [];

/** The same for pages, on which everybody may see it. */
export const publicSectors = ({ db }: Pick<Context, 'db'>): Promise<OwnSectors> => signedSectors(db);
