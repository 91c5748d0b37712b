import { area } from '#db/schema/county';
import { serve, untilStopped } from '~/cli/serve';
import { countyIfAny } from '~/services/county/county.server';
import { seedPolicies } from '~/services/county/policies.server';
import { readEnvironment } from '~/web/env.server';
import { makeCounty } from '../services/fixtures';

/** A whole site in a process of its own, with the fixture county in which reporting is open; for tests that kill it. */
const serving = await serve({
  environment: readEnvironment(),
  print: (line) => process.stdout.write(`${line}\n`),
  ...(process.argv[3] && { plainWordsMs: Number(process.argv[3]) }),
  prepare: async (ctx) => {
    if (await countyIfAny(ctx.db)) return;
    // On a slow machine a one-time code could expire between being made and being checked.
    const now = ctx.now();
    await makeCounty({ ...ctx, now: () => now });
    await seedPolicies(ctx);
    // The control of the marker search: something that does lie in the clear.
    const control = process.argv[2];
    if (control) {
      await ctx.db
        .insert(area)
        .values({ code: '500200199', parentCode: '500200', level: 'town', names: { zh: control, en: control } });
    }
  },
});
process.exitCode = await untilStopped(serving);
