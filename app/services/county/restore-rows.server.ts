import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { openSql } from '#db/client';
import { migrateUpTo } from '#db/migrate';
import { replaceRows } from '#db/table-copy';
import type { BackupManifest } from '~/contract/backup';
import { openFile } from './backup-folder.server';
import { damaged, readRows } from './backup-rows.server';

/** Does the database hold a county already? False also for one without tables. */
export async function hasCounty(url: string): Promise<boolean> {
  const client = openSql(url, { max: 1 });
  try {
    const [table] = await client<{ there: boolean }[]>`select to_regclass('public.county') is not null as there`;
    if (!table?.there) return false;
    const [row] = await client<{ there: boolean }[]>`select exists (select from county) as there`;
    return row?.there === true;
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * Brings the database to the migrations that the backup had, and puts its rows in, in one transaction. The sealed file
 * must have been compared with its digest.
 */
export async function restoreRows(
  url: string,
  { backup, manifest, identity }: { backup: string; manifest: BackupManifest; identity: string },
  onTable: (name: string) => void,
): Promise<void> {
  await migrateUpTo(url, manifest.migrations);
  await replaceRows(url, async ({ fill, place }) => {
    await readRows(framesIn(backup, identity), manifest.id, {
      table: async (table, rows) => {
        onTable(table.name);
        await fill(table, rows);
      },
      end: ({ sequences }) => place(sequences),
    });
  }).catch((error: unknown) => {
    // Errors of the database repeat values of rows; those of the compression tell that the stream was cut.
    if (error instanceof Error && /^Z_|^ERR_/.test((error as NodeJS.ErrnoException).code ?? '')) throw damaged();
    throw error;
  });
}

async function* framesIn(backup: string, identity: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  pipeline(Readable.from(await openFile(join(backup, 'rows.age'), identity)), gunzip, () => undefined);
  yield* gunzip as AsyncIterable<Uint8Array>;
}
