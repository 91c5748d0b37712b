import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unitKey } from '#db/schema/county';
import { CHANNELS } from '~/domain/vocabulary';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import { sealedInBrowser, sent } from '../sealed-submission';

const { ctx, county } = await playedContext();

test('while reporting is closed no report is taken, whatever way it comes; one that is in is acknowledged again', async () => {
  const early = sent((await sealedInBrowser(ctx, reportDraft())).posted);
  await submitSealedReport(ctx, early);
  const late = sent((await sealedInBrowser(ctx, reportDraft())).posted);
  const stored = await ctx.db.$count(caseFile);

  // No report is sealed to finance, so only the county's own answer to whether reporting is open tells it apart.
  await ctx.db.update(unitKey).set({ retiredOn: '2025-09-15' }).where(eq(unitKey.unitId, county.unitIds.finance));
  ctx.advance(60_000);

  for (const channel of CHANNELS) {
    await expect(submitReport(ctx, { draft: reportDraft(), channel }), channel).rejects.toMatchObject({
      refusal: true,
      code: 'notOpen',
    });
  }
  await expect(submitSealedReport(ctx, late)).rejects.toMatchObject({ refusal: true, code: 'notOpen' });
  expect(await ctx.db.$count(caseFile)).toBe(stored);
  expect(await submitSealedReport(ctx, early)).toEqual({ repeated: true });
});
