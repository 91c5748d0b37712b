import { type Connection, connect } from '#db/client';
import { startPostgres } from '#db/launcher';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { seedPolicies } from '~/services/county/policies.server';
import { cloneTemplate, makeTemplate } from '../database/template';
import type { Workshop } from './workshop';

export type ScratchServer = {
  /** A migrated database of its own, with a context on it in the application's role. */
  open: (name: string) => Promise<Scratch>;
  stop: () => Promise<void>;
};

export type Scratch = { url: string; data: string; ctx: Context; owner: Connection; close: () => Promise<void> };

/** A durable embedded server in the temporary folder. */
export async function startScratchServer(workshop: Workshop): Promise<ScratchServer> {
  const server = await startPostgres({ data: workshop.dataFolder('scratch') });
  await makeTemplate(server.url);
  return {
    open: async (name) => {
      const { url } = await cloneTemplate(server.url);
      const application = connect(url, { role: 'anshao_app' });
      const owner = connect(url, { max: 2 });
      const data = workshop.dataFolder(name);
      const ctx = makeContext({
        db: application.db,
        data,
        origin: 'http://localhost',
        smtpUrl: null,
        log: () => undefined,
      });
      await seedPolicies(ctx);
      const close = async () => {
        ctx.mail.close();
        await Promise.all([application.close(), owner.close()]);
      };
      return { url, data, ctx, owner, close };
    },
    stop: server.stop,
  };
}
