import { readdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import { migrationsCurrent } from '#db/migrate';
import { chinaDate } from '~/domain/dates';
import { HANDLERS, PERIODIC } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import type { Islands } from '~/ui/island';
import type { Environment } from '~/web/env.server';
import { makeLog } from '~/web/log.server';
import { makePageCache } from '~/web/page-cache.server';
import { PUBLIC_SECONDS } from '~/web/public-pages';
import { createSite } from '~/web/server';
import { DEMO_MONTHS, fillDemo } from '../demo-county';
import { openContext } from '../open-context';
import { FRAMES } from '../static-folders';

export type DevelopedSite = {
  handle: (req: IncomingMessage, res: ServerResponse) => void;
  close: () => Promise<void>;
};

type Options = { environment: Environment; build: ServerBuild; print: (line: string) => void };

/** The present site, on a database that already runs, with the demo's county made where there is none. */
export async function openDevelopedSite({ environment, build, print }: Options): Promise<DevelopedSite> {
  const log = makeLog(
    (text) => process.stdout.write(text),
    () => chinaDate(Date.now()),
  );
  const open = await openContext(environment, log);
  await fillDemo(open.ctx, { data: environment.data, releasedMonths: DEMO_MONTHS }, print);
  const cache = makePageCache(Date.now, PUBLIC_SECONDS * 1_000);
  const ctx = { ...open.ctx, publicChanged: cache.clear };
  const site = createSite({
    ctx,
    build,
    cache,
    production: false,
    // The frames for files that officers open come from an earlier build, if there is one; all else comes from Vite.
    folders: [FRAMES],
    islands: islandsInSource(),
    ready: () => migrationsCurrent(ctx.db),
  });
  const worker = startWorker(ctx, open.connection.sql, { handlers: HANDLERS, periodic: PERIODIC });
  return {
    handle: (req, res) => void site.server.emit('request', req, res),
    async close() {
      await worker.stop();
      await site.close();
      await open.close();
    },
  };
}

/** The islands, which Vite compiles when they are requested. */
function islandsInSource(): Islands {
  const names = readdirSync('app/browser').flatMap((file) => /^island-([a-z]+)\.ts$/.exec(file)?.[1] ?? []);
  return Object.fromEntries(names.map((name) => [name, { script: `/app/browser/island-${name}.ts`, imports: [] }]));
}
