import type { Context } from '~/services/context.server';
import { countyIfAny } from '~/services/county/county.server';
import type { Command } from './command';
import { refuseDemoInPublic } from './demo-guard';
import { serve, untilStopped } from './serve';

/** `anshao start`: runs the site until SIGTERM or SIGINT. */
export const run: Command = async ({ environment, print }) => {
  const prepare = async (ctx: Context) => {
    if ((await countyIfAny(ctx.db))?.demo) refuseDemoInPublic(environment);
  };
  return untilStopped(await serve({ environment, print, prepare }));
};
