import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

export type Db = PostgresJsDatabase<Record<string, never>>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];

export type Connection = {
  sql: postgres.Sql;
  db: Db;
  /** Waits for running queries, at most five seconds. */
  close: () => Promise<void>;
};

export type ConnectOptions = {
  /** Gives up the owner's rights at the start of each session: `anshao_app` cannot update or delete the log. */
  role?: 'anshao_app';
  max?: number;
};

/**
 * postgres.js at a connection string. Unlike postgres.js alone it also takes libpq's notation for a Unix socket,
 * `postgres://user@localhost:5432/database?host=/folder`.
 */
export function openSql(url: string, options: postgres.Options<Record<string, never>>): postgres.Sql {
  const all = { onnotice: () => undefined, ...options };
  const parsed = new URL(url);
  const folder = parsed.searchParams.get('host');
  if (!folder?.startsWith('/')) return postgres(url, all);
  return postgres({
    ...all,
    host: folder,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database: parsed.pathname.slice(1),
  });
}

/** Opens a pool. Errors carry statement and parameters: log only their `databaseCode`, never their message. */
export function connect(url: string, { role, max = 10 }: ConnectOptions = {}): Connection {
  const sql = openSql(url, {
    max,
    debug: false,
    connect_timeout: 10,
    // A server that restarts is soon back.
    backoff: (retries) => Math.min(0.05 * 2 ** retries, 1),
    connection: { application_name: 'anshao', ...(role ? { role } : {}) },
  });
  return { sql, db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
}

/** SQLSTATE or network code of a failed query, found through drizzle's wrapping; null for other errors. */
export function databaseCode(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Object && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}
