import type { Db, Tx } from '#db/client';
import { Refusal } from '~/domain/refusal';
import { superiorIsInside } from '~/domain/report/about-office';
import { routingInForce } from '~/services/keys/signed-routing.server';

/** Has the level above nobody here, so that what goes up leaves this site? */
export async function superiorIsOutside(db: Db | Tx): Promise<boolean> {
  const routing = await routingInForce(db);
  return routing !== null && !superiorIsInside(routing.table);
}

/**
 * Refusals: `conflict` where the level above has members here, to whom a case is transferred; `notOpen` where the list
 * names no superior; `invalid` (sentAs) where it has no key to seal to.
 */
export async function requireSuperiorFor(db: Db | Tx, way: 'sealed' | 'printed'): Promise<void> {
  if (!(await superiorIsOutside(db))) throw new Refusal('conflict', { field: 'sentAs' });
  const superior = (await routingInForce(db))?.directory.superior ?? null;
  if (superior === null) throw new Refusal('notOpen');
  if (way === 'sealed' && superior.holders.length === 0) throw new Refusal('invalid', { field: 'sentAs' });
}
