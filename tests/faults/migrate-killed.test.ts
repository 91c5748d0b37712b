import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect, openSql } from '#db/client';
import { appliedMigrations, migrateDatabase, migrateUpTo, migrationsCurrent } from '#db/migrate';
import { emptyDatabase } from '../database/empty-database';
import { killOnce, runCommand } from './killed-command';

const where = mkdtempSync(join(tmpdir(), 'anshao-migrate-'));
afterAll(() => rmSync(where, { recursive: true, force: true }));

test('an upgrade that is killed in the middle of its migrations leaves the version before, and goes through again', async () => {
  const newest = await emptyDatabase();
  await migrateDatabase(newest);
  const all = await appliedMigrations(newest);
  const url = await emptyDatabase();
  // The version before backups had their table.
  const before = all.slice(0, 40);
  await migrateUpTo(url, before);
  const holder = openSql(url, { max: 1 });
  const looker = connect(url, { max: 1 });
  // Nobody else can make a table of this name before this transaction ends, so that the upgrade waits in its middle.
  await holder
    .begin(async (tx) => {
      await tx`create table backup_run (id integer)`;
      await killOnce(['migrate'], { where, url }, async () => {
        const waiting = await looker.sql`select 1 from pg_locks where not granted and locktype = 'transactionid'`;
        return waiting.length > 0;
      });
      throw new Error('given back');
    })
    .catch((error: Error) => expect(error.message).toBe('given back'));
  expect(await appliedMigrations(url)).toEqual(before);
  expect(await migrationsCurrent(looker.db)).toBe(false);
  expect(runCommand(['migrate'], { where, url })).toMatchObject({ status: 0 });
  expect(await appliedMigrations(url)).toEqual(all);
  await holder.end();
  await looker.close();
}, 120_000);
