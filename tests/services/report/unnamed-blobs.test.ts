import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { sealedPart } from '#db/schema/casework';
import { outbox } from '#db/schema/log';
import { uploadPart } from '#db/schema/upload';
import { newKeyPair } from '~/envelope/key-pair';
import { sealFilePart } from '~/envelope/report/file-parts';
import { type BlobStore, localBlobStore } from '~/services/blob-store.server';
import { blobRemovals, queueJobs } from '~/services/outbox.server';
import { submitReport } from '~/services/report/report.server';
import { removeUnnamed } from '~/services/report/unnamed-blobs.server';
import { putPart, uploadTokenHash } from '~/services/report/upload.server';
import { s3BlobStore } from '~/services/s3-blob-store.server';
import { startSwift } from '../../s3/swift';
import { fireDraft } from '../case-workspace';
import { playedContext } from '../played-context';

const DAY = 86_400_000;
const { ctx } = await playedContext();
const swift = await startSwift();
afterAll(() => swift.stop());
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A site whose blobs lie in such a store; the service of a bucket has a clock of its own, which shows the real day. */
function siteOn(store: (now: () => number) => BlobStore, start: number) {
  let at = start;
  const now = () => at;
  return { by: { ...ctx, now, blobs: store(now) }, pass: (days: number) => (at += days * DAY) };
}
const STORES: [string, () => ReturnType<typeof siteOn>][] = [
  ['a local folder', () => siteOn((now) => localBlobStore(ctx.blobFolder, now), ctx.now())],
  ['a bucket', () => siteOn((now) => s3BlobStore(swift.settings(), now, ctx.log), Date.now())],
];
const holds = (blobs: BlobStore, ref: string) =>
  blobs.size(ref).then(
    () => true,
    () => false,
  );

/** A part of a file that waits for its report; returns its blob. */
async function uploaded(by: typeof ctx): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const place = { reportId: crypto.randomUUID(), fileIndex: 0, reportRecipient: (await newKeyPair()).recipient };
  await putPart(by, { token, fileIndex: 0, ...(await sealFilePart(place, 0, randomBytes(300))) });
  const mine = eq(uploadPart.tokenHash, uploadTokenHash(token));
  return (await ctx.db.select().from(uploadPart).where(mine))[0]?.blob ?? '';
}

/** A file that came with its report; returns its blob. */
async function reported(by: typeof ctx): Promise<string> {
  const files = [{ name: 'p.png', type: 'image/png', bytes: new Uint8Array(PNG) }];
  const { caseId } = await submitReport(by, { draft: fireDraft(), files });
  const parts = await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
  return parts.flatMap(({ blob }) => blob ?? [])[0] ?? '';
}

describe.each(STORES)('in %s', (_, open) => {
  test('a blob that no row names goes after a day, renewed or not; what a row names stays', async () => {
    const { by, pass } = open();
    const named = [await uploaded(by), await reported(by)];
    const stray = await by.blobs.put(randomBytes(300));
    expect(await removeUnnamed(by)).toBe(0);
    pass(1);
    expect(await removeUnnamed(by)).toBe(0);
    await by.blobs.renew();
    pass(1);
    expect(await removeUnnamed(by)).toBe(1);
    const all = [stray, ...named];
    const standing = () => Promise.all(all.map((ref) => holds(by.blobs, ref)));
    expect(await standing()).toEqual([false, true, true]);
    const another = await by.blobs.put(randomBytes(300));
    pass(2);
    expect(await removeUnnamed(by)).toBe(1);
    await by.blobs.renew();
    expect([await holds(by.blobs, another), ...(await standing())]).toEqual([false, false, true, true]);
  });
});

test('what is queued for removal is left to it, and goes here where that was given up', async () => {
  const stray = await ctx.blobs.put(randomBytes(10));
  await queueJobs(ctx.db, blobRemovals([stray]));
  ctx.advance(2 * DAY);
  expect(await removeUnnamed(ctx)).toBe(0);
  await ctx.database.owner.db.update(outbox).set({ failed: 'Error' }).where(eq(outbox.kind, 'blob.remove'));
  expect(await removeUnnamed(ctx)).toBe(1);
});

test('where more is without a row than a lost answer explains, nothing is removed and the log says so', async () => {
  const refs = await Promise.all(Array.from({ length: 21 }, () => ctx.blobs.put(randomBytes(10))));
  ctx.advance(2 * DAY);
  expect(await removeUnnamed(ctx)).toBe(0);
  expect(await Promise.all(refs.map((ref) => holds(ctx.blobs, ref)))).not.toContain(false);
  expect(ctx.logged.at(-1)).toMatchObject({ event: 'blobs.manyUnnamed', fields: { blobs: 21 } });
  await ctx.blobs.remove(refs[0] ?? '');
  expect(await removeUnnamed(ctx)).toBe(20);
});

test('every column that names a blob is asked', async () => {
  const found = await ctx.database.owner.db.execute<{ table: string }>(sql`
    select table_name as "table" from information_schema.columns where column_name = 'blob' and table_schema = 'public'
    order by table_name`);
  expect(found.map(({ table }) => table)).toEqual(['sealed_part', 'upload_part']);
});
