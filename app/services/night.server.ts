import { destroyNightKeys } from './hand-over.server';
import type { House } from './house.server';
import { enterPenalties } from './penalty.server';
import { enterClaims } from './reward-enter.server';
import { settlePaid } from './reward-settle.server';

/**
 * Enters everything that waited for the night, destroys the keys it was sealed with, and writes the blobs of earlier days anew. May run as often as one likes and
 * in several processes at once: each thing is entered once.
 */
export async function enterNight(house: House): Promise<void> {
  await enterPenalties(house);
  await enterClaims(house);
  await settlePaid(house);
  await destroyNightKeys(house);
  await house.blobs.renew();
}
