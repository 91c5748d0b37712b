import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { openSql } from '#db/client';
import { migrateDatabase } from '#db/migrate';

const TEMPLATE = 'anshao_template';

async function onServer<T>(serverUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = openSql(withDatabase(serverUrl, 'postgres'), { max: 1, fetch_types: false });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Makes anew the migrated database from which others are cloned. */
export async function makeTemplate(serverUrl: string): Promise<void> {
  await onServer(serverUrl, async (sql) => {
    await sql.unsafe(`drop database if exists ${TEMPLATE} with (force)`);
    await sql.unsafe(`create database ${TEMPLATE}`);
  });
  await migrateDatabase(withDatabase(serverUrl, TEMPLATE));
}

/**
 * Clones the template, or another database of the server to which nobody is connected; returns the owner's connection
 * to the copy and a function that drops it.
 */
export async function cloneTemplate(
  serverUrl: string,
  template = TEMPLATE,
): Promise<{ name: string; url: string; drop: () => Promise<void> }> {
  const name = `anshao_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, (sql) => sql.unsafe(`create database ${name} template ${template} strategy file_copy`));
  return {
    name,
    url: withDatabase(serverUrl, name),
    drop: () =>
      onServer(serverUrl, async (sql) => void (await sql.unsafe(`drop database if exists ${name} with (force)`))),
  };
}

/** Another database on the same server. */
function withDatabase(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${database}`;
  return parsed.href;
}
