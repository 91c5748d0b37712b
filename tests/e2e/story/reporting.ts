import { describe, expect, it } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { vocabularyWords } from '~/words/vocabulary';
import { axe, openPage, shownIn } from '../people';
import { enterCode, fillIn, follow, leave, send, sendAgain } from '../reporter';
import { PDF, SECRET, story, TOLD } from './plot';

/** At the gate, without scripts; then once more with scripts, for axe and for sending twice. */
export const reporting = () =>
  describe('reporting', () => {
    it('takes a report at the gate without a name and without scripts, and gives the code once', async () => {
      await fillIn(story.reporter, TOLD);
      const file = { name: `${SECRET.fileName}.pdf`, mimeType: 'application/pdf', buffer: PDF };
      await story.reporter.setInputFiles('input[name=files]', file);
      story.code = await send(story.reporter);
      expect(story.code).toMatch(/^\d{20}$/);
      const [row] = await story.site.ctx.db.select().from(caseFile);
      story.told = { id: row?.id ?? '', order: row?.order ?? 0 };
      expect(await follow(story.reporter, story.code)).not.toContain(story.code);
    });

    it('shows the reporter stage, department and why, and never the narrative or files again', async () => {
      const shown = await shownIn(story.reporter.locator('main'));
      expect(shown).toContain('已登记，等部门决定是否受理');
      expect(shown).toContain('消防救援大队');
      expect(shown).toContain(vocabularyWords.zh.routing.board('消防救援大队'));
      const html = await story.reporter.content();
      for (const secret of [SECRET.told, SECRET.fileName, SECRET.file, story.code]) expect(html).not.toContain(secret);
      await leave(story.reporter);
    });

    it('lets the same form sent again supersede the first copy', async () => {
      const page = await openPage(story.browser, story.site, true);
      // The plain form with scripts on, which axe needs: this browser cannot seal, and the reporter chooses the plain
      // form.
      await page.addInitScript('delete window.Worker');
      await fillIn(page, TOLD, async (shown, kind) => {
        if (kind === 'report') await shown.click('#use-plain');
        await axe(shown, kind);
      });
      const first = await send(page);
      await axe(page, 'receipt');
      const second = await sendAgain(page);
      expect(second).not.toBe(first);
      await axe(page, 'receipt after the second sending');
      await enterCode(page, first, { asked: true });
      await page.locator('.govuk-error-summary').waitFor();
      await axe(page, 'follow with an error');
      await follow(page, second, { asked: true });
      await axe(page, 'followed');
      expect(await story.site.ctx.db.$count(caseFile)).toBe(2);
      expect(await story.site.ctx.db.$count(report)).toBe(3);
      await page.context().close();
    });
  });
