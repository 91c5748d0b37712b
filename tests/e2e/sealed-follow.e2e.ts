import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inFours } from '~/domain/typed/number';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { sendStaffMessage } from '~/services/case/case.server';
import { submitReport } from '~/services/report/report.server';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { followModeWords } from '~/words/follow/follow-mode';
import { findIn, newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { fireDraft, sealedMessages, workspace } from '../services/case-workspace';
import { approvedCase } from './approved-case';
import { axe, openPage, shownIn } from './people';
import { follow } from './reporter';
import { watched } from './sent';
import { openSite, type TestSite } from './site';
import { tracesOf } from './traces';

const SECRET = { told: newMarker(), asked: newMarker(), answered: newMarker(), payee: newMarker(), file: newMarker() };
const ACCOUNT = `6222${String(Date.now()).padStart(15, '7')}`;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const report = () => submitReport(site.ctx, { draft: fireDraft({ description: SECRET.told, occurredOn: null }) });

/** An officer asks something, as the officer's browser does. */
async function ask(caseId: string, text: string): Promise<void> {
  const officer = site.county.of('fire.handler');
  const { opened } = await workspace(site.ctx, officer, caseId);
  const [message] = await sealedMessages(opened, text, officer);
  if (message) await sendStaffMessage(site.ctx, officer.actor, caseId, message);
}

const OPEN = 'form[data-step=leave]';

/** Types the code once the page has said that it works the sealed way. */
async function open(page: Page, code: string): Promise<void> {
  await page.goto('/zh/follow');
  await page.locator('[data-way=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
}

it('opens on the device: reads an officer, answers, and sends neither code nor words', async () => {
  const { code, caseId } = await report();
  await ask(caseId, `是哪一扇门？${SECRET.asked}`);
  const page = await openPage(browser, site, true);
  const sent = watched(page);
  await page.goto('/zh/follow');
  expect(await shownIn(page.locator('[data-way]:visible'))).not.toContain('封存方式：查询码只留在这台设备上\n普通方式');
  await page.locator('[data-way=sealed]').waitFor();
  await axe(page, 'the code, sealed way');
  await open(page, `${code.slice(0, 4)} ${code.slice(4)}`);
  await page.locator('[data-message]', { hasText: SECRET.asked }).waitFor({ timeout: 60_000 });
  await axe(page, 'the page, sealed way');
  expect(await page.content()).not.toContain(code);
  await page.locator('form[data-step=message] button').click();
  await page.locator('.govuk-error-summary').waitFor();
  await axe(page, 'the page with an error, sealed way');
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`.replace(/\d/g, (digit) =>
    String.fromCharCode(0xff10 + Number(digit)),
  );
  await page.fill('textarea[name=message]', `我的码是${shown}。`);
  await page.locator('form[data-step=message] button').click();
  await page.locator('.govuk-error-summary', { hasText: '像是有 20 位查询码' }).waitFor();
  await page.fill('textarea[name=message]', `东门。${SECRET.answered}`);
  await page.locator('form[data-step=message] button').click();
  await page.locator('.anshao-message--ours', { hasText: SECRET.answered }).waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/zh/follow');
  const bodies = await sent();
  expect(bodies.length).toBeGreaterThan(1000);
  expect(findIn('requests', bodies, { ...SECRET, code })).toEqual([]);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))).toBe(
    '[{},{},null]',
  );
  const { opened } = await workspace(site.ctx, site.county.of('fire.handler'), caseId);
  expect(opened.reports[0]?.messages.map(({ text }) => text).join()).toContain(SECRET.answered);
  expect(await tracesOf(site, { ...SECRET, code })).toEqual([]);
  await page.context().close();
});

it('seals anew when another message took the place, and keeps what was typed when the answer gets lost', async () => {
  const { code, caseId } = await report();
  const page = await openPage(browser, site, true);
  await open(page, code);
  await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  await ask(caseId, '先到的一条');
  await page.fill('textarea[name=message]', '晚到的一条');
  await page.locator('form[data-step=message] button').click();
  await page.locator('.anshao-message--ours', { hasText: '晚到的一条' }).waitFor();
  expect(await page.locator('[data-message]').allInnerTexts()).toEqual(['先到的一条', '晚到的一条']);
  // The message arrives, its answer does not: sent again, it must stay one.
  await page.route('**/zh/follow', async (route) => {
    await route.fetch();
    await route.fulfill({ status: 200, body: '' });
  });
  await page.fill('textarea[name=message]', '断网时写的');
  await page.locator('form[data-step=message] button').click();
  await page.locator('.govuk-error-summary', { hasText: followAnswerWords.zh.message.unknown }).waitFor();
  expect(await page.inputValue('textarea[name=message]')).toBe('断网时写的');
  await page.unroute('**/zh/follow');
  await page.locator('form[data-step=message] button').click();
  await page.locator('.anshao-message--ours', { hasText: '断网时写的' }).waitFor();
  expect(await page.locator('[data-message]', { hasText: '断网时写的' }).count()).toBe(1);
  await page.context().close();
});

it('keeps the words where the site is busy or another page comes, and tells what is done although its page does not open', async () => {
  const { code, caseId } = await report();
  const page = await openPage(browser, site, true);
  await page.route('**/zh/follow', async (route) => {
    const busy = { status: 429, contentType: 'text/html', body: '<main><h1>现在访问的人太多</h1></main>' };
    await (route.request().method() === 'POST' ? route.fulfill(busy) : route.continue());
  });
  await open(page, code);
  await page.locator('.govuk-error-message', { hasText: followModeWords.zh.busy }).waitFor({ timeout: 60_000 });
  // Nothing was wrong with the code: it is still in its box.
  await page.unroute('**/zh/follow');
  await page.locator('[data-code-form] button').click();
  await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  const message = page.locator('form[data-step=message] button');
  for (const [status, told] of [
    [429, followAnswerWords.zh.message.busy],
    [200, followAnswerWords.zh.message.unknown],
  ] as const) {
    await page.route('**/zh/follow', (route) =>
      route.fulfill({ status, contentType: 'text/html', body: '<main><h1>另一页</h1></main>' }),
    );
    await page.fill('textarea[name=message]', '不能丢的话');
    await message.click();
    await page.locator('.govuk-error-summary', { hasText: told }).waitFor();
    expect(await page.inputValue('textarea[name=message]')).toBe('不能丢的话');
    await page.unroute('**/zh/follow');
  }
  // Done, and what came back with it is of nobody.
  await page.route('**/zh/follow', async (route) => {
    const done = await route.fetch();
    const body = (await done.text()).replace(/data-sealed="[^"]*"/, 'data-sealed="{}"');
    await route.fulfill({ response: done, body });
  });
  await message.click();
  await page.locator('.govuk-error-summary', { hasText: followModeWords.zh.doneUnread }).waitFor();
  const { opened } = await workspace(site.ctx, site.county.of('fire.handler'), caseId);
  expect(opened.reports[0]?.messages.map(({ text }) => text)).toEqual(['不能丢的话']);
  await page.context().close();
});

it('takes a report back once where the answer gets lost, and tells it as done', async () => {
  const { code, caseId } = await report();
  const page = await openPage(browser, site, true);
  await open(page, code);
  await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  await page.route('**/zh/follow', async (route) => {
    await route.fetch();
    await route.fulfill({ status: 200, body: '' });
  });
  await page.getByText('我要撤回举报', { exact: true }).click();
  await page.check('input[name=sure]');
  await page.locator('form[data-step=withdraw] button').click();
  await page.locator('.govuk-error-summary', { hasText: followAnswerWords.zh.withdraw.unknown }).waitFor();
  await page.unroute('**/zh/follow');
  await page.locator('form[data-step=withdraw] button').click();
  await page.locator('.govuk-notification-banner--success', { hasText: '就此结束' }).waitFor();
  const { opened } = await workspace(site.ctx, site.county.of('fire.handler'), caseId);
  expect(opened.reports.map(({ withdrawal }) => withdrawal)).toEqual(['signed']);
  await page.context().close();
});

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
  await page.locator('[data-way=sealed]').waitFor();
  await page.context().close();
});

it('claims to an account that never leaves the device in the clear, and shows the steps', async () => {
  const { code } = await approvedCase(site);
  const page = await openPage(browser, site, true);
  const sent = watched(page);
  await open(page, code);
  await page.locator('.anshao-steps__item', { hasText: '15%' }).waitFor({ timeout: 60_000 });
  const plain = await openPage(browser, site, false);
  await follow(plain, code);
  const steps = (of: Page) => shownIn(of.locator('.anshao-steps'));
  expect((await steps(page)).replace(/\s+/g, ' ')).toBe((await steps(plain)).replace(/\s+/g, ' '));
  await plain.context().close();
  await page.check('input[name=claimMethod][value=bank]');
  await page.fill('input[name=payeeName]', SECRET.payee);
  await page.locator('form[data-step=claim] button').click();
  await page.locator('.govuk-error-message', { hasText: '请写开户银行' }).waitFor();
  expect(await page.inputValue('input[name=payeeName]')).toBe(SECRET.payee);
  await page.fill('input[name=bankName]', '安岭农商银行镇溪支行');
  await page.fill('input[name=bankAccount]', ACCOUNT);
  await page.check('input[name=consent]');
  await page.locator('form[data-step=claim] button').click();
  // Shown back in groups of four before it is sealed.
  await page.locator('.govuk-error-message', { hasText: inFours(ACCOUNT) }).waitFor();
  expect(await page.inputValue('input[name=bankAccount]')).toBe(ACCOUNT);
  await page.locator('form[data-step=claim] button').click();
  await page.locator('.govuk-notification-banner--success').waitFor();
  expect(await shownIn(page.locator('main'))).toContain('您已申领，等财务付款');
  const markers = { payee: SECRET.payee, account: ACCOUNT, code };
  expect(findIn('requests', await sent(), markers)).toEqual([]);
  expect(await tracesOf(site, markers)).toEqual([]);
  await page.context().close();
});

it('adds files found later, and takes the report back', async () => {
  const { code, caseId } = await report();
  const page = await openPage(browser, site, true);
  const sent = watched(page);
  await open(page, code);
  await page.locator(OPEN).first().waitFor({ timeout: 60_000 });
  await page.getByText('补交材料', { exact: true }).click();
  const buffer = Buffer.from(`%PDF-1.4\n% ${SECRET.file}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF`);
  await page.setInputFiles('input[name=files]', { name: `${SECRET.file}.pdf`, mimeType: 'application/pdf', buffer });
  await page.check('input[name=keepOriginal]');
  await page.locator('form[data-step=files] button[value=files]').click();
  await page.locator('.govuk-notification-banner--success', { hasText: '材料已封存' }).waitFor();
  const { opened } = await workspace(site.ctx, site.county.of('fire.handler'), caseId);
  const [file] = opened.reports.flatMap(({ files }) => files);
  expect(file?.entry).toMatchObject({ size: buffer.length, type: 'application/pdf' });
  expect(findIn('requests', await sent(), { file: SECRET.file, code })).toEqual([]);
  await page.getByText('我要撤回举报', { exact: true }).click();
  await page.locator('form[data-step=withdraw] button').click();
  await page.locator('.govuk-error-summary').waitFor();
  await page.check('input[name=sure]');
  await page.locator('form[data-step=withdraw] button').click();
  await page.locator('.govuk-notification-banner--success', { hasText: '就此结束' }).waitFor();
  await page.mouse.move(0, 0);
  await axe(page, 'withdrawn');
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
  // Nowhere to be read meanwhile, not by who writes into this tab either.
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
    // Never answered: the page has to go all the same.
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
  await page.locator('[data-way=lacking]').waitFor();
  expect(await page.locator('input[name=code]').isVisible()).toBe(false);
  await axe(page, 'a browser that lacks something');
  await page.locator('[data-use-plain]').click();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('.anshao-message', { hasText: SECRET.asked }).waitFor();
  await page.context().close();
});
