import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox } from '#db/schema/log';
import { FILE_PART_BYTES } from '~/envelope/report/file-parts';
import { attach } from '~/services/report/attachment.server';
import { dropFile, uploadTokenHash, waitingParts } from '~/services/report/upload.server';
import { expireUploads } from '~/services/report/upload-expiry.server';
import { takeUpload } from '~/services/report/upload-take.server';
import { blobFiles, ctx, doJobs, isGone, newToken, PLENTY, put, REPORT, report, rows, take } from './upload-parts';

test('a submission takes all parts once, in its own transaction', async () => {
  const token = newToken();
  await put(token, 0, 0);
  await put(token, 2, 1);
  await put(token, 2, 0, PLENTY, FILE_PART_BYTES);
  const failing = ctx.db.transaction(async (tx) => {
    await takeUpload(tx, uploadTokenHash(token), { reportId: REPORT });
    throw new Error('refused later');
  });
  await expect(failing).rejects.toThrow('refused later');
  const parts = await take(token);
  expect(parts.map(({ kind, key, scope, sequence }) => [kind, key, scope, sequence])).toEqual([
    ['file', 'report', `${REPORT}:0`, 0],
    ['file', 'report', `${REPORT}:2`, 0],
    ['file', 'report', `${REPORT}:2`, 1],
  ]);
  expect(await Promise.all(parts.map(({ blob }) => isGone(blob ?? '')))).toEqual([false, false, false]);
  expect(await take(token)).toEqual([]);
  expect(await waitingParts(ctx, token)).toEqual([]);
});

test('a file with a missing part, or too many files, are not taken', async () => {
  for (const sequences of [[1], [0, 2]]) {
    const token = newToken();
    for (const sequence of sequences) await put(token, 0, sequence, PLENTY, FILE_PART_BYTES);
    await expect(take(token)).rejects.toMatchObject({ code: 'invalid', field: 'files' });
  }
  const many = newToken();
  for (let file = 0; file < 21; file += 1) await put(many, file, 0);
  await expect(take(many)).rejects.toMatchObject({ code: 'invalid', field: 'files' });
  await dropFile(ctx, many, 7);
  expect(await take(many)).toHaveLength(20);
});

test('all parts of a file but its last are full: nobody fills the tables with tiny ones', async () => {
  for (const length of [300, FILE_PART_BYTES / 2]) {
    const token = newToken();
    await put(token, 0, 0, PLENTY, length);
    await put(token, 0, 1);
    await expect(take(token)).rejects.toMatchObject({ code: 'invalid', field: 'files' });
    await put(token, 0, 0, PLENTY, FILE_PART_BYTES);
    expect(await take(token)).toHaveLength(2);
  }
  const crowded = newToken();
  const few = { ...PLENTY, uploadParts: 2 };
  await put(crowded, 0, 0, few);
  await put(crowded, 1, 0, few);
  await expect(put(crowded, 2, 0, few)).rejects.toMatchObject({ code: 'tooLate', field: 'token' });
  await put(crowded, 1, 0, few);
});

test('files of the plain way are refused too when the disk is nearly full', async () => {
  const delivery = {
    reportId: REPORT,
    reportRecipient: report.recipient,
    signingSeed: randomBytes(32),
    files: [{ name: 'a.pdf', type: 'application/pdf', bytes: randomBytes(100_000) }],
  };
  const withRoom = (free: number) => ({ ...ctx, blobs: { ...ctx.blobs, room: async () => free } });
  const kept = blobFiles();
  await expect(attach(withRoom(2 * 1024 ** 3 + 50_000), delivery)).rejects.toMatchObject({ code: 'busy' });
  expect(blobFiles()).toBe(kept);
  // A report without files is still taken.
  expect((await attach(withRoom(0), { ...delivery, files: [] })).parts).toEqual([]);
  expect((await attach(withRoom(2 * 1024 ** 3 + 500_000), delivery)).blobs).toHaveLength(1);
});

test('what no report came for goes after two days with its blobs; what waits for less stays', async () => {
  const [old, young] = [newToken(), newToken()];
  await put(old, 0, 0);
  const [orphan] = await rows(old);
  ctx.setNow('2025-09-16');
  await put(young, 0, 0);
  ctx.setNow('2025-09-17');
  expect(await expireUploads(ctx)).toBe(0);
  ctx.setNow('2025-09-18');
  expect(await expireUploads(ctx)).toBe(1);
  await doJobs();
  expect(await isGone(orphan?.blob ?? '')).toBe(true);
  expect(await waitingParts(ctx, old)).toEqual([]);
  expect(await waitingParts(ctx, young)).toHaveLength(1);
  const jobs = await ctx.db.select({ payload: outbox.payload }).from(outbox).where(eq(outbox.kind, 'blob.remove'));
  expect(JSON.stringify(jobs)).not.toContain(uploadTokenHash(old));
});
