import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { sealedPart } from '#db/schema/casework';
import { openCaseFile } from '~/browser/case/case-files';
import { type OpenedFollow, reportKeyOf, sealDelivery } from '~/browser/follow/follow-workspace';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { fileEntry, sealFile } from '~/envelope/report/file-parts';
import { addFiles, addSealedFiles } from '~/services/follow/follow-files.server';
import { putPart } from '~/services/report/upload.server';
import { reportFire, workspace } from '../case-workspace';
import { takeBack } from '../reporter-play';
import { browserOf, county, ctx } from './follow-county';

describe('files that come later', () => {
  /** What the uploader does, for one small file. */
  async function upload(opened: OpenedFollow, content: Uint8Array, fileIndex = opened.sealed.files.nextIndex) {
    const token = toBase64(randomBytes(32));
    const { reportId } = opened.sealed;
    const parts: { sha256: string; length: number }[] = [];
    for await (const part of sealFile({
      reportId,
      fileIndex,
      bytes: content,
      reportRecipient: reportKeyOf(opened),
    })) {
      await putPart(ctx, { token, fileIndex, sequence: part.sequence, sha256: part.sha256, bytes: part.bytes });
      parts.push(part);
    }
    const entry = fileEntry({ fileIndex, name: '补交.pdf', type: 'application/pdf' }, parts);
    const manifest = fromBase64(await sealDelivery(opened, [entry]));
    return {
      deliveryId: randomUUID(),
      uploadToken: token,
      sequence: opened.sealed.files.nextManifest,
      manifest,
    };
  }

  it('are seen and opened by the officer, go on counting, and are kept once', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    const { look, seed } = await browserOf(code);
    const session = { reportId, seed };
    await addFiles(ctx, session, [{ name: 'photo-1.jpg', type: 'image/jpeg', bytes: new Uint8Array([1, 2]) }]);
    const content = new TextEncoder().encode('%PDF-1.4 later');
    const delivery = await upload(await look(reportId), content);
    await addSealedFiles(ctx, reportId, delivery);
    await addSealedFiles(ctx, reportId, delivery);
    const { opened, timeline, sealed } = await workspace(ctx, county.of('fire.handler'), caseId);
    const files = opened.reports.flatMap((one) => one.files);
    expect(files.map(({ entry }) => [entry.fileIndex, entry.name])).toEqual([
      [0, 'photo-1.jpg'],
      [1, '补交.pdf'],
    ]);
    expect(opened.unreadable).toBe(0);
    expect(timeline.filter(({ act }) => act === 'report.addFiles')).toHaveLength(2);
    const [, last] = files;
    if (!last) throw new Error('no file');
    const blobs = new Map(
      (await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId))).map((row) => [row.id, row.blob]),
    );
    const fetchPart = async (id: string) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await ctx.blobs.open(blobs.get(id) ?? '')) chunks.push(chunk as Uint8Array);
      return new Uint8Array(Buffer.concat(chunks));
    };
    const blob = await openCaseFile(opened, last, fetchPart);
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(content);
    expect(sealed.caseId).toBe(caseId);
  });

  it('are refused where another delivery took their place, without an upload, and once the case has ended', async () => {
    const { code, reportId } = await reportFire(ctx);
    const { look, seed } = await browserOf(code);
    const session = { reportId, seed };
    const opened = await look(reportId);
    const delivery = await upload(opened, new Uint8Array([7]));
    await addFiles(ctx, session, [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }]);
    await expect(addSealedFiles(ctx, reportId, delivery)).rejects.toMatchObject({ code: 'conflict' });
    const empty = { ...delivery, uploadToken: toBase64(randomBytes(32)), sequence: delivery.sequence + 1 };
    await expect(addSealedFiles(ctx, reportId, empty)).rejects.toMatchObject({ code: 'invalid' });
    await expect(addFiles(ctx, session, [])).rejects.toMatchObject({ code: 'invalid' });
    await takeBack(ctx, { code, reportId });
    await expect(
      addFiles(ctx, session, [{ name: 'b.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }]),
    ).rejects.toMatchObject({ code: 'tooLate' });
  });

  it('have a limit of bytes and of rows for the whole report, whatever the number of deliveries', async () => {
    const small = [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }];
    const full = { code: 'invalid', field: 'files', data: { rule: 'full' } };
    for (const [rows, size] of [
      [1, 2304 * 1024 * 1024 - 1000],
      [1997, 10],
    ] as const) {
      const { code, reportId, caseId } = await reportFire(ctx);
      const { look, seed } = await browserOf(code);
      const session = { reportId, seed };
      const part = { kind: 'file', key: 'report', scope: `${reportId}:0`, blob: 'none', madeOn: '2025-09-15' } as const;
      const held = Array.from({ length: rows }, (_, sequence) => ({ ...part, id: randomUUID(), sequence, size }));
      await ctx.db.insert(sealedPart).values(held.map((row) => ({ ...row, caseId, reportId })));
      const delivery = await upload(await look(reportId), new Uint8Array([7]));
      if (rows > 1) {
        // One more delivery of a file and its manifest fits.
        await addSealedFiles(ctx, reportId, delivery);
        await expect(addFiles(ctx, session, small)).rejects.toMatchObject(full);
        const next = await upload(await look(reportId), new Uint8Array([8]));
        await expect(addSealedFiles(ctx, reportId, next)).rejects.toMatchObject(full);
      } else {
        await expect(addSealedFiles(ctx, reportId, delivery)).rejects.toMatchObject(full);
        await expect(addFiles(ctx, session, small)).rejects.toMatchObject(full);
      }
    }
  });
});
