import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { outbox } from '#db/schema/log';
import { uploadPart } from '#db/schema/upload';
import { checkBlobs } from '~/cli/doctor/machine';
import { randomBytes } from '~/envelope/bytes';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import type { Context } from '~/services/context.server';
import { makeBackup } from '~/services/county/backup.server';
import { backupsIn } from '~/services/county/backup-folder.server';
import { chooseBackup, restoreBlobs, restoreDatabase } from '~/services/county/restore.server';
import { enterNight } from '~/services/night.server';
import { attach } from '~/services/report/attachment.server';
import { dropFile, putPart, uploadTokenHash } from '~/services/report/upload.server';
import { s3BlobStore } from '~/services/s3-blob-store.server';
import { makeStatus } from '~/web/status.server';
import { emptyDatabase } from '../../database/empty-database';
import { freePort } from '../../faults/running-site';
import { startSwift } from '../../s3/swift';
import { backupSite } from './backup-site';

const DAY = 86_400_000;
const swift = await startSwift();
afterAll(() => swift.stop());
const { ctx: onFolder, played, folder, data, key, order } = await backupSite();

/** A site whose files lie in a bucket, and the same site while the service of the bucket cannot be reached. */
const settings = swift.settings();
let ahead = 0;
const inBucket = (place = settings) => s3BlobStore(place, () => Date.now() + ahead, onFolder.log);
const ctx: Context = { ...onFolder, blobs: inBucket() };
const nowhere = `http://127.0.0.1:${await freePort()}`;
const away: Context = { ...ctx, blobs: inBucket({ ...settings, endpoint: nowhere }) };

const reportId = '0b8f4f0e-6a5e-4b43-8a1d-0f3f2f6f4c11';
const { recipient: reportRecipient } = await newKeyPair();
const part = () => sealFilePart({ reportId, fileIndex: 0, reportRecipient }, 0, randomBytes(300));
const newToken = () => Buffer.from(randomBytes(32)).toString('base64url');

/** Sends a part of a file; returns the name of its blob. */
async function sent(token = newToken(), by = ctx): Promise<string> {
  await putPart(by, { token, fileIndex: 0, ...(await part()) });
  const [row] = await ctx.db
    .select()
    .from(uploadPart)
    .where(eq(uploadPart.tokenHash, uploadTokenHash(token)));
  return row?.blob ?? '';
}

const removals = and(eq(outbox.kind, 'blob.remove'), isNull(outbox.doneOn));
/** Runs the waiting removals once, as the worker of a web process does. */
async function removeWaiting(by: Context): Promise<void> {
  await ctx.db.update(outbox).set({ runAfter: sql`now()` }).where(removals);
  const worker = startWorker(by, played.database.sql, { handlers: { 'blob.remove': HANDLERS['blob.remove'] } });
  await worker.drain();
  await worker.stop();
}

async function restored(to = swift.settings()) {
  const where = mkdtempSync(join(folder, 'restored-'));
  writeFileSync(join(where, 'server-secret'), readFileSync(join(data, 'server-secret')));
  const wanted = { folder: order().folder, identity: key.identity, data: where, blobs: inBucket(to) };
  const chosen = await chooseBackup(wanted);
  const url = await emptyDatabase();
  await restoreDatabase(url, wanted, chosen);
  return { to, blobs: wanted.blobs, result: await restoreBlobs(url, wanted, chosen.backup) };
}

test('files of a bucket are backed up, and restored into another one that is empty', async () => {
  const ref = await sent();
  await makeBackup(ctx, order());
  const { to, blobs, result } = await restored();
  expect(result).toMatchObject({ restored: 1, missing: 0 });
  expect(await buffer(await blobs.open(ref))).toEqual(await buffer(await ctx.blobs.open(ref)));
  // Files that no row of the restored site names would stay in it for ever.
  await expect(restored(to)).rejects.toThrow('a prefix without files');
});

test('the night moves files of earlier days, and goes on with everything else where the bucket is away', async () => {
  const ref = await sent();
  ahead = DAY;
  await expect(enterNight(away)).rejects.toMatchObject({ code: 'filesAway' });
  await enterNight(ctx);
  expect(await ctx.blobs.renew()).toBe(0);
  expect((await buffer(await ctx.blobs.open(ref))).length).toBeGreaterThan(300);
});

test('what is deleted goes from the bucket, and waits for it where it is away', async () => {
  const token = newToken();
  const ref = await sent(token);
  await dropFile(ctx, token, 0);
  await removeWaiting(away);
  expect(await ctx.db.$count(outbox, removals)).toBe(1);
  expect(await ctx.blobs.size(ref)).toBeGreaterThan(300);
  await removeWaiting(ctx);
  expect(await ctx.db.$count(outbox, removals)).toBe(0);
  await expect(ctx.blobs.size(ref)).rejects.toMatchObject({ code: 'notFound' });
});

describe('while the bucket is away', () => {
  test('a file is refused in words, and leaves no row', async () => {
    const token = newToken();
    await expect(sent(token, away)).rejects.toMatchObject({ refusal: true, code: 'filesAway' });
    expect(await ctx.db.$count(uploadPart, eq(uploadPart.tokenHash, uploadTokenHash(token)))).toBe(0);
    const files = [{ name: 'a.pdf', type: 'application/pdf', bytes: randomBytes(500) }];
    const delivery = { reportId, reportRecipient, signingSeed: randomBytes(32), files };
    await expect(attach(away, delivery)).rejects.toMatchObject({ code: 'filesAway' });
  });

  test('no backup is made rather than one without files, and the earlier ones stay', async () => {
    await sent();
    const before = await backupsIn(order().folder);
    await expect(makeBackup(away, order())).rejects.toMatchObject({ backupProblem: 'filesAway' });
    expect(await backupsIn(order().folder)).toEqual(before);
  });

  test('doctor and the detail of /readyz say so', async () => {
    const asking = { headers: { authorization: 'Bearer a-token-of-some-length' } } as never;
    const files = async (by: Context) => {
      const told = (await makeStatus(by, 'a-token-of-some-length')(asking)) as { files: string };
      return [told.files, (await checkBlobs(by.blobs)).code];
    };
    expect(await files(ctx)).toEqual(['ok', 'blobs.ok']);
    expect(await files(away)).toEqual(['away', 'blobs.unreachable']);
    expect(await files({ ...ctx, blobs: inBucket({ ...settings, bucket: 'no-bucket' }) })).toEqual([
      'away',
      'blobs.unreachable',
    ]);
    expect(await files(onFolder)).toEqual(['ok', 'blobs.ok']);
  });
});

test('a bucket that keeps versions is wrong for doctor', async () => {
  const versions = { ...ctx.blobs, keepsRemoved: async () => true };
  expect((await checkBlobs(versions)).code).toBe('blobs.keepsRemoved');
});
