import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { CASH_TRIES } from '~/domain/reward/cash';
import { inGroupsOfFour } from '~/domain/typed/number';
import { enterNight } from '~/services/night.server';
import { vocabularyWords } from '~/words/vocabulary';
import { approvedCase } from '../approved-case';
import { act, openCase } from '../case-page';
import { axe, shownIn, toStaffPage, unlock } from '../people';
import { follow, leave } from '../reporter';
import { tracesOf } from '../traces';
import { SECRET, story, workspace, yuan } from './plot';

/** From the proposal to the money, in cash and by bank. */
export const reward = () =>
  describe('the reward', () => {
    it('follows rectification, reinspection and reply; the officer proposes it with its steps', async () => {
      const page = await workspace('fire.handler');
      await act(page, 'rectify', { text: `锁已拆除 ${SECRET.rectified}` });
      await act(page, 'strikeOff', { text: '复查合格' });
      const words = { howChecked: '现场检查', decided: '罚款', rewardDue: 'due' };
      await act(page, 'reply', { conclusion: `属实 ${SECRET.reply}`, ...words }, 'replied');
      const form = page.locator('form[data-reward-form]');
      expect(await form.locator('[name=penalty]').inputValue()).toBe('30000');
      // A general violation has no national reward, so the officer says that it is more than that.
      await form
        .locator('[data-reward-result]', { hasText: vocabularyWords.zh.rewardRefusals.amountNotEntered })
        .waitFor();
      await form.locator('[name=unlawfulProduction]').check();
      await form.locator('[data-reward-result]', { hasText: yuan(4_500n) }).waitFor();
      await axe(page, 'case with a reward to propose');
      await form.getByRole('button').last().click();
      await page.locator('[data-reward-amount]', { hasText: yuan(4_500n) }).waitFor();
      expect(await page.locator('[data-reward-decision]').count()).toBe(0);
    });

    it('is approved by the lead from the fund, whose balance falls', async () => {
      const page = await workspace('fire.lead');
      await toStaffPage(page, 'funds');
      await axe(page, 'funds');
      await page.locator('[data-funds]', { hasText: '100,000.00' }).waitFor();
      await toStaffPage(page, 'rewards');
      await axe(page, 'rewards');
      await page.locator(`main a[href="/zh/staff/cases/${story.told.id}"]`).first().click();
      const decision = page.locator('[data-reward-decision]');
      await decision.locator('button[value=approve]:enabled').waitFor();
      expect(await shownIn(decision)).toContain('15%');
      await axe(page, 'case with a reward to approve');
      await decision.locator('button[value=approve]').click();
      await page.locator('[data-reward-section]', { hasText: vocabularyWords.zh.rewardStates.approved }).waitFor();
      await toStaffPage(page, 'funds');
      await page.locator('[data-funds]', { hasText: '95,500.00' }).waitFor();
    });

    it('is explained to the reporter, who claims cash by code', async () => {
      const shown = await follow(story.reporter, story.code);
      for (const text of [yuan(4_500n), '已批准，等您领取', SECRET.reply, '怎样算出来的', '15%']) {
        expect(shown).toContain(text);
      }
      await story.reporter.locator('button[name=step][value=claim]').click();
      await story.reporter.locator('.govuk-error-summary').waitFor();
      await story.reporter.check('input[name=claimMethod][value=cash]');
      await story.reporter.locator('button[name=step][value=claim]').click();
      await story.reporter.waitForURL('**/zh/follow?done=claimed');
      expect(await cashCode()).toMatch(/^\d{8}$/);
      await story.reporter.locator('[data-cash=wait]', { hasText: '现在先不要去窗口' }).waitFor();
    });

    it('is put into a batch, released by a guardian and paid at the counter', async () => {
      await nightPasses();
      await releaseBatch();
      const finance = await workspace('finance.1');
      await toStaffPage(finance, 'funds');
      await toStaffPage(finance, 'payouts');
      await axe(finance, 'payouts to pay');
      const place = finance.locator('[data-cash-place]');
      await place.locator('[name="place.zh"]').fill('财政局一楼 3 号窗口');
      await place.locator('[name="hours.zh"]').fill('工作日 9:00–17:00');
      await place.getByRole('button').click();
      await isShownAndFocused(finance, '选领现金的举报人在查询页上就能看到');
      await follow(story.reporter, story.code);
      const told = await shownIn(story.reporter.locator('[data-cash=go]'));
      for (const text of ['现在可以去窗口领款', '财政局一楼 3 号窗口', '工作日 9:00–17:00'])
        expect(told).toContain(text);
      const given = await cashCode();
      const counter = finance.locator('[data-cash-counter]');
      const sent: string[] = [];
      finance.on('request', (request) => sent.push(request.url()));
      await counter.locator('[name=cashCode]').fill(given === '00000000' ? '11111111' : '00000000');
      await counter.locator('[value=find]').click();
      await counter.locator('.govuk-error-message', { hasText: `${CASH_TRIES - 1}` }).waitFor();
      await counter.locator('[name=cashCode]').fill(given);
      await counter.locator('[value=find]').click();
      const payment = counter.locator('[data-found]');
      await payment.waitFor();
      // The payment was found: the focus is there, and the code is neither in the box nor anywhere in page and
      // addresses.
      expect(await finance.evaluate(() => document.activeElement?.textContent)).toBe('找到这笔付款');
      expect(await counter.locator('[name=cashCode]').inputValue()).toBe('');
      expect(await finance.content()).not.toContain(given);
      expect(sent.filter((url) => url.includes(given))).toEqual([]);
      expect(await shownIn(payment)).toContain('4,500.00');
      await axe(finance, 'payouts with cash found');
      await payment.locator('[name=voucher]').fill('现付2026-001');
      // What is typed at the counter outlives a reload: when the payment is found again, it has its voucher.
      await finance.waitForFunction(() => Object.keys(sessionStorage).some((name) => name.startsWith('anshao-draft:')));
      await finance.waitForFunction(() => document.querySelector('form[data-draft-typed]') === null);
      await finance.reload();
      await unlock(finance, story.site.county.of('finance.1').passphrase);
      await counter.locator('[name=cashCode]').fill(given);
      await counter.locator('[value=find]').click();
      await expect.poll(() => payment.locator('[name=voucher]').inputValue()).toBe('现付2026-001');
      await payment.locator('[value=pay]').click();
      await isShownAndFocused(finance, '已付现金并记账');
      await finance
        .locator('section', { has: finance.locator('#paid') })
        .locator('td', { hasText: '现付2026-001' })
        .waitFor();
      expect(await follow(story.reporter, story.code)).toContain('已支付');
      await nightPasses();
      const handler = await workspace('fire.handler');
      await openCase(handler, story.told.order);
      // Only the opened case tells which payment it was.
      await handler.locator('[data-reward-voucher]', { hasText: '现付2026-001' }).waitFor();
      expect(await shownIn(handler.locator('[data-reward-section]'))).toContain(yuan(4_500n));
      await axe(handler, 'case with a paid reward');
      await act(handler, 'close', {}, 'closed');
      await axe(handler, 'closed case');
      const settled = await follow(story.reporter, story.code);
      for (const text of ['已办结', '已支付', yuan(4_500n)]) expect(settled).toContain(text);
      await leave(story.reporter);
    });

    it('goes to a bank account that only finance opens, after a guardian let it', async () => {
      const filed = await approvedCase(story.site);
      await follow(story.reporter, filed.code);
      await story.reporter.check('input[name=claimMethod][value=bank]');
      await story.reporter.fill('input[name=payeeName]', SECRET.payee);
      await story.reporter.locator('button[name=step][value=claim]').click();
      await story.reporter.locator('.govuk-error-summary').waitFor();
      expect(await story.reporter.inputValue('input[name=payeeName]')).toBe(SECRET.payee);
      await story.reporter.fill('input[name=bankName]', '安岭农商银行镇溪支行');
      await story.reporter.fill('input[name=bankAccount]', SECRET.account);
      await story.reporter.check('input[name=consent]');
      await story.reporter.locator('button[name=step][value=claim]').click();
      // Shown back in groups of four before it is sealed.
      await story.reporter.locator('.govuk-error-summary', { hasText: '请核对账号' }).waitFor();
      expect(await story.reporter.inputValue('input[name=bankAccount]')).toBe(inGroupsOfFour(SECRET.account));
      await story.reporter.locator('button[name=step][value=claim]').click();
      await story.reporter.waitForURL('**/zh/follow?done=claimed');
      await leave(story.reporter);
      await nightPasses();
      await releaseBatch();
      const finance = await workspace('finance.1');
      await toStaffPage(finance, 'funds');
      await toStaffPage(finance, 'payouts');
      const payment = finance.locator('[data-payment]');
      await payment.getByRole('button', { name: '查看收款人' }).click();
      const payee = payment.locator('[data-payee]');
      await payee.getByText(SECRET.payee).waitFor();
      expect((await shownIn(payee)).replaceAll(' ', '')).toContain(SECRET.account);
      await axe(finance, 'payouts with a payee');
      expect(await tracesOf(story.site, { payee: SECRET.payee, account: SECRET.account })).toEqual([]);
      await payment.locator('[name=voucher]').fill('转账2026-002');
      await payment.getByRole('button', { name: '记为已支付' }).click();
      await finance
        .locator('section', { has: finance.locator('#paid') })
        .locator('td', { hasText: '转账2026-002' })
        .waitFor();
      expect(await follow(story.reporter, filed.code)).toContain('已支付');
    });
  });

