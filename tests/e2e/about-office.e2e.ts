import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { caseFile, report } from '#db/schema/casework';
import { superiorReport } from '#db/schema/superior';
import { openAge } from '~/envelope/age-file';
import { newKeyPair } from '~/envelope/key-pair';
import { outgoingWords } from '~/words/report/outgoing';
import { reportWords } from '~/words/report/report';
import { reportSuperiorWords } from '~/words/report/report-superior';
import { leaveOutside, signSuperior } from '../services/county/outside-county';
import { axe, openPage, shownIn, signIn, toStaffPage } from './people';
import { browser, site } from './sealed-report-walk';
import { watched } from './sent';

const words = reportSuperiorWords.zh;
const TOLD = '受理组组长收了红包，把三次举报都压了下来。标记一二三';
const [first, second] = [await newKeyPair(), await newKeyPair()];
const SUPERIOR = {
  names: { zh: '市应急管理局举报中心', en: 'Report Centre of the City Emergency Bureau' },
  address: { zh: '市府路 1 号', en: '1 Shifu Road' },
  phone: '023-12350',
  mail: null,
  holders: [
    { post: '主任', recipient: first.recipient },
    { post: '值班长', recipient: second.recipient },
  ],
  others: [{ names: { zh: '纪检监察机关', en: 'Discipline inspection' }, phone: '12388' }],
};

async function fill(page: Page): Promise<void> {
  await page.fill('textarea[name=description]', TOLD);
  await page.check('input[name=matter][value=violation]');
  await page.selectOption('select[name=sector]', 'fire');
  await page.selectOption('select[name=accusedUnit]', { label: '举报受理组' });
  await page.check('input[name=anonymity][value=anonymous]');
  await page.locator('button[name=step][value=check]').click();
}
const opened = async (sealed: Uint8Array, of = first) => new TextDecoder().decode(await openAge(sealed, of.identity));
const kept = async () => [await site.ctx.db.$count(caseFile), await site.ctx.db.$count(report)];

describe('without a key of the level above', () => {
  it.each([true, false])('says where to go before anything is typed, and takes none (scripts: %s)', async (scripts) => {
    if (scripts) {
      await leaveOutside(site.ctx, site.county);
      await signSuperior(site.ctx, site.county, { ...SUPERIOR, holders: [] });
    }
    const page = await openPage(browser, site, scripts);
    for (const [lang, told] of [
      ['en', ['Intake', 'not taken here', '1 Shifu Road', '023-12350', 'Discipline inspection: 12388']],
      ['zh', ['举报受理组', '不接收反映自己的举报', '市府路 1 号', '023-12350', '纪检监察机关：12388']],
    ] as const) {
      await page.goto(`/${lang}/report`);
      const said = await shownIn(page.locator('[data-about-office="elsewhere"]'));
      for (const text of told) expect(said).toContain(text);
      const above = await page.evaluate(
        'document.querySelector("[data-about-office]").compareDocumentPosition(document.querySelector("form textarea")) & 4',
      );
      expect(above).toBe(4);
    }
    if (scripts) await axe(page, 'report with nobody to take one about the office');
    const before = await kept();
    await fill(page);
    await page.locator('.govuk-error-summary').waitFor();
    expect(await shownIn(page.locator('.govuk-error-summary'))).toContain(reportWords.zh.errors.aboutOffice);
    expect(await page.locator('[data-part=next]:visible, button[value=send]:visible').count()).toBe(0);
    if (scripts) await page.locator('[data-part=change] button').click();
    expect(await page.inputValue('textarea[name=description]')).toBe(TOLD);
    expect(await kept()).toEqual(before);
    await page.context().close();
  });
});

