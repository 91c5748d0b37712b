import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach } from 'vitest';
import { upload, uploadPart } from '#db/schema/upload';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import { putPart, type UploadLimits, uploadTokenHash } from '~/services/report/upload.server';
import { takeUpload } from '~/services/report/upload-take.server';
import { type TestContext, testContext } from '../test-context';

export let ctx: TestContext;

export const REPORT = '0b8f4f0e-6a5e-4b43-8a1d-0f3f2f6f4c11';

export const report = await newKeyPair();

export const PLENTY: UploadLimits = { uploadBytes: 1e9, uploadParts: 1000, waitingBytes: 1e9, freeBytes: 0 };

beforeAll(async () => {
  ctx = await testContext();
});

beforeEach(async () => {
  await ctx.database.owner.db.delete(upload);
  ctx.setNow('2025-09-15');
});

export const newToken = () => randomBytes(32).toString('base64url');

export async function sealedPart(fileIndex: number, sequence: number, content = randomBytes(300)) {
  const place = { reportId: REPORT, fileIndex, reportRecipient: report.recipient };
  const { bytes, sha256 } = await sealFilePart(place, sequence, content);
  return { fileIndex, sequence, bytes, sha256 };
}

export async function put(token: string, fileIndex: number, sequence: number, limits = PLENTY, length = 300) {
  const part = await sealedPart(fileIndex, sequence, randomBytes(length));
  await putPart(ctx, { token, ...part }, limits);
  return part;
}

export const rows = (token: string) =>
  ctx.db
    .select()
    .from(uploadPart)
    .where(eq(uploadPart.tokenHash, uploadTokenHash(token)));

export const take = (token: string) =>
  ctx.db.transaction((tx) => takeUpload(tx, uploadTokenHash(token), { reportId: REPORT }));

/** Runs the waiting jobs, as the site's worker would. */
export async function doJobs() {
  const worker = startWorker(ctx, ctx.database.sql, { handlers: HANDLERS, pollMs: 60_000 });
  await worker.drain();
  await worker.stop();
}

export const blobFiles = () =>
  readdirSync(ctx.blobFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/')).length;

export const isGone = (blob: string) =>
  ctx.blobs.size(blob).then(
    () => false,
    () => true,
  );
