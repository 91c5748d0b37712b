import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { outbox } from '#db/schema/log';
import { upload, uploadPart } from '#db/schema/upload';
import { newKeyPair } from '~/envelope/key-pair';
import { FILE_PART_BYTES, sealFilePart } from '~/envelope/report/file-parts';
import { HANDLERS } from '~/jobs/table.server';
import { startWorker } from '~/jobs/worker.server';
import { attach } from '~/services/report/attachment.server';
import { dropFile, putPart, type UploadLimits, uploadTokenHash, waitingParts } from '~/services/report/upload.server';
import { expireUploads } from '~/services/report/upload-expiry.server';
import { takeUpload } from '~/services/report/upload-take.server';
import { type TestContext, testContext } from '../test-context';

let ctx: TestContext;
const REPORT = '0b8f4f0e-6a5e-4b43-8a1d-0f3f2f6f4c11';
const report = await newKeyPair();
const PLENTY: UploadLimits = { uploadBytes: 1e9, uploadParts: 1000, waitingBytes: 1e9, freeBytes: 0 };

beforeAll(async () => {
  ctx = await testContext();
});
beforeEach(async () => {
  await ctx.database.owner.db.delete(upload);
  ctx.setNow('2025-09-15');
});

const newToken = () => randomBytes(32).toString('base64url');
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function sealedPart(fileIndex: number, sequence: number, content = randomBytes(300)) {
  const place = { reportId: REPORT, fileIndex, reportRecipient: report.recipient };
  const { bytes, sha256 } = await sealFilePart(place, sequence, content);
  return { fileIndex, sequence, bytes, sha256 };
}

async function put(token: string, fileIndex: number, sequence: number, limits = PLENTY, length = 300) {
  const part = await sealedPart(fileIndex, sequence, randomBytes(length));
  await putPart(ctx, { token, ...part }, limits);
  return part;
}

const rows = (token: string) =>
  ctx.db
    .select()
    .from(uploadPart)
    .where(eq(uploadPart.tokenHash, uploadTokenHash(token)));
const take = (token: string) =>
  ctx.db.transaction((tx) => takeUpload(tx, uploadTokenHash(token), { reportId: REPORT }));

