import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { report, sealedPart, wrappedKey } from '#db/schema/casework';
import { type KeyWrap, openReportKey } from '~/contract/sealed/key-wraps';
import { openMessage } from '~/contract/sealed/thread';
import { inGroupsOfFour } from '~/domain/typed/number';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { seedPolicies } from '~/services/county/policies.server';
import { isOwnCode, openByCode } from '~/services/follow/follow.server';
import { followPage } from '~/services/follow/follow-page.server';
import type { OpenSession } from '~/services/follow/follow-thread.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { submitReport } from '~/services/report/report.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import type { TestContext } from '../test-context';
import { workOf } from './counted-work';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

async function session(code: string): Promise<OpenSession> {
  const found = ctx.followSessions.read(await openByCode(ctx, code));
  if (!found?.seed) throw new Error('no session');
  return { ...found, seed: found.seed };
}

describe('the reporter’s page', () => {
  it('shows stage, department with its reason, deadline, and nothing of the first narrative', async () => {
    const { code } = await submitReport(ctx, { draft: reportDraft() });
    const page = await followPage(ctx, await session(code));
    expect(page).toMatchObject({
      stage: 'registered',
      unit: { zh: '消防救援大队' },
      unitPhone: '000-5550119',
      dueOn: '2025-09-22',
      late: false,
      decisions: [],
      messages: [],
      reward: null,
      canWrite: true,
    });
    expect(page.reasons.map(({ rule }) => rule)).toContain('regulates');
    expect(JSON.stringify(page)).not.toMatch(/木料|二号车间|红星/);
  });

  it('takes codes with full-width digits, spaces and hyphens', async () => {
    const { code, reportId } = await submitReport(ctx, { draft: reportDraft() });
    const wide = code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect((await session(`${wide.slice(0, 4)} －${wide.slice(4)}`)).reportId).toBe(reportId);
  });

  it('tells a malformed code from an unknown one, and spends Argon2 on every right-shaped one', async () => {
    let runs = 0;
    const counting: TestContext = {
      ...ctx,
      argon2idForCodes: (...given) => {
        runs += 1;
        return ctx.argon2idForCodes(...given);
      },
    };
    await expect(openByCode(counting, '1234')).rejects.toMatchObject({ code: 'invalid', field: 'code' });
    expect(runs).toBe(0);
    await expect(openByCode(counting, newReceiptCode())).rejects.toMatchObject({ code: 'notFound', field: 'code' });
    expect(runs).toBe(1);
  });

  it('does the same work for a code that never existed as for one whose report was sent anew', async () => {
    const draft = reportDraft();
    const replaced = await submitReport(ctx, { draft });
    const again = await submitReport(ctx, { draft });
    expect(again.replaced).toBe(true);
    const never = await workOf(ctx, newReceiptCode());
    expect(await workOf(ctx, replaced.code)).toEqual(never);
    expect(never.refused).toBe('notFound (code)');
    // The control: different work is told apart.
    expect(await workOf(ctx, again.code)).not.toEqual(never);
    expect((await workOf(ctx, '1234')).done).toEqual([]);
  });

  it('opens while submissions wait, and takes reports while lookups wait', async () => {
    const stuck = () => new Promise<never>(() => undefined);
    const { code } = await submitReport(ctx, { draft: reportDraft() });
    expect(await openByCode({ ...ctx, argon2id: stuck }, code)).toBeTruthy();
    expect(await submitReport({ ...ctx, argon2idForCodes: stuck }, { draft: reportDraft() })).toBeTruthy();
  });

  it('opens nothing with another report’s seed', async () => {
    const [a, b] = [
      await submitReport(ctx, { draft: reportDraft() }),
      await submitReport(ctx, { draft: reportDraft() }),
    ];
    const { seed } = await session(a.code);
    await expect(followPage(ctx, { reportId: b.reportId, seed })).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('messages', () => {
  it('are sealed to the thread, readable by reporter and department, in order', async () => {
    const { code, caseId, reportId } = await submitReport(ctx, { draft: reportDraft() });
    const mine = await session(code);
    await Promise.all([1, 2, 3].map((n) => sendReporterMessage(ctx, mine, `补充第 ${n} 条`)));
    const page = await followPage(ctx, mine);
    expect(page.messages.map(({ text }) => text).sort()).toEqual(['补充第 1 条', '补充第 2 条', '补充第 3 条']);
    expect(page.messages.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const wraps = (await ctx.db.select().from(wrappedKey).where(eq(wrappedKey.caseId, caseId))) as KeyWrap[];
    const thread = await openReportKey({ caseId, reportId }, 'thread', wraps, county.unitPair('fire').identity);
    const rows = await ctx.db.select().from(sealedPart).where(eq(sealedPart.kind, 'reporterMessage'));
    const [row] = rows.filter((part) => part.reportId === reportId && part.sequence === 2);
    const opened = await openMessage({
      reportId,
      sequence: 2,
      kind: 'reporterMessage',
      sealed: row?.bytes ?? new Uint8Array(),
      threadIdentity: thread.identity,
      directory: { members: [] },
      reporterKey: reporterSigningKey(mine.seed).publicKey,
    });
    expect(opened.from).toBe('reporter');
  });

  it('are refused when they hold a receipt code, in groups or in full-width digits too', async () => {
    const { code } = await submitReport(ctx, { draft: reportDraft() });
    const own = await session(code);
    const wide = inGroupsOfFour(code).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    for (const written of [code, inGroupsOfFour(code), wide, newReceiptCode()]) {
      const refusal = { code: 'invalid', field: 'message', data: { rule: 'receiptCode' } };
      await expect(sendReporterMessage(ctx, own, `我的码 ${written}`)).rejects.toMatchObject(refusal);
    }
    expect(await isOwnCode(ctx, own, wide)).toBe(true);
    expect(await isOwnCode(ctx, own, newReceiptCode())).toBe(false);
  });

  it('are refused when empty, too long, or after the report was superseded', async () => {
    const draft = reportDraft();
    const { code, reportId } = await submitReport(ctx, { draft });
    const mine = await session(code);
    await expect(sendReporterMessage(ctx, mine, '  \n ')).rejects.toMatchObject({ field: 'message' });
    await expect(sendReporterMessage(ctx, mine, '长'.repeat(4001))).rejects.toMatchObject({ code: 'invalid' });
    await submitReport(ctx, { draft });
    await expect(sendReporterMessage(ctx, mine, '还在吗')).rejects.toMatchObject({ code: 'notFound' });
    await expect(followPage(ctx, mine)).rejects.toMatchObject({ code: 'expired' });
    const [old] = await ctx.db.select().from(report).where(eq(report.id, reportId));
    expect(old?.nextSequence).toBe(1);
  });
});
