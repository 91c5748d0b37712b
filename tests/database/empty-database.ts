import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openSql } from '#db/client';
import { afterFile } from '../runner/after-file';

/** The address of a new database without any table; dropped after the file. */
export async function emptyDatabase(): Promise<string> {
  const url = new URL(inject('databaseServer'));
  const name = `anshao_empty_${randomBytes(6).toString('hex')}`;
  url.pathname = '/postgres';
  const run = async (statement: string) => {
    const sql = openSql(url.href, { max: 1, fetch_types: false });
    await sql.unsafe(statement).finally(() => sql.end({ timeout: 5 }));
  };
  await run(`create database ${name}`);
  afterFile(() => run(`drop database if exists ${name} with (force)`));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}
