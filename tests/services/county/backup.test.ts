import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer as bytesOf, text as textOf } from 'node:stream/consumers';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { openSql } from '#db/client';
import { migrateDatabase } from '#db/migrate';
import { upload, uploadPart } from '#db/schema/upload';
import { BLOB_COLUMNS, withSnapshot } from '#db/table-copy';
import { randomBytes } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { localBlobStore } from '~/services/blob-store.server';
import { makeBackup } from '~/services/county/backup.server';
import { backupsIn } from '~/services/county/backup-folder.server';
import { chooseBackup, restoreBlobs, restoreDatabase } from '~/services/county/restore.server';
import { emptyDatabase } from '../../database/empty-database';
import { backupSite } from './backup-site';

const { ctx, played, folder, data, key, order } = await backupSite();
const storeIn = (place: string) => localBlobStore(join(place, 'blobs'), Date.now);
const inFolder = (...names: string[]) => join(folder, ...names);
writeFileSync(inFolder('file'), '');

/** A file of a report that is being sent, named by a row. */
async function storeFile(bytes: Uint8Array = randomBytes(5_000)): Promise<string> {
  const blob = await ctx.blobs.put(bytes);
  const tokenHash = Buffer.from(randomBytes(32)).toString('hex');
  await ctx.db.insert(upload).values({ tokenHash, bytes: bytes.length, madeOn: '2025-09-15' });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await ctx.db.insert(uploadPart).values({ tokenHash, fileIndex: 0, sequence: 0, blob, size: bytes.length, sha256 });
  return blob;
}

/** Digest of every table's rows, and the sequences. */
const contents = (url: string) =>
  withSnapshot(url, async (snapshot) => {
    const found: Record<string, string> = {};
    for (const table of snapshot.tables) {
      const lines = (await textOf(Readable.from(snapshot.rows(table)))).split('\n');
      found[table.name] = `${lines.length - 1} ${createHash('sha256').update(lines.sort().join('')).digest('hex')}`;
    }
    return { ...found, staff_session: '', sequences: await snapshot.sequences() };
  });

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

async function restored(id?: string, where = mkdtempSync(join(folder, 'restored-'))) {
  const url = await emptyDatabase();
  writeFileSync(join(where, 'server-secret'), readFileSync(join(data, 'server-secret')));
  const to = { folder: inFolder('backups'), id, identity: key.identity, data: where, blobs: storeIn(where) };
  const chosen = await chooseBackup(to);
  const { nights } = await restoreDatabase(url, to, chosen);
  return { url, where, to, chosen, nights };
}

test('every row, sequence and file comes back, of one moment, while others write', async () => {
  const first = await storeFile();
  const second = await storeFile();
  const before = await contents(played.database.url);
  let wrote = false;
  const { manifest, copied } = await makeBackup(
    ctx,
    order({
      onStep: ({ step }) => {
        if (step !== 'rows' || wrote) return;
        wrote = true;
        void ctx.db.execute(sql`insert into posted_once values (gen_random_uuid(), '2025-09-15')`);
      },
    }),
  );
  expect(wrote).toBe(true);
  expect(manifest).toMatchObject({ recipientSigned: false, secretInside: false, blobs: { count: 2, missing: 0 } });
  expect(copied).toBe(2);
  const { url, to, chosen } = await restored(manifest.id);
  expect(await contents(url)).toEqual(before);
  const { blobs } = to;
  expect(await restoreBlobs(url, to, chosen.backup)).toEqual({ restored: 2, there: 0, missing: 0 });
  for (const ref of [first, second]) {
    expect(await bytesOf(await blobs.open(ref))).toEqual(await bytesOf(await ctx.blobs.open(ref)));
  }
  await migrateDatabase(url);
  const client = openSql(url, { max: 1 });
  await expect(client`delete from log_entry`).rejects.toThrow();
  await client.end();
});

test('nothing of rows, names of files or the secret lies in the folder in the clear', async () => {
  const ref = await storeFile();
  await makeBackup(ctx, order({ withSecret: true }));
  const secret = readFileSync(join(data, 'server-secret'));
  const clear = [...['fire.handler', ref, secret.toString('base64'), secret.toString('hex')].map(String), secret];
  const paths = filesIn(inFolder('backups'));
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) {
    const bytes = readFileSync(path);
    for (const one of clear) expect(bytes.includes(one), path).toBe(false);
    expect(path).not.toContain(ref);
  }
});

test('a file is copied once; old backups go, and with them what only they had', async () => {
  const only = await storeFile();
  const first = await makeBackup(ctx, order());
  expect(first.copied).toBe(1);
  const copies = filesIn(inFolder('backups', 'blobs'));
  const times = new Map(copies.map((path) => [path, statSync(path).mtimeMs]));
  await ctx.db.delete(uploadPart).where(eq(uploadPart.blob, only));
  await ctx.blobs.remove(only);
  await storeFile();
  const second = await makeBackup(ctx, order({ keep: 1 }));
  expect(second.copied).toBe(1);
  expect(second.removed).toContain(first.manifest.id);
  expect((await backupsIn(inFolder('backups'))).map(({ id }) => id)).toEqual([second.manifest.id]);
  const now = filesIn(inFolder('backups', 'blobs'));
  expect(now).toHaveLength(copies.length);
  expect(now.filter((path) => times.has(path))).toHaveLength(copies.length - 1);
  for (const path of now) if (times.has(path)) expect(statSync(path).mtimeMs).toBe(times.get(path));
});

