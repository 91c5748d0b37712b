import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { ceremonyWords } from '~/words/opening/ceremony';
import { act, actForm, openCase, openFile } from '../case-page';
import { axe, shownIn, toStaffPage, unlock } from '../people';
import { follow, leave } from '../reporter';
import { PDF, SECRET, story, TOLD, workspace } from './plot';

/** The lead and the officer, up to a confirmed verdict. */
export const department = () =>
  describe('the department', () => {
    it('reads the report in the lead’s browser only, accepts it and gives it to an officer', async () => {
      const page = await workspace('fire.lead');
      await axe(page, 'staff home');
      await toStaffPage(page, 'queue');
      await axe(page, 'queue');
      await openCase(page, story.told.order);
      expect(await shownIn(page.locator('[data-narrative]'))).toBe(TOLD);
      expect(await (await page.request.get(page.url())).text()).not.toContain(SECRET.told);
      await axe(page, 'case');
      expect(await openFile(page, `${SECRET.fileName}.pdf`)).toEqual({ name: `${SECRET.fileName}.pdf`, bytes: PDF });
      await act(page, 'accept', {}, 'accepted');
      await act(page, 'assign', { officer: story.site.county.of('fire.handler').memberId }, 'assigned');
    });

    it('asks for the passphrase again after a reload', async () => {
      const page = await workspace('fire.lead');
      await page.reload();
      await page.locator('form[data-unlock] button:enabled').waitFor();
      expect(await page.locator('[data-narrative]').count()).toBe(0);
      await axe(page, 'case while locked');
      await unlock(page, story.site.county.of('fire.lead').passphrase);
      await page.locator('[data-narrative]').waitFor();
    });

    it('talks with the reporter', async () => {
      const page = await workspace('fire.handler');
      await openCase(page, story.told.order);
      // The report is anonymous, so nobody is asked for an identity that does not exist.
      await page.getByText(ceremonyWords.zh.identityNone).waitFor();
      expect(await page.locator('[data-identity-link]').count()).toBe(0);
      await act(page, 'message', { text: `哪一个出口？${SECRET.asked}` });
      expect(await follow(story.reporter, story.code)).toContain(SECRET.asked);
      await story.reporter.fill('textarea[name=message]', `二楼西侧。${SECRET.answered}`);
      await story.reporter.locator('button[name=step][value=message]').click();
      await story.reporter.waitForURL('**/zh/follow?done=sent');
      await leave(story.reporter);
      await openCase(page, story.told.order);
      await page.locator('[data-from=reporter]', { hasText: SECRET.answered }).waitFor();
    });

    it('visits, finds it true, and needs the lead to confirm', async () => {
      const page = await workspace('fire.handler');
      await act(page, 'visit', { text: `门锁着 ${SECRET.visit}` }, 'verifying');
      await act(
        page,
        'proposeVerdict',
        { verdict: 'substantiated', text: `现场照片 ${SECRET.finding}` },
        'verdictProposed',
      );
      expect(await actForm(page, 'confirmVerdict').count()).toBe(0);
      const forced = await page.request.post(page.url(), {
        form: { act: 'confirmVerdict' },
        headers: { Origin: story.site.origin },
      });
      expect(forced.status()).toBeGreaterThanOrEqual(400);
      expect(await stageOf()).toBe('verdictProposed');
      const lead = await workspace('fire.lead');
      await openCase(lead, story.told.order);
      await lead.locator('[data-note=finding]', { hasText: SECRET.finding }).waitFor();
      await lead.locator('[data-finding-to-sign]', { hasText: SECRET.finding }).waitFor();
      // Not before it was read: without the tick nothing is sent.
      await actForm(lead, 'confirmVerdict').getByRole('button').last().click();
      await actForm(lead, 'confirmVerdict').locator('.govuk-error-message').waitFor();
      expect(await stageOf()).toBe('verdictProposed');
      await act(lead, 'confirmVerdict', { read: 'yes' }, 'verdictConfirmed');
    });
  });

async function stageOf(): Promise<string | undefined> {
  const [row] = await story.site.ctx.db.select().from(caseFile).where(eq(caseFile.id, story.told.id));
  return row?.stage;
}
