import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { addMonths, chinaDate, monthBounds, monthOf } from '~/domain/dates';
import { verifiedOf } from '~/domain/publication/release';
import { makeRelease, releaseOf } from '~/services/publication/statistics.server';
import { axe, openPage } from '../people';
import { story } from './plot';

/** What the county learns about it. */
export const publication = () =>
  describe('the public', () => {
    it('finds the case counted in the next monthly release', async () => {
      const month = monthOf(chinaDate(story.site.ctx.now()));
      await moreCases(8);
      const { last } = monthBounds(month);
      story.site.advance(Date.parse(`${last}T16:00:00Z`) + 60_000 - story.site.ctx.now());
      await makeRelease(story.site.ctx, { kind: 'system', name: 'test' }, month);
      expect(addMonths(month, 1)).toBe(monthOf(chinaDate(story.site.ctx.now())));
      await story.reporter.goto('/zh/statistics');
      // The month's totals; by sector nothing is said about one with eleven cases among others with none. In one
      // release out of a thousand a total is hidden by chance, as the release in the database shows.
      const counts = (await releaseOf(story.site.ctx, month))?.data.totals;
      if (!counts) throw new Error('no release');
      const shown = [
        counts.received,
        counts.accepted,
        verifiedOf(counts),
        counts.substantiated,
        counts.unsubstantiated,
      ];
      const row = story.reporter.getByRole('row').nth(1);
      const said = (await row.getByRole('cell').allInnerTexts()).slice(0, 6);
      expect(said).toEqual(
        [...shown, counts.rewarded].map((count) => (count === 'few' ? '少于5' : String(count ?? '不显示'))),
      );
      expect(['few', null]).toContain(counts.rewarded);
      expect([11, null]).toContain(counts.received);
    });

    // Pages that no case changes are looked at by information-pages.e2e.ts.
    it('meets no page of it that axe objects to', async () => {
      const page = await openPage(story.browser, story.site, true);
      for (const path of ['/zh/exposure', '/zh/statistics']) {
        await page.goto(path);
        await page.locator('h1').waitFor();
        await axe(page, `${path} after a case`);
      }
      await page.context().close();
    });
  });

/** Accepted and substantiated cases of the month, so that its counts are not too small to be shown. */
async function moreCases(count: number): Promise<void> {
  const day = chinaDate(story.site.ctx.now());
  const unitId = story.site.county.unitIds.fire;
  const rows = Array.from({ length: count }, () => ({
    id: randomUUID(),
    matter: 'violation',
    sector: 'fire',
    town: '500200101',
    channel: 'web',
    receivedOn: day,
    acceptedOn: day,
    confirmedOn: day,
    responsibleUnitId: unitId,
    assistingUnitIds: [],
    reasons: [],
    excludedUnitTags: [],
    stage: 'verdictConfirmed',
    verdict: 'substantiated',
  }));
  await story.site.ctx.db.insert(caseFile).values(rows);
}
