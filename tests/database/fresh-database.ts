import { inject } from 'vitest';
import { type Connection, connect } from '#db/client';
import { afterFile } from '../runner/after-file';
import { cloneTemplate } from './template';

export type FreshDatabase = Connection & {
  /** Owner's connection string. */
  url: string;
  /** A connection with the owner's rights, for what the application itself may not do. */
  owner: Connection;
};

/** A migrated database of its own for a test file (or a copy of another one), in the application's role; dropped after the file. */
export async function freshDatabase(template?: string): Promise<FreshDatabase> {
  const { url, drop } = await cloneTemplate(inject('databaseServer'), template);
  const application = connect(url, { role: 'anshao_app' });
  const owner = connect(url, { max: 2 });
  afterFile(async () => {
    await Promise.all([application.close(), owner.close()]);
    await drop();
  });
  return { ...application, url, owner };
}