describe('with a key of the level above', () => {
  it('seals it there in the browser: nothing readable is sent, and both holders open it', async () => {
    await signSuperior(site.ctx, site.county, SUPERIOR);
    const before = await kept();
    const page = await openPage(browser, site, true);
    await page.goto('/zh/report');
    await page.locator('[data-about-office="sealed"] summary').click();
    const said = await shownIn(page.locator('[data-about-office="sealed"]'));
    expect(said).toContain('内容只加密给市应急管理局举报中心');
    const sent = watched(page);
    await fill(page);
    const step = page.locator('[data-step=check]');
    await step.getByRole('button', { name: words.check.send }).waitFor();
    expect(await shownIn(step.locator('[data-part=route]'))).toContain('交给市应急管理局举报中心');
    expect(await step.locator('[data-part=files]').isVisible()).toBe(false);
    await axe(page, 'check of a report about the office');
    await step.getByRole('button', { name: words.check.send }).click();
    const place = page.locator('[data-receipt-number]');
    await place.waitFor();
    const number = (await place.getAttribute('data-receipt-number')) ?? '';
    await axe(page, 'receipt of a report about the office');
    const waiting = page.waitForEvent('download');
    await page.locator('[data-part=save]').click();
    const saved = readFileSync(await (await waiting).path());
    const traffic = await sent();
    for (const secret of [TOLD, encodeURIComponent(TOLD), Buffer.from(TOLD).toString('base64')]) {
      expect(traffic.includes(Buffer.from(secret))).toBe(false);
    }
    const [row] = await site.ctx.db.select().from(superiorReport);
    expect(row?.number).toBe(number);
    for (const of of [first, second]) {
      for (const file of [saved, row?.sealed ?? new Uint8Array()]) {
        const text = await opened(file, of);
        for (const part of [TOLD, number, reportWords.zh.accusedUnit.label, '举报受理组']) expect(text).toContain(part);
      }
    }
    expect(await kept()).toEqual(before);
    await page.context().close();
  });

  it('without scripts the server seals it in memory; the same form sent again is one report with one number', async () => {
    const page = await openPage(browser, site, false);
    await page.goto('/zh/report');
    await fill(page);
    await page.locator('button[name=step][value=send]').waitFor();
    const check = await shownIn(page.locator('main'));
    for (const text of [words.check.noFiles, words.check.noCode, words.check.plain]) expect(check).toContain(text);
    expect(await page.locator('input[type=file]').count()).toBe(0);
    await page.locator('button[name=step][value=send]').click();
    const place = page.locator('[data-receipt-number]');
    await place.waitFor();
    const number = await place.getAttribute('data-receipt-number');
    await page.reload();
    await place.waitFor();
    expect(await place.getAttribute('data-receipt-number')).toBe(number);
    const rows = await site.ctx.db.select().from(superiorReport);
    expect(rows.length).toBe(2);
    const text = await opened(rows.find((one) => one.number === number)?.sealed ?? new Uint8Array(), second);
    expect(text).toContain(TOLD);
    await page.context().close();
  });

  it('the office can only take the sealed file out, hand it on and record that it did', async () => {
    const page = await signIn(browser, site, 'committee.1');
    await page.locator('main').getByText('2 份密文等待送上级').waitFor();
    await toStaffPage(page, 'outgoing');
    await axe(page, 'outgoing');
    expect(await page.content()).not.toContain('标记一二三');
    const [row] = await site.ctx.db.select().from(superiorReport);
    const number = row?.number ?? '';
    const save = async () => {
      await page.selectOption('select[name=number]', number);
      await page.selectOption('select[name=way]', 'mail');
      await page.getByRole('button', { name: outgoingWords.zh.form.save, exact: true }).click();
    };
    await save();
    await page.locator('#number-error', { hasText: outgoingWords.zh.problems.notExported }).waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: outgoingWords.zh.download(number) }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe(outgoingWords.zh.fileName(number));
    expect(await opened(readFileSync(await file.path()))).toContain(TOLD);
    await save();
    await page.locator('.govuk-notification-banner', { hasText: outgoingWords.zh.form.saved }).waitFor();
    expect(await shownIn(page.locator('main table'))).toContain('已送出（电子邮件）');
    await page.context().close();
  });

  it.each([390, 1280])('fits at %i px in both languages', async (width) => {
    const page = await openPage(browser, site, true);
    await page.setViewportSize({ width, height: 844 });
    for (const lang of ['zh', 'en']) {
      await page.goto(`/${lang}/report`);
      const over = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([lang, over]).toEqual([lang, 0]);
    }
    await page.context().close();
  });
});
