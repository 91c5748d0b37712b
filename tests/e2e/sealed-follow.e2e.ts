import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { inGroupsOfFour } from '~/domain/typed/number';
import { followAnswerWords } from '~/words/follow/follow-answers';
import { followModeWords } from '~/words/follow/follow-mode';
import { findIn } from '../faults/marker-search';
import { workspace } from '../services/case-workspace';
import { approvedCase } from './approved-case';
import { axe, openPage, shownIn } from './people';
import { follow } from './reporter';
import { ask, browser, OPEN, open, report, SECRET, site } from './sealed-follow-walk';
import { watched } from './sent';
import { tracesOf } from './traces';

const ACCOUNT = `6222${String(Date.now()).padStart(15, '7')}`;

it('opens on the device: reads an officer, answers, and sends neither code nor words', async () => {
  const { code, caseId } = await report();
  await ask(caseId, `是哪一扇门？${SECRET.asked}`);
  const page = await openPage(browser, site, true);
  const sent = watched(page);
  await page.goto('/zh/follow');
  // One of them at a time, whichever it is while the browser is still looked at.
  expect(await page.locator('[data-mode]:visible').count()).toBe(1);
  await page.locator('[data-mode=sealed]').waitFor();
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
  // The message arrives, but its answer does not; sent again, it must stay one message.
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
  // Nothing was wrong with the code, so it is still in its box.
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
  // It was done, and what came back with it is nobody's.
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
  // Another reward than the one that is shown is not given up, and the page that answers shows its own.
  const shown = page.locator('input[name=shownReward]');
  const own = await shown.inputValue();
  await shown.evaluate((field: HTMLInputElement) => {
    field.value = '00000000-0000-4000-8000-000000000000';
  });
  await page.check('input[name=claimMethod][value=waive]');
  await page.check('input[name=waiveSure]');
  await page.locator('form[data-step=claim] button').click();
  await page.locator('.govuk-error-summary', { hasText: followAnswerWords.zh.claim.moved }).waitFor();
  expect(await shown.inputValue()).toBe(own);
  expect(await page.isChecked('input[name=waiveSure]')).toBe(false);
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
  await page.locator('.govuk-error-message', { hasText: inGroupsOfFour(ACCOUNT) }).waitFor();
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
