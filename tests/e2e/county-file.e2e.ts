import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unitDraft } from '#db/schema/county';
import { countyFileWords } from '~/words/county/county-file';
import { launchBrowser } from '../runner/browser';
import { axe, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = countyFileWords.zh;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

it('exports the set-up, compares a changed file in words, and takes it as drafts', async () => {
  const page = await signIn(browser, site, 'admin', 'setup');
  await axe(page, 'the file of the set-up');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export]').click()]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const fire = file.entries.units.find(({ code }: { code: string }) => code === 'fire');
  fire.phone = '023-5550119';
  file.entries.units.push(
    { ...fire, code: 'gas', names: { zh: '燃气办' } },
    { ...fire, code: '!', names: { zh: '坏的' } },
  );
  file.entries.boards.push({ code: 'B1' });
  const chosen = (text: string) => ({ name: 'county.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const compare = async (text: string) => {
    await page.setInputFiles('input[name=file]', chosen(text));
    await page.getByRole('button', { name: words.check }).click();
  };

  await compare('{}');
  await page.locator('.govuk-error-summary', { hasText: words.noCountyFile }).waitFor();

  await compare(JSON.stringify(file));
  await page.locator('[data-differences="3"]').waitFor();
  await axe(page, 'what a file of the set-up would change');
  const told = await shownIn(page.locator('[data-differences]'));
  for (const part of ['燃气办', '新增', '改动：电话', words.ready(2), '公示牌第 ', words.no])
    expect(told).toContain(part);
  expect(await site.ctx.db.$count(unitDraft)).toBe(0);

  await page.locator('[data-confirm] button').click();
  await page.locator('.govuk-notification-banner', { hasText: words.done(2) }).waitFor();
  expect(await site.ctx.db.$count(unitDraft)).toBe(2);
  await compare(JSON.stringify(file));
  await page.locator('[data-differences="1"]').waitFor();
  await page.context().close();
});