/** Plays the night after: claims come to finance, and the cases learn what was paid. */
const nightPasses = () => enterNight({ ...story.site.ctx, now: () => story.site.ctx.now() + 86_400_000 });

/** Checks that what was done is reported in a banner that has the focus and can be seen. */
async function isShownAndFocused(page: Page, text: string): Promise<void> {
  const banner = page.locator('.govuk-notification-banner--success', { hasText: text });
  await banner.waitFor();
  expect(await banner.evaluate((element) => element === document.activeElement)).toBe(true);
  const isInView = () =>
    banner.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= window.innerHeight;
    });
  await expect.poll(isInView).toBe(true);
}

async function cashCode(): Promise<string> {
  const shown = story.reporter.locator('[data-cash-code]');
  return (await shown.count()) === 0 ? '' : ((await shown.getAttribute('data-cash-code')) ?? '');
}

/** Finance puts what was claimed into a batch, and a guardian's browser hands the shares over. */
async function releaseBatch(): Promise<void> {
  const finance = await workspace('finance.1');
  await toStaffPage(finance, 'funds');
  await toStaffPage(finance, 'payouts');
  await axe(finance, 'payouts');
  await finance.locator('button[value=batch]').click();
  await finance.locator('[data-batch]').waitFor();
  expect(await finance.locator('[data-payment]').count()).toBe(0);
  const guardian = await workspace('guardians.1');
  await toStaffPage(guardian, 'directory');
  await toStaffPage(guardian, 'payouts');
  await axe(guardian, 'payouts to release');
  await guardian.getByRole('button', { name: '放行本批次' }).click();
  await guardian.getByText('没有待放行的批次。').waitFor();
}
