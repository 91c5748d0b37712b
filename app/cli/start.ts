import { countyIfAny } from '~/services/county/county.server';
import type { House } from '~/services/house.server';
import type { Command } from './command';
import { refuseDemoInPublic } from './demo-guard';
import { serve, untilStopped } from './serve';

/** `anshao start`: runs the site until SIGTERM or SIGINT. */
export const run: Command = async ({ environment, print }) => {
  const prepare = async (house: House) => {
    if ((await countyIfAny(house.db))?.demo) refuseDemoInPublic(environment);
  };
  return untilStopped(await serve({ environment, print, prepare }));
};
