import type { Context } from '~/services/context.server';
import { type Command, UsageError } from './command';
import { DEMO_MONTHS, fillDemo, showSignIns } from './demo-county';
import { refuseDemoInPublic } from './demo-guard';
import { serve, untilStopped } from './serve';

/** `anshao demo [--months N]`: makes the demo county where there is none, then runs the site. */
export const run: Command = async ({ args, environment, print }) => {
  if (environment.production) refuseDemoInPublic(environment);
  const releasedMonths = monthsOf(args);
  const prepare = async (ctx: Context) => void (await fillDemo(ctx, { data: environment.data, releasedMonths }, print));
  const serving = await serve({ environment, print, prepare });
  showSignIns(serving.ctx.origin, environment.data, print);
  return untilStopped(serving);
};

/** For how many of the last months figures are released. */
function monthsOf(args: readonly string[]): number {
  const [flag, number = ''] = args;
  if (flag === undefined) return DEMO_MONTHS;
  if (flag !== '--months' || !/^\d{1,2}$/.test(number)) throw new UsageError('Write the months as --months 3.');
  return Number(number);
}
