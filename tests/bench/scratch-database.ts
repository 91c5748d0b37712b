import { type Connection, connect } from '#db/client';
import { startPostgres } from '#db/launcher';
import { cloneTemplate, makeTemplate } from '#db/template';
import { seedPolicies } from '~/services/county/policies.server';
import type { House } from '~/services/house.server';
import { makeHouse } from '~/services/house-factory.server';
import type { Workshop } from './workshop';

export type ScratchServer = {
  /** A migrated database of its own, with a house on it in the application's role. */
  open: (name: string) => Promise<Scratch>;
  stop: () => Promise<void>;
};

export type Scratch = { url: string; data: string; house: House; owner: Connection; close: () => Promise<void> };

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
      const house = makeHouse({
        db: application.db,
        data,
        origin: 'http://localhost',
        smtpUrl: null,
        log: () => undefined,
      });
      await seedPolicies(house);
      const close = async () => {
        house.mail.close();
        await Promise.all([application.close(), owner.close()]);
      };
      return { url, data, house, owner, close };
    },
    stop: server.stop,
  };
}
