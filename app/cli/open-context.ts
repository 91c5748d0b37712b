import { sql } from 'drizzle-orm';
import { type Connection, connect } from '#db/client';
import { startPostgres } from '#db/launcher';
import { migrateDatabase } from '#db/migrate';
import type { Context } from '~/services/context.server';
import { makeContext } from '~/services/context-factory.server';
import { seedPolicies } from '~/services/county/policies.server';
import { restoreUnderWay } from '~/services/county/restore.server';
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

/**
 * The database (embedded unless DATABASE_URL is given), migrated, and the context on it in the application's role.
 * Throws an Error for people where a restore was stopped in the middle.
 */
export async function openContext(environment: Environment, log: Logger = SILENT, max = 4): Promise<OpenContext> {
  const half = await restoreUnderWay(environment.data);
  if (half) throw new Error(`A restore of ${half.id} was stopped in the middle. Run "anshao restore" again to go on.`);
  const database = await openDatabase(environment, log);
  try {
    const opened = await openContextAt(environment, database.url, log, max);
    const close = async () => {
      await opened.close();
      await database.stop();
    };
    return { ...opened, close };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

type OpenDatabase = { url: string; stop: () => Promise<void> };

/** The same on a database that is open, and stays open. */
export async function openContextAt(
  { data, s3, origin, otherOrigins, processName, smtpUrl, gateway }: Environment,
  url: string,
  log: Logger = SILENT,
  max = 4,
): Promise<OpenContext> {
  await migrateDatabase(url);
  const connection = connect(url, { role: 'anshao_app', max });
  const { db } = connection;
  const publicChanged = () => {
    db.execute(sql`select pg_notify(${PUBLIC_CHANGED}, '')`).catch(() => log('cache.noticeFailed'));
  };
  await settleSecret(data, db);
  const ctx = makeContext({ db, data, s3, origin, otherOrigins, processName, smtpUrl, gateway, log, publicChanged });
  await ownLogKey(ctx);
  await seedPolicies(ctx);
  await ctx.holidays.reload(db);
  const close = async () => {
    ctx.mail.close();
    await connection.close();
  };
  return { ctx, connection, databaseUrl: url, close };
}

/** Connection string of the owner, and the function that releases the database. */
export async function openDatabase({ databaseUrl, data }: Environment, log: Logger = SILENT): Promise<OpenDatabase> {
  if (databaseUrl !== null) return { url: databaseUrl, stop: async () => undefined };
  const { url, stop } = await startPostgres({ data, log });
  return { url, stop };
}
