import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseEvent, caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { logEntry, outbox } from '#db/schema/log';
import { sealTransfer } from '~/browser/case/case-sealing';
import { openIdentity } from '~/contract/sealed/identity';
import { type KeyWrap, openReportKey } from '~/contract/sealed/key-wraps';
import { openReportParts } from '~/contract/sealed/report-bundle';
import { fromBase64 } from '~/envelope/bytes';
import { parseReceiptCode } from '~/envelope/report/receipt-code';
import { transferCase } from '~/services/case/case-transfer.server';
import { seedPolicies } from '~/services/county/policies.server';
import { openByCode } from '~/services/follow/follow.server';
import { submitReport } from '~/services/report/report.server';
import { addNote } from '../case-steps';
import { giverOf, sealedPart as sealedNote, whyGiven, workspace } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { NAMED, reportDraft } from '../report-drafts';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

const wrapsOf = async (caseId: string) =>
  (await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId))) as unknown as (KeyWrap & {
    reportId: string;
  })[];
const partsOf = (reportId: string) => ctx.db.select().from(sealedPart).where(eq(sealedPart.reportId, reportId));
const partsOfCase = (caseId: string) => ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId));
const caseOf = async (caseId: string) => (await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId)))[0];

describe('submitting a report', () => {
  it('stores it sealed to the one responsible unit, with town but not village in the clear', async () => {
    const { code, caseId, reportId, replaced } = await submitReport(ctx, { draft: reportDraft() });
    expect(parseReceiptCode(code)).toBe(code);
    expect(replaced).toBe(false);
    expect(await caseOf(caseId)).toMatchObject({
      responsibleUnitId: county.unitIds.fire,
      town: '500200101',
      channel: 'web',
      stage: 'registered',
      receivedOn: '2025-09-15',
      dueOn: '2025-09-22',
      urgent: false,
    });
    const [key, parts] = [
      await openReportKey({ caseId, reportId }, 'report', await wrapsOf(caseId), county.unitPair('fire').identity),
      await partsOf(reportId),
    ];
    expect(parts.map((part) => part.kind).sort()).toEqual(['identity', 'narrative', 'reporterCard']);
    const opened = parts.flatMap(({ kind, bytes }) => (bytes ? [{ kind: kind as 'narrative', bytes }] : []));
    const { narrative } = await openReportParts(reportId, opened, key);
    expect(narrative).toMatchObject({ place: '二号车间东门', insider: true, village: '500200101001' });
    const [event] = await ctx.db.select().from(caseEvent).where(eq(caseEvent.caseId, caseId));
    expect(event?.act).toBe('report.submit');
    const [entry] = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `case:${caseId}`));
    expect(entry?.act).toBe('report.submit');
  });

  it('gives named and anonymous reports rows of the same shape and size', async () => {
    const [anonymous, named] = [
      await submitReport(ctx, { draft: reportDraft() }),
      await submitReport(ctx, { draft: reportDraft(NAMED) }),
    ];
    const shape = async (reportId: string) =>
      (await partsOf(reportId)).filter(({ kind }) => kind === 'identity').map(({ kind, size }) => [kind, size]);
    expect(await shape(named.reportId)).toEqual(await shape(anonymous.reportId));
    const [part] = (await partsOf(named.reportId)).filter(({ kind }) => kind === 'identity');
    await expect(
      openIdentity(named.reportId, part?.bytes ?? new Uint8Array(), county.unitPair('custodians')),
    ).rejects.toMatchObject({ code: 'wrongKey' });
  });

  it('never hands a report to the accused unit, and does not name that unit in the clear', async () => {
    const accusedUnit = county.unitIds.fire;
    const { caseId } = await submitReport(ctx, { draft: reportDraft({ accusedUnit }) });
    const row = await caseOf(caseId);
    expect(row?.responsibleUnitId).not.toBe(accusedUnit);
    expect(row?.assistingUnitIds).not.toContain(accusedUnit);
    expect(JSON.stringify(row)).not.toContain(accusedUnit);
    // Not even that a unit was passed over.
    expect(row?.reasons.map(({ rule }) => rule)).not.toContain('accusedBypassed');
    expect(row?.reasons.length).toBeGreaterThan(0);
    expect(row?.excludedUnitTags).toEqual([ctx.secret.tag('excluded-unit', `${caseId}|${accusedUnit}`)]);
  });

  it('queues the duty alert for danger to life, and no content with it', async () => {
    await submitReport(ctx, { draft: reportDraft({ urgent: 'yes' }) });
    const jobs = await ctx.db.select().from(outbox).where(eq(outbox.kind, 'alert.danger'));
    expect(jobs.map(({ payload }) => payload)).toEqual([{}]);
  });
});

