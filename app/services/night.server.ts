import { takeHazards } from './case/hazard.server';
import type { Context } from './context.server';
import { destroyNightKeys } from './hand-over.server';
import { enterPenalties } from './publication/penalty.server';
import { enterSupervisions } from './publication/supervision.server';
import { enterClaims } from './reward/reward-enter.server';
import { settlePaid } from './reward/reward-settle.server';

/**
 * Enters everything that waited for the night, destroys the keys with which it was sealed, and writes the blobs of
 * earlier days anew. It may run any number of times and in several processes at once: each thing is entered once.
 */
export async function enterNight(ctx: Context): Promise<void> {
  const works = [
    enterPenalties,
    takeHazards,
    enterSupervisions,
    enterClaims,
    settlePaid,
    destroyNightKeys,
    ({ blobs }: Context) => blobs.renew(),
  ];
  const failed: unknown[] = [];
  // A step that fails, by a full disk or a spoilt row, must not hold up the others.
  for (const work of works) await work(ctx).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}
