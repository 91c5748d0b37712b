import { describe, expect, it } from 'vitest';
import { report } from '#db/schema/casework';
import { enterPenalties } from '~/services/publication/penalty.server';
import { act, openCase } from '../case-page';
import { axe, shownIn, toStaffPage } from '../people';
import { DECISION, story, workspace, yuan } from './plot';

/** The penalty is recorded in the case, and published apart from it. */
export const penalty = () =>
  describe('the penalty', () => {
    it('is recorded in the case and registered apart from it', async () => {
      const page = await workspace('fire.handler');
      await openCase(page, story.told.order);
      const registered = page.waitForResponse(
        (response) => response.url().includes('/staff/penalties') && response.request().method() === 'POST',
      );
      await act(page, 'recordPenalty', {
        decisionNumber: DECISION,
        offender: '锦程服装有限公司',
        offence: '锁闭安全出口',
        legalBasis: '《消防法》第六十条',
        amountYuan: '30000',
      });
      expect((await registered).status()).toBe(200);
      const { ctx } = story.site;
      expect(await enterPenalties(ctx)).toBe(0);
      expect(await enterPenalties({ ...ctx, now: () => ctx.now() + 86_400_000 })).toBe(1);
      await axe(page, 'case with a penalty');
    });

    it('stands on the exposure list once published, with nothing that leads to the case', async () => {
      expect(await (await story.reporter.request.get('/zh/exposure')).text()).not.toContain(DECISION);
      const page = await workspace('publisher');
      await toStaffPage(page, 'penalties');
      await axe(page, 'penalties');
      await page.getByRole('row').filter({ hasText: DECISION }).getByRole('button', { name: '公布' }).click();
      await page.locator('.govuk-notification-banner--success').waitFor();
      await story.reporter.goto('/zh/exposure');
      const entry = story.reporter.locator('tbody tr', { hasText: DECISION });
      for (const shown of ['锦程服装有限公司', '锁闭安全出口', yuan(30_000n)]) {
        expect(await shownIn(entry)).toContain(shown);
      }
      const html = await story.reporter.content();
      const ids = await story.site.ctx.db.select({ id: report.id }).from(report);
      for (const id of [story.told.id, ...ids.map((row) => row.id)]) expect(html).not.toContain(id);
    });
  });
