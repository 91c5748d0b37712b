import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { databaseCode } from '#db/client';
import { migrateDatabase, migrationsCurrent } from '#db/migrate';
import { freshDatabase } from '../database/fresh-database';

test('a cloned database is migrated, and the application can neither update nor delete log rows', async () => {
  const { db, owner, url } = await freshDatabase();
  expect(await migrationsCurrent(db)).toBe(true);
  await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
  expect((await db.execute(sql`select current_user as name`))[0]).toEqual({ name: 'anshao_app' });
  for (const statement of [sql`update log_entry set act = 'x'`, sql`delete from log_entry`, sql`truncate log_entry`]) {
    const error = await db.execute(statement).then(
      () => null,
      (e: unknown) => e,
    );
    expect(databaseCode(error)).toBe('42501');
  }
  await expect(owner.db.execute(sql`truncate log_entry cascade`)).rejects.toThrow();
});
