import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { upload, uploadPart } from '#db/schema/upload';
import { dropFile, putPart, uploadTokenHash, waitingParts } from '~/services/report/upload.server';
import { blobFiles, ctx, doJobs, isGone, newToken, PLENTY, put, rows, sealedPart, take } from './upload-parts';

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

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
  // A replacement counts only once.
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