/** Does the jobs that are waiting, as the site's worker would. */
async function doJobs() {
  const worker = startWorker(ctx, ctx.database.sql, { handlers: HANDLERS, pollMs: 60_000 });
  await worker.drain();
  await worker.stop();
}
const blobFiles = () =>
  readdirSync(ctx.blobFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/')).length;
const isGone = (blob: string) =>
  ctx.blobs.size(blob).then(
    () => false,
    () => true,
  );

test('parts wait under the hash of their token; the same part again changes nothing', async () => {
  const token = newToken();
  const part = await put(token, 0, 0);
  await put(token, 0, 1);
  const [before] = await rows(token);
  await putPart(ctx, { token, ...part }, PLENTY);
  expect((await rows(token))[0]).toEqual(before);
  expect(await waitingParts(ctx, token)).toMatchObject([
    { file: 0, part: 0, sha256: part.sha256, size: part.bytes.length },
    { file: 0, part: 1 },
  ]);
  const [held] = await ctx.db.select().from(upload);
  expect(held).toMatchObject({ madeOn: '2025-09-15', tokenHash: uploadTokenHash(token) });
  expect(JSON.stringify([held, await rows(token)])).not.toContain(token);
});

test('another part in the same place replaces the first, and its blob goes', async () => {
  const token = newToken();
  await put(token, 3, 0);
  const [first] = await rows(token);
  const second = await put(token, 3, 0);
  const [now] = await rows(token);
  expect(now?.sha256).toBe(second.sha256);
  const [held] = await ctx.db.select().from(upload);
  expect(held?.bytes).toBe(second.bytes.length);
  await doJobs();
  expect([await isGone(first?.blob ?? ''), await isGone(now?.blob ?? '')]).toEqual([true, false]);
});

test('who has another token sees, changes, takes and removes nothing', async () => {
  const [mine, other] = [newToken(), newToken()];
  const part = await put(mine, 0, 0);
  await put(other, 0, 0);
  await dropFile(ctx, other, 0);
  expect(await waitingParts(ctx, other)).toEqual([]);
  expect(await take(other)).toEqual([]);
  expect(await waitingParts(ctx, mine)).toMatchObject([{ sha256: part.sha256 }]);
  expect(await take(newToken())).toEqual([]);
  for (const wrong of ['', 'short', `${mine}x`, `${mine.slice(0, 42)}!`, uploadTokenHash(mine)]) {
    expect(() => waitingParts(ctx, wrong)).toThrowError(expect.objectContaining({ code: 'invalid', field: 'token' }));
  }
  expect(await waitingParts(ctx, mine)).toHaveLength(1);
});

test('only whole, sealed parts of the right size and place are taken', async () => {
  const token = newToken();
  const good = await sealedPart(0, 0);
  const refused = async (change: Partial<typeof good>) =>
    putPart(ctx, { token, ...good, ...change }, PLENTY).then(
      () => 'taken',
      (error) => `${error.code} ${error.field}`,
    );
  const clear = Buffer.from('words that nobody sealed');
  const weak = Buffer.from(
    Buffer.from(good.bytes).toString('latin1').replace('-> mlkem768x25519 ', '-> X25519 '),
    'latin1',
  );
  expect(await refused({ bytes: clear, sha256: sha256Of(clear) })).toBe('invalid sealed');
  expect(await refused({ bytes: weak, sha256: sha256Of(weak) })).toBe('invalid sealed');
  expect(await refused({ sha256: sha256Of(clear) })).toBe('invalid sha256');
  expect(await refused({ bytes: good.bytes.subarray(0, -1) })).toBe('invalid sha256');
  const long = Buffer.concat([good.bytes, Buffer.alloc(4 * 1024 * 1024 + 4096)]);
  expect(await refused({ bytes: long, sha256: sha256Of(long) })).toBe('invalid size');
  expect(await refused({ fileIndex: -1 })).toBe('invalid file');
  expect(await refused({ sequence: 126 })).toBe('invalid part');
  expect(await rows(token)).toEqual([]);
  expect(await refused({})).toBe('taken');
});

test('an upload, and all of them together, have a limit; what is refused leaves no blob', async () => {
  const token = newToken();
  const { bytes } = await put(token, 0, 0);
  const kept = blobFiles();
  const more = put(token, 0, 1, { ...PLENTY, uploadBytes: bytes.length + 10 });
  await expect(more).rejects.toMatchObject({ code: 'tooLate', field: 'token' });
  const over = put(token, 0, 1, { ...PLENTY, waitingBytes: bytes.length + 10 });
  await expect(over).rejects.toMatchObject({ code: 'busy' });
  const noDisk = put(newToken(), 0, 0, { ...PLENTY, freeBytes: Number.MAX_SAFE_INTEGER });
  await expect(noDisk).rejects.toMatchObject({ code: 'busy' });
  expect(await ctx.db.select().from(uploadPart)).toHaveLength(1);
  expect(blobFiles()).toBe(kept);
  // A replacement counts once.
  await put(token, 0, 0, { ...PLENTY, uploadBytes: bytes.length + 10 });
});

test('where too much waits, the oldest of the network that holds most goes, never what is being sent', async () => {
  const from = async (visitor: string, token = newToken(), sequence = 0, waitingBytes = PLENTY.waitingBytes) => {
    const part = await sealedPart(0, sequence);
    await putPart(ctx, { token, visitor, ...part }, { ...PLENTY, waitingBytes });
    return { token, size: part.bytes.length };
  };
  await doJobs();
  const { token: early, size } = await from('198.51.100.7');
  const flood = [];
  for (let n = 0; n < 20; n += 1) flood.push((await from('203.0.113.9', newToken(), 0, 5 * size)).token);
  const late = newToken();
  for (const sequence of [0, 1]) await from('198.51.100.8', late, sequence, 5 * size);
  expect((await waitingParts(ctx, early)).length).toBe(1);
  expect((await waitingParts(ctx, late)).length).toBe(2);
  const left = await Promise.all(flood.map(async (token) => (await waitingParts(ctx, token)).length));
  expect(left).toEqual([...Array<number>(18).fill(0), 1, 1]);
  const before = blobFiles();
  await doJobs();
  expect(before - blobFiles()).toBe(18);
});

test('parts that arrive at once are all counted', async () => {
  const token = newToken();
  const parts = await Promise.all([0, 1, 2, 3].map((sequence) => put(token, 0, sequence)));
  const [held] = await ctx.db.select().from(upload);
  expect(held?.bytes).toBe(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
});

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
  // A report without files is taken still.
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
