import { expect, it } from 'vitest';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { followModeWords } from '~/words/follow/follow-mode';
import { axe, openPage, shownIn } from './people';
import { ask, browser, OPEN, open, report, SECRET, site } from './sealed-follow-walk';

it('tells a miscopied code on the device, and an unknown one after asking', async () => {
  const page = await openPage(browser, site, true);
  const code = newReceiptCode();
  const posts: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && void posts.push(request.postData() ?? ''));
  await open(page, `${code.slice(0, 19)}${(Number(code[19]) + 1) % 10}`);
  await page.locator('.govuk-error-message', { hasText: '查询码不对' }).waitFor();
  expect(posts).toEqual([]);
  await page.fill(
    'input[name=code]',
    code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  );
  await page.locator('[data-code-form] button').click();
  await page.locator('.govuk-error-message', { hasText: '没有找到' }).waitFor({ timeout: 60_000 });
  expect(posts).toHaveLength(1);
  expect(posts[0]).toMatch(/^step=openSealed&token=[\w-]{43}$/);
  await page.locator('[data-mode=sealed]').waitFor();
  await page.context().close();
});

it('leaves nothing behind: Back shows no word, an idle page forgets, a page loaded anew asks for the code', async () => {
  const { code, caseId } = await report();
  await ask(caseId, SECRET.asked);
  const page = await openPage(browser, site, true);
  await page.clock.install();
  await open(page, code);
  await page.locator('[data-message]', { hasText: SECRET.asked }).waitFor({ timeout: 60_000 });
  await page.locator(`${OPEN} button`).first().click();
  await page.waitForURL('**/zh/follow?done=left');
  await page.goBack();
  await page.waitForLoadState();
  expect(await page.content()).not.toContain(SECRET.asked);
  await open(page, code);
  await page.locator('[data-message]', { hasText: SECRET.asked }).waitFor({ timeout: 60_000 });
  await page.reload();
  await page.locator('input[name=code]').waitFor();
  expect(await page.content()).not.toContain(SECRET.asked);
  await open(page, code);
  await page.locator('[data-message]', { hasText: SECRET.asked }).waitFor({ timeout: 60_000 });
  await page.clock.fastForward(16 * 60_000);
  await page.waitForURL('**/zh/follow?done=left');
  expect(await page.content()).not.toContain(SECRET.asked);
  await page.context().close();
});

it('keeps what was typed when nobody is there, sealed, and puts it back for the same code alone', async () => {
  const [own, other] = [await report(), await report()];
  await ask(own.caseId, SECRET.asked);
  const page = await openPage(browser, site, true);
  await page.clock.install();
  await open(page, own.code);
  await page.locator('[data-message]', { hasText: SECRET.asked }).waitFor({ timeout: 60_000 });
  // What is asked stands first, and leads there without an address of its own.
  const news = page.locator('[data-news]');
  expect(await shownIn(news)).toContain('部门给您留了言');
  await news.getByRole('link', { name: '部门给您留了言' }).click();
  expect(new URL(page.url()).hash).toBe('');
  await page.fill('textarea[name=message]', SECRET.answered);
  await page.clock.fastForward(16 * 60_000);
  const locked = page.locator('.govuk-error-summary', { hasText: followModeWords.zh.expiredKept });
  await locked.waitFor();
  await axe(page, 'locked with words kept');
  // It cannot be read anywhere meanwhile, not even by somebody who writes into this tab.
  const inPage = () => page.evaluate(() => document.documentElement.outerHTML + JSON.stringify({ ...sessionStorage }));
  expect(await inPage()).not.toContain(SECRET.answered);
  expect(await inPage()).not.toContain(SECRET.asked);
  const give = async (code: string) => {
    await page.fill('input[name=code]', code);
    await page.locator('[data-code-form] button').click();
    await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  };
  await give(other.code);
  expect(await page.inputValue('textarea[name=message]')).toBe('');
  await page.fill('textarea[name=message]', '另一件');
  await page.clock.fastForward(16 * 60_000);
  await locked.waitFor();
  await give(other.code);
  expect(await page.inputValue('textarea[name=message]')).toBe('另一件');
  await page.locator(`${OPEN} button`).first().click();
  await page.waitForURL('**/zh/follow?done=left');
  await page.context().close();
});

it('leaves at once though an answer is still awaited, and shows nothing when it comes', async () => {
  const { code } = await report();
  const page = await openPage(browser, site, true);
  await open(page, code);
  await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  let arrived = () => {};
  const arriving = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await page.route('**/zh/follow', async (route) => {
    if (!route.request().postData()?.includes('sealedMessage')) return route.continue();
    // Never answered: the page has to close all the same.
    arrived();
  });
  await page.fill('textarea[name=message]', SECRET.answered);
  await page.locator('form[data-step=message] button').click();
  await arriving;
  await page.locator(`${OPEN} button`).first().click();
  await page.waitForURL('**/zh/follow?done=left');
  expect(await page.content()).not.toContain(SECRET.answered);
  await page.context().close();
});

it('says so where the browser lacks something, and asks before the plain way', async () => {
  const { code, caseId } = await report();
  await ask(caseId, SECRET.asked);
  const page = await openPage(browser, site, true);
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'Worker'));
  await page.goto('/zh/follow');
  await page.locator('[data-mode=lacking]').waitFor();
  expect(await page.locator('input[name=code]').isVisible()).toBe(false);
  await axe(page, 'a browser that lacks something');
  await page.locator('[data-use-plain]').click();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('.anshao-message', { hasText: SECRET.asked }).waitFor();
  await page.context().close();
});