test('a file that a row names and nobody has is told as missing', async () => {
  const lost = await storeFile();
  await ctx.blobs.remove(lost);
  const { manifest } = await makeBackup(ctx, order());
  expect(manifest.blobs).toMatchObject({ missing: 1, deleted: 0 });
  await ctx.db.delete(uploadPart).where(eq(uploadPart.blob, lost));
});

test('one deleted while the backup is made is told as deleted, and is no loss', async () => {
  const going = await storeFile();
  let gone: Promise<unknown> | null = null;
  const { manifest } = await makeBackup(
    ctx,
    order({
      onStep: ({ step }) => {
        if (step !== 'rows' || gone) return;
        gone = ctx.blobs.remove(going).then(() => ctx.db.delete(uploadPart).where(eq(uploadPart.blob, going)));
      },
    }),
  );
  await gone;
  expect(manifest.blobs).toMatchObject({ missing: 0, deleted: 1 });
});

describe('is refused in words', () => {
  test.each([
    ['without a key', { recipient: undefined }, 'noRecipient'],
    ['inside the data folder', { folder: join(data, 'backups') }, 'insideData'],
    ['where no folder can be made', { folder: join(folder, 'file', 'backups') }, 'noFolder'],
  ] as const)('%s', async (_, more, problem) => {
    await expect(makeBackup(ctx, order(more))).rejects.toMatchObject({ backupProblem: problem });
  });

  test('in a folder of another installation', async () => {
    const other = inFolder('other');
    const { manifest } = await makeBackup(ctx, order({ folder: other }));
    writeFileSync(join(other, manifest.id, 'manifest.json'), JSON.stringify({ ...manifest, site: 'another' }));
    await expect(makeBackup(ctx, order({ folder: other }))).rejects.toMatchObject({ backupProblem: 'otherSite' });
  });

  test('while another is under way', async () => {
    let second: Promise<unknown> | null = null;
    await makeBackup(ctx, order({ onStep: () => (second ??= makeBackup(ctx, order()).catch((error) => error)) }));
    expect(await second).toMatchObject({ backupProblem: 'underWay' });
  });

  test('once it is stopped, and leaves no half', async () => {
    const stop = new AbortController();
    const stopped = makeBackup(ctx, order({ signal: stop.signal, onStep: () => stop.abort() }));
    await expect(stopped).rejects.toMatchObject({ backupProblem: 'stopped' });
    await makeBackup(ctx, order());
    expect(readdirSync(inFolder('backups')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('a restore is refused before anything is changed', () => {
  const trying = async (more: object, prepare: (where: string) => void = () => undefined) => {
    const where = mkdtempSync(join(folder, 'refused-'));
    writeFileSync(join(where, 'server-secret'), readFileSync(join(data, 'server-secret')));
    prepare(where);
    const was = filesIn(where);
    const to = { folder: inFolder('backups'), identity: key.identity, data: where, ...more };
    const outcome = chooseBackup({ ...to, blobs: storeIn(to.data) });
    await expect(outcome).rejects.toThrow();
    expect(filesIn(where)).toEqual(was);
    return outcome.catch((error: Error) => error.message);
  };

  test('with another key', async () => {
    const remove = (where: string) => rmSync(join(where, 'server-secret'));
    expect(await trying({ identity: (await newKeyPair()).identity }, remove)).toContain('not the key');
  });

  test('without the server secret, or with another one', async () => {
    await makeBackup(ctx, order());
    expect(await trying({}, (where) => rmSync(join(where, 'server-secret')))).toContain('not in this backup');
    expect(await trying({}, (where) => writeFileSync(join(where, 'server-secret'), randomBytes(32)))).toContain(
      'not the one',
    );
  });

  test('where a site is', async () => {
    expect(await trying({ data })).toContain('empty');
    const { to, chosen } = await restored();
    const again = { ...to, data: mkdtempSync(join(folder, 'again-')) };
    await expect(restoreDatabase(played.database.url, again, { ...chosen, mark: null })).rejects.toThrow('empty');
  });

  test.each(['rows.age', 'keys.age', 'tombstones.age', 'blobs.txt'])('where %s was changed', async (name) => {
    const { manifest } = await makeBackup(ctx, order());
    appendFileSync(inFolder('backups', manifest.id, name), 'x');
    expect(await trying({ id: manifest.id })).toContain('damaged');
  });
});

test('every column that names a blob is known', async () => {
  const rows = await ctx.db.execute<{ place: string }>(
    sql`select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name like '%blob%' and data_type = 'text' order by 1`,
  );
  expect(rows.map(({ place }) => place)).toEqual([...BLOB_COLUMNS]);
});
