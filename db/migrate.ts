import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import { type Db, databaseCode, openSql } from './client';

/** Any number that is the same in every release, so that two processes that start together take turns. */
const LOCK = 760_512_350;
const SCHEMA = 'anshao_migrations';
const TABLE = 'applied';

const migrationsFolder = () => fileURLToPath(new URL('./migrations', import.meta.url));

/** Brings the database at `url` (the owner's connection) up to date, under an advisory lock on one connection. */
export async function migrateDatabase(url: string): Promise<void> {
  newestHash();
  const client = openSql(url, { max: 1 });
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client), {
      migrationsFolder: migrationsFolder(),
      migrationsSchema: SCHEMA,
      migrationsTable: TABLE,
    });
    await client.unsafe(
      `grant usage on schema ${SCHEMA} to anshao_app; grant select on ${SCHEMA}.${TABLE} to anshao_app`,
    );
  } finally {
    await client.end({ timeout: 5 });
  }
}

let newest: string | null = null;

/**
 * Hash of the newest migration that this program brings, as drizzle stores it. It is read once, when migrations are
 * applied: a folder that is replaced under a running site says nothing about that site.
 */
function newestHash(): string {
  newest ??= hashOfNewest();
  return newest;
}

function hashOfNewest(): string {
  const folder = migrationsFolder();
  const journal = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as { entries: { tag: string }[] };
  const tag = journal.entries.at(-1)?.tag;
  return createHash('sha256')
    .update(readFileSync(`${folder}/${tag}.sql`))
    .digest('hex');
}

/** Whether the newest migration of this program is applied; false also while the table does not exist yet. */
export async function migrationsCurrent(db: Db): Promise<boolean> {
  try {
    const table = sql.raw(`${SCHEMA}.${TABLE}`);
    const rows = await db.execute(sql`select 1 from ${table} where hash = ${newestHash()} limit 1`);
    return rows.length > 0;
  } catch (error) {
    if (databaseCode(error) === '42P01' || databaseCode(error) === '3F000') return false;
    throw error;
  }
}
