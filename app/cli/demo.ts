import type { Context } from '~/services/context.server';
import type { Command } from './command';
import { fillDemo, showSignIns } from './demo-county';
import { refuseDemoInPublic } from './demo-guard';
import { serve, untilStopped } from './serve';

/** `anshao demo`: makes the demo county where there is none, then runs the site. */
export const run: Command = async ({ environment, print }) => {
  if (environment.production) refuseDemoInPublic(environment);
  const prepare = async (ctx: Context) => void (await fillDemo(ctx, environment.data, print));
  const serving = await serve({ environment, print, prepare });
  showSignIns(serving.ctx.origin, environment.data, print);
  return untilStopped(serving);
};
