import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  await migrateBy(url, migrationsFolder());
}

/**
 * Applies the first migrations of this program only, those with these hashes, to a database that has no more of them.
 * Throws where this program's own do not begin with these: it is older than the backup, or another one.
 */
export async function migrateUpTo(url: string, hashes: readonly string[]): Promise<void> {
  const journal = journalOf(migrationsFolder());
  const own = journal.entries.map(({ tag }) => hashOf(migrationsFolder(), tag));
  if (hashes.length > own.length || hashes.some((hash, at) => own[at] !== hash)) {
    throw new Error(
      'The backup was made by a newer version of this program, or by another one. Restore it with that version first.',
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'anshao-migrations-'));
  try {
    cpSync(migrationsFolder(), folder, { recursive: true });
    const entries = journal.entries.slice(0, hashes.length);
    writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ ...journal, entries }));
    await migrateBy(url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hashes of the migrations that the database has, in order. */
export async function appliedMigrations(url: string): Promise<string[]> {
  const client = openSql(url, { max: 1 });
  try {
    const rows = await client.unsafe<{ hash: string }[]>(`select hash from ${SCHEMA}.${TABLE} order by id`);
    return rows.map(({ hash }) => hash);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function migrateBy(url: string, folder: string): Promise<void> {
  const client = openSql(url, { max: 1 });
  try {
    await client`select pg_advisory_lock(${LOCK})`;
    await migrate(drizzle(client), {
      migrationsFolder: folder,
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
  return hashOf(folder, journalOf(folder).entries.at(-1)?.tag ?? '');
}

type Journal = { entries: { tag: string }[] };

const journalOf = (folder: string) => JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8')) as Journal;

const hashOf = (folder: string, tag: string): string =>
  createHash('sha256')
    .update(readFileSync(`${folder}/${tag}.sql`))
    .digest('hex');

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
