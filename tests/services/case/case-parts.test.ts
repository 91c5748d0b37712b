import { buffer } from 'node:stream/consumers';
import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile, wrappedKey } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { openCaseFile, safeFileName } from '~/browser/case/case-files';
import { sealTransfer } from '~/browser/case/case-sealing';
import { type OpenedCase, openCase } from '~/browser/case/case-workspace';
import { fromBase64 } from '~/envelope/bytes';
import { caseFilePart, caseForStaff } from '~/services/case/case-page.server';
import { transferCase } from '~/services/case/case-transfer.server';
import { certifyAll } from '~/services/keys/provision.server';
import { submitReport } from '~/services/report/report.server';
import { addNote, sendStaffMessage } from '../case-steps';
import { fireDraft, giverOf, keyringOf, reportFire, sealedMessages, whyGiven, workspace } from '../case-workspace';
import { actor, assigned, county, ctx, refusal, rowOf, who } from './case-county';

describe('sealed parts', () => {
  test('what is not sealed is refused, and a message for a taken sequence is sealed anew', async () => {
    const caseId = await assigned();
    const clear = new TextEncoder().encode('举报人说……'.repeat(50));
    await expect(addNote(ctx, actor('fire.handler'), caseId, { sequence: 1, bytes: clear })).rejects.toEqual(
      refusal('invalid'),
    );
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const [one] = await sealedMessages(opened, '一', who('fire.handler'));
    const [two] = await sealedMessages(opened, '二', who('fire.handler2'));
    if (!one || !two) throw new Error('no message');
    await sendStaffMessage(ctx, actor('fire.handler'), caseId, one);
    await expect(sendStaffMessage(ctx, actor('fire.handler2'), caseId, two)).rejects.toEqual(refusal('conflict'));
  });

  test('a message whose signature does not fit is not shown as anybody’s', async () => {
    const caseId = await assigned();
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const forger = { ...who('fire.handler'), memberId: who('fire.lead').memberId };
    const [forged] = await sealedMessages(opened, '我是领导', forger);
    if (!forged) throw new Error('no message');
    await sendStaffMessage(ctx, actor('fire.handler'), caseId, forged);
    const seen = await workspace(ctx, who('fire.handler2'), caseId);
    expect(seen.opened.reports[0]?.messages).toMatchObject([{ from: 'staff', text: null, memberId: null }]);
  });

  test('a file opens from its sealed parts, under a safe name; outside the unit not even those are given', async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024).map((_, at) => (at * 31) % 251);
    const files = [{ name: '../照片\u202Egpj.exe', type: 'image/jpeg', bytes }];
    const { caseId } = await submitReport(ctx, { draft: fireDraft(), files });
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const [file] = opened.reports[0]?.files ?? [];
    if (!file) throw new Error('no file');
    const fetchPart = async (id: string) => {
      const part = await caseFilePart(ctx, actor('fire.handler'), caseId, id);
      return new Uint8Array(await buffer(await ctx.blobs.open(part.blob ?? '')));
    };
    const blob = await openCaseFile(opened, file, fetchPart);
    expect(Buffer.from(await blob.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(blob.type).toBe('application/octet-stream');
    expect(safeFileName('../照片\u202Egpj.exe', 'file-1')).toBe('照片gpj.exe');
    expect(safeFileName('..', 'file-1')).toBe('file-1');
    const [partId = ''] = file.partIds;
    await expect(caseFilePart(ctx, actor('emergency.handler'), caseId, partId)).rejects.toEqual(refusal('notFound'));
    const swapped = { ...file, partIds: [...file.partIds].reverse() };
    await expect(openCaseFile(opened, swapped, fetchPart)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('a part swapped by the server does not open', async () => {
    const [a, b] = [await assigned(), await assigned()];
    const [page, other] = [
      await caseForStaff(ctx, actor('fire.handler'), a),
      await caseForStaff(ctx, actor('fire.handler'), b),
    ];
    const foreign = other.sealed.parts.find(({ kind }) => kind === 'narrative');
    const sealed = {
      ...page.sealed,
      parts: page.sealed.parts.map((part) =>
        part.kind === 'narrative' ? { ...part, bytes: foreign?.bytes ?? null } : part,
      ),
    };
    const opened = await openCase(sealed, keyringOf(who('fire.handler')));
    expect(opened.unreadable).toBe(1);
    expect(opened.reports[0]?.narrative).toBeNull();
  });
});

/** Sealed by a browser that does not check whom the report is about; the server must refuse by itself. */
function withoutAccused(opened: OpenedCase): OpenedCase {
  const blind = ({ narrative, ...rest }: OpenedCase['reports'][number]) => ({
    ...rest,
    narrative: narrative && { ...narrative, accusedUnit: null },
  });
  return { ...opened, reports: opened.reports.map(blind) };
}

describe('transfer', () => {
  const seals = async (caseId: string, toUnitId: string) => {
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    return sealTransfer(opened, toUnitId, await giverOf(ctx, who('fire.handler'))).then(
      () => true,
      (error: { code?: string }) => error.code,
    );
  };

  const handOver = async (login: string, caseId: string, toUnitId: string) => {
    const { opened } = await workspace(ctx, who(login), caseId);
    const posted = await sealTransfer(withoutAccused(opened), toUnitId, await giverOf(ctx, who(login)));
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    await transferCase(ctx, actor(login), caseId, { ...posted, wraps, note: await whyGiven(opened) });
  };

  test('the next unit reads, the one before reads no more, and the days for acceptance run on', async () => {
    const { caseId } = await reportFire(ctx);
    ctx.advance(3 * 86_400_000);
    await handOver('fire.handler', caseId, county.unitIds.emergency);
    expect(await rowOf(caseId)).toMatchObject({
      stage: 'registered',
      responsibleUnitId: county.unitIds.emergency,
      receivedOn: '2025-09-15',
      dueOn: '2025-09-22',
      assignedTo: null,
    });
    const there = await workspace(ctx, who('emergency.handler'), caseId);
    expect(there.opened.reports[0]?.narrative?.description).toContain('消防通道');
    expect(there.reasons.at(-1)).toMatchObject({ rule: 'transfer', unit: { unitId: county.unitIds.emergency } });
    await expect(caseForStaff(ctx, actor('fire.handler'), caseId)).rejects.toEqual(refusal('notFound'));
    const wraps = await ctx.db
      .select()
      .from(wrappedKey)
      .where(and(eq(wrappedKey.caseId, caseId), eq(wrappedKey.unitKeyId, county.unitKey('fire').unitKeyId)));
    expect(wraps).toEqual([]);
    ctx.setNow('2025-09-15');
  });

  test('never to the unit that the report is about, nor to one that cannot take it', async () => {
    const { caseId } = await reportFire(ctx, { accusedUnitId: county.unitIds.emergency });
    const page = await caseForStaff(ctx, actor('fire.handler'), caseId);
    expect(page.targets.map(({ unitId }) => unitId)).not.toContain(county.unitIds.emergency);
    await expect(handOver('fire.handler', caseId, county.unitIds.emergency)).rejects.toEqual(refusal('invalid'));
    expect(await seals(caseId, county.unitIds.emergency)).toBe('badSignature');
    expect(await seals(caseId, county.unitIds.zhenxi)).toBe(true);
    await expect(handOver('fire.handler', caseId, county.unitIds.guardians)).rejects.toEqual(refusal('invalid'));
    expect((await rowOf(caseId)).responsibleUnitId).toBe(county.unitIds.fire);
  });

  /** Officers' browsers go by the signed list, so two guardians sign who stands above whom. */
  async function standsUnder(unitId: string, parentUnitId: string): Promise<void> {
    await ctx.db.update(unit).set({ parentUnitId }).where(eq(unit.id, unitId));
    await certifyAll(ctx, [who('guardians.1'), who('guardians.2')], county.directory);
  }

  test('never to a unit under the accused one; a report about the topmost still finds a taker', async () => {
    const { emergency, zhenxi, upper } = county.unitIds;
    await standsUnder(zhenxi, emergency);
    const about = await reportFire(ctx, { accusedUnitId: emergency });
    const targets = (await caseForStaff(ctx, actor('fire.handler'), about.caseId)).targets.map((one) => one.unitId);
    expect(targets).not.toContain(zhenxi);
    expect(targets).toContain(upper);
    await expect(handOver('fire.handler', about.caseId, zhenxi)).rejects.toEqual(refusal('invalid'));
    expect(await seals(about.caseId, zhenxi)).toBe('badSignature');
    expect(await seals(about.caseId, upper)).toBe(true);
    await standsUnder(zhenxi, upper);

    const { caseId } = await reportFire(ctx, { accusedUnitId: upper });
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    expect(row?.responsibleUnitId).not.toBe(upper);
    const taker = [...county.members.values()].find((one) => one.unitId === row?.responsibleUnitId);
    const page = await caseForStaff(ctx, actor(taker?.login ?? ''), caseId);
    expect(page.targets.length).toBeGreaterThan(0);
    expect(page.targets.map(({ unitId }) => unitId)).not.toContain(upper);
  });

  test('a wrap too few, or for another key than the certified one, is refused whole', async () => {
    const { caseId } = await reportFire(ctx);
    const { opened } = await workspace(ctx, who('fire.handler'), caseId);
    const posted = await sealTransfer(opened, county.unitIds.zhenxi, await giverOf(ctx, who('fire.handler')));
    const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
    const note = await whyGiven(opened);
    const give = (transfer: Omit<Parameters<typeof transferCase>[3], 'note'>) =>
      transferCase(ctx, actor('fire.handler'), caseId, { ...transfer, note });
    await expect(give({ ...posted, wraps: wraps.slice(1) })).rejects.toEqual(refusal('conflict'));
    await expect(give({ ...posted, wraps, unitKeyId: county.unitKey('fire').unitKeyId })).rejects.toEqual(
      refusal('conflict'),
    );
    expect((await workspace(ctx, who('fire.handler'), caseId)).facts.unitId).toBe(county.unitIds.fire);
  });
});
