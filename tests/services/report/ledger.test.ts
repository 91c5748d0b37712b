import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { encodeReport, type PostedReport } from '~/contract/posted/report';
import { toBase64 } from '~/envelope/bytes';
import { ledgerTag } from '~/envelope/report/ledger-tag';
import { importRow, knownRows, ledgerPage } from '~/services/report/ledger.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { sealedInBrowser, sent } from '../sealed-submission';

const { ctx, county } = await playedContext();
const intake = county.actor('intake.1');
const seed = randomBytes(32);

/** As an officer's browser posts a row. */
async function row(place: string, more: Partial<PostedReport> = {}): Promise<Uint8Array> {
  const { posted } = await sealedInBrowser(ctx, reportDraft());
  return encodeReport({ ...posted, channel: 'ledger', formToken: ledgerTag(seed, place), ...more });
}

describe('a row of an old ledger', () => {
  test('comes in as a sealed report of its own channel, brought in by a member', async () => {
    const before = await ctx.db.$count(caseFile);
    await importRow(ctx, intake, await row('1'));
    const [made] = await ctx.db.select().from(caseFile).where(eq(caseFile.channel, 'ledger'));
    expect(made).toMatchObject({ stage: 'registered', receivedOn: '2025-09-15' });
    expect(await ctx.db.$count(caseFile)).toBe(before + 1);
    const logged = await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'report.import'));
    expect(logged).toHaveLength(1);
  });

  test('is recognised by its mark, of which the server has the hash only, and stored once', async () => {
    const tag = ledgerTag(seed, '1');
    expect(await knownRows(ctx, intake, [tag, ledgerTag(seed, '2')])).toEqual([tag]);
    const before = await ctx.db.$count(report);
    await expect(importRow(ctx, intake, await row('1'))).rejects.toMatchObject({
      ...{ code: 'alreadyDone', field: 'formToken' },
    });
    expect(await ctx.db.$count(report)).toBe(before);
    expect(JSON.stringify(await ctx.db.select().from(report))).not.toContain(tag);
    // Another unit's key makes other marks of the same row.
    expect(ledgerTag(randomBytes(32), '1')).not.toBe(tag);
    expect(await knownRows(ctx, intake, [toBase64(randomBytes(32))])).toEqual([]);
  });

  test('comes by officers alone, and their way takes nothing else', async () => {
    const ledger = await sealedInBrowser(ctx, reportDraft());
    await expect(submitSealedReport(ctx, sent({ ...ledger.posted, channel: 'ledger' }))).rejects.toMatchObject({
      field: 'channel',
    });
    await expect(importRow(ctx, intake, await row('3', { channel: 'web' }))).rejects.toMatchObject({
      field: 'channel',
    });
    for (const login of ['admin', 'committee.1', 'guardians.1', 'fire.handler']) {
      await expect(importRow(ctx, county.actor(login), await row('4'))).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(ledgerPage(ctx, county.actor(login))).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });

  test('has what its page needs: the unit’s own keys, the signed list, towns and villages', async () => {
    const page = await ledgerPage(ctx, intake);
    expect(page.grants).toHaveLength(1);
    // Another unit's rows are not known again, so the page tells who was here before.
    expect(page.earlier).toMatchObject([{ onDay: '2025-09-15', count: 1, unit: { zh: '举报受理组' } }]);
    expect(page.directory).not.toBeNull();
    expect(page.areas.map(({ code }) => code)).toContain('500200101');
  });
});