describe('sending the same form again', () => {
  it('replaces the first copy: one case, a new code, and the first code opens nothing', async () => {
    const draft = reportDraft();
    const first = await submitReport(ctx, { draft });
    const second = await submitReport(ctx, { draft: { ...draft, description: '改写过的内容，门又上了一把锁。' } });
    expect(second).toMatchObject({ caseId: first.caseId, replaced: true });
    expect(second.code).not.toBe(first.code);
    await expect(openByCode(ctx, first.code)).rejects.toMatchObject({ code: 'notFound' });
    expect(ctx.followSessions.read(await openByCode(ctx, second.code))?.reportId).toBe(second.reportId);
    expect(await partsOf(first.reportId)).toEqual([]);
    expect((await wrapsOf(first.caseId)).every((wrap) => wrap.reportId === second.reportId)).toBe(true);
    const [old] = await ctx.db.select().from(report).where(eq(report.id, first.reportId));
    expect(old).toMatchObject({ supersededBy: second.reportId, lookupHash: null, threadRecipient: null });
  });

  it('ends with one open report when both are sent at the same moment', async () => {
    const draft = reportDraft();
    const receipts = await Promise.all([1, 2, 3].map(() => submitReport(ctx, { draft })));
    expect(new Set(receipts.map(({ caseId }) => caseId)).size).toBe(1);
    const opened = await Promise.allSettled(receipts.map(({ code }) => openByCode(ctx, code)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses once the department works on the first copy, and leaves that one alone', async () => {
    const draft = reportDraft();
    const first = await submitReport(ctx, { draft });
    await ctx.database.owner.db.update(caseFile).set({ stage: 'accepted' }).where(eq(caseFile.id, first.caseId));
    await expect(submitReport(ctx, { draft })).rejects.toMatchObject({ code: 'alreadyDone', field: 'formToken' });
    expect(await openByCode(ctx, first.code)).toBeTruthy();
  });

  it.each(['note', 'transfer'] as const)(
    'refuses after a staff %s while registered, and loses nothing',
    async (act) => {
      const draft = reportDraft();
      const first = await submitReport(ctx, { draft });
      const { opened } = await workspace(ctx, county.of('fire.handler'), first.caseId);
      const handler = county.actor('fire.handler');
      if (act === 'note') {
        const note = await sealedNote(opened, 'note', { about: 'note', text: '先电话核实' });
        await addNote(ctx, handler, first.caseId, note);
      } else {
        const posted = await sealTransfer(
          opened,
          county.unitIds.emergency,
          await giverOf(ctx, county.of('fire.handler')),
        );
        const wraps = posted.wraps.map((wrap) => ({ ...wrap, bytes: fromBase64(wrap.bytes) }));
        await transferCase(ctx, handler, first.caseId, { ...posted, wraps, note: await whyGiven(opened) });
      }
      const kept = async () => [
        await caseOf(first.caseId),
        await partsOfCase(first.caseId),
        await wrapsOf(first.caseId),
      ];
      const before = await kept();
      expect((before[0] as { stage: string }).stage).toBe('registered');
      await expect(submitReport(ctx, { draft })).rejects.toMatchObject({ code: 'alreadyDone', field: 'formToken' });
      expect(await kept()).toEqual(before);
      expect(await openByCode(ctx, first.code)).toBeTruthy();
    },
  );
});

describe('files', () => {
  it('leave no blob behind when the report cannot be stored', async () => {
    const draft = reportDraft();
    const first = await submitReport(ctx, { draft });
    await ctx.database.owner.db.update(caseFile).set({ stage: 'accepted' }).where(eq(caseFile.id, first.caseId));
    const put: string[] = [];
    const watched: TestContext = {
      ...ctx,
      blobs: {
        ...ctx.blobs,
        put: async (bytes) => {
          const ref = await ctx.blobs.put(bytes);
          put.push(ref);
          return ref;
        },
      },
    };
    const files = [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array(5_000_000) }];
    await expect(submitReport(watched, { draft, files })).rejects.toMatchObject({ code: 'alreadyDone' });
    expect(put).toHaveLength(2);
    for (const ref of put) await expect(ctx.blobs.size(ref)).rejects.toMatchObject({ code: 'notFound' });
  });
});
