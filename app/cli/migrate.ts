import { migrateDatabase } from '#db/migrate';
import type { Command } from './command';
import { openDatabase } from './open-context';

/** `anshao migrate`: brings the database up to date; two at once take turns. */
export const run: Command = async ({ environment, json, print }) => {
  const { url, stop } = await openDatabase(environment);
  try {
    await migrateDatabase(url);
  } finally {
    await stop();
  }
  print(json ? JSON.stringify({ migrated: true }) : 'The database is up to date.');
  return 0;
};
