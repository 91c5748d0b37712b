import { area } from '#db/schema/county';
import { openContext } from '~/cli/open-context';
import { readEnvironment } from '~/web/env.server';
import { cheapArgon2id } from '../database/kept-context';
import { makeCounty } from '../services/fixtures';

/**
 * Plays the fixture county, in which reporting is open, in the place that the settings name, which must be empty. It is
 * played in this process, because a site that is killed need not have made its county itself.
 */
export async function playSite(settings: NodeJS.ProcessEnv, control = ''): Promise<void> {
  const { ctx, close } = await openContext(readEnvironment(settings));
  try {
    // On a slow machine a one-time code could expire between being made and being checked.
    const now = ctx.now();
    await makeCounty({ ...ctx, now: () => now, argon2id: cheapArgon2id() });
    // What the marker search must find, because it does lie in the clear.
    const names = { zh: control, en: control };
    if (control) await ctx.db.insert(area).values({ code: '500200199', parentCode: '500200', level: 'town', names });
  } finally {
    await close();
  }
}
