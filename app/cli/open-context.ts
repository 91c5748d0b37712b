import { sql } from 'drizzle-orm';
import { type Connection, connect } from '#db/client';
import { startPostgres } from '#db/launcher';
import { migrateDatabase } from '#db/migrate';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { seedPolicies } from '~/services/county/policies.server';
import { ownLogKey } from '~/services/log/log-keys.server';
import { settleSecret } from '~/services/log/secret-rotation.server';
import type { Logger } from '~/services/logger.server';
import type { Environment } from '~/web/env.server';

export const PUBLIC_CHANGED = 'anshao_public_changed';

export type OpenContext = {
  ctx: Context;
  connection: Connection;
  /** Owner's connection string. */
  databaseUrl: string;
  close: () => Promise<void>;
};

const SILENT: Logger = () => undefined;

/** The database (embedded unless DATABASE_URL is given), migrated, and the context on it in the application's role. */
export async function openContext(environment: Environment, log: Logger = SILENT, max = 4): Promise<OpenContext> {
  const { data, origin, smtpUrl } = environment;
  const { url, stop } = await openDatabase(environment, log);
  try {
    await migrateDatabase(url);
    const connection = connect(url, { role: 'anshao_app', max });
    const { db } = connection;
    const publicChanged = () => {
      db.execute(sql`select pg_notify(${PUBLIC_CHANGED}, '')`).catch(() => log('cache.noticeFailed'));
    };
    await settleSecret(data, db);
    const ctx = makeContext({ db, data, origin, smtpUrl, log, publicChanged });
    await ownLogKey(ctx);
    await seedPolicies(ctx);
    const close = async () => {
      ctx.mail.close();
      await connection.close();
      await stop();
    };
    return { ctx, connection, databaseUrl: url, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Connection string of the owner, and the function that releases the database. */
export async function openDatabase(
  { databaseUrl, data }: Environment,
  log: Logger = SILENT,
): Promise<{ url: string; stop: () => Promise<void> }> {
  if (databaseUrl !== null) return { url: databaseUrl, stop: async () => undefined };
  const { url, stop } = await startPostgres({ data, log });
  return { url, stop };
}
