import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unitKey } from '#db/schema/county';
import { CHANNELS } from '~/domain/vocabulary';
import { submitReport } from '~/services/report/report.server';
import { submitSealedReport } from '~/services/report/report-sealed.server';
import { playedHouse } from '../played-house';
import { reportDraft } from '../report-drafts';
import { sealedInBrowser, sent } from '../sealed-submission';

const { house, county } = await playedHouse();

test('while reporting is closed no report is taken, whatever way it comes; one that is in is acknowledged again', async () => {
  const early = sent((await sealedInBrowser(house, reportDraft())).posted);
  await submitSealedReport(house, early);
  const late = sent((await sealedInBrowser(house, reportDraft())).posted);
  const stored = await house.db.$count(caseFile);

  // No report is sealed to finance: only the county's own answer to whether reporting is open tells it apart.
  await house.db.update(unitKey).set({ retiredOn: '2025-09-15' }).where(eq(unitKey.unitId, county.unitIds.finance));
  house.advance(60_000);

  for (const channel of CHANNELS) {
    await expect(submitReport(house, { draft: reportDraft(), channel }), channel).rejects.toMatchObject({
      refusal: true,
      code: 'notOpen',
    });
  }
  await expect(submitSealedReport(house, late)).rejects.toMatchObject({ refusal: true, code: 'notOpen' });
  expect(await house.db.$count(caseFile)).toBe(stored);
  expect(await submitSealedReport(house, early)).toEqual({ repeated: true });
});
