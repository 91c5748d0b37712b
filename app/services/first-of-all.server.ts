import type { Tx } from '#db/client';
import { postedOnce } from '#db/schema/staff';
import type { IsoDate } from '~/domain/dates';

/** Of all that bring this mark, in whatever process, one is the first. */
export async function isFirst(tx: Tx, mark: string, onDay: IsoDate): Promise<boolean> {
  const taken = await tx
    .insert(postedOnce)
    .values({ mark, onDay })
    .onConflictDoNothing()
    .returning({ mark: postedOnce.mark });
  return taken.length > 0;
}
