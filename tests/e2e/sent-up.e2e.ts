import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { beforeAll, expect, it } from 'vitest';
import { caseEvent, sealedPart } from '#db/schema/casework';
import { logEntry } from '#db/schema/log';
import { openAge } from '~/envelope/age-file';
import { newKeyPair } from '~/envelope/key-pair';
import { actFieldWords } from '~/words/case/act-fields';
import { caseWords } from '~/words/case/case';
import { caseSuperiorWords } from '~/words/case/superior';
import { reportFire } from '../services/case-workspace';
import { leaveOutside, signSuperior } from '../services/county/outside-county';
import { openCase } from './case-page';
import { axe, giveBack, shownIn, signIn } from './people';
import { browser, site } from './sealed-report-walk';
import { watched } from './sent';

const t = caseWords.zh;
const WHY = '举报人对答复有异议，请上级复查。标记四五六';
const ANSWER = '同意延长三十日。标记七八九';
const [first, second] = [await newKeyPair(), await newKeyPair()];
let page: Page;

beforeAll(async () => {
  await reportFire(site.ctx);
});

const form = (act: string) => page.locator(`form[data-act=${act}]`);
const open = async (act: 'sendUp' | 'superiorAnswered') => {
  await page.locator('[data-next-acts] summary', { hasText: t.acts[act] }).click();
  return form(act);
};

it('while the level above has people here, a case is transferred and not sent outside', async () => {
  page = await signIn(browser, site, 'fire.lead');
  await openCase(page, 1);
  await page.locator('[data-next-acts]').waitFor();
  expect(await page.locator('[data-next-acts] summary', { hasText: t.acts.sendUp }).count()).toBe(0);
  await giveBack(page);
});

it('seals what the officer reads for the level above, with a number; nothing readable is sent here', async () => {
  await leaveOutside(site.ctx, site.county);
  await signSuperior(site.ctx, site.county, {
    names: { zh: '市应急管理局' },
    address: { zh: '市府路 1 号' },
    phone: '023-12350',
    mail: null,
    holders: [
      { post: '主任', recipient: first.recipient },
      { post: '值班长', recipient: second.recipient },
    ],
    others: [],
  });
  page = await signIn(browser, site, 'fire.lead');
  await openCase(page, 1);
  const sending = await open('sendUp');
  expect(await shownIn(sending)).toContain('市府路 1 号');
  await axe(page, 'sending a case up');
  const number = (await sending.locator('[data-receipt-number]').getAttribute('data-receipt-number')) ?? '';
  await sending.getByLabel(actFieldWords.zh.sendUp.sentFor.choices.review).check();
  await sending.getByLabel(actFieldWords.zh.sendUp.sentAs.choices.sealed).check();
  await sending.locator('textarea[name=text]').fill(WHY);
  const sent = watched(page);
  const waiting = page.waitForEvent('download');
  await sending.getByRole('button', { name: t.acts.sendUp }).click();
  const file = await waiting;
  expect(file.suggestedFilename()).toContain(number);
  await page.locator('.govuk-notification-banner', { hasText: t.done.sendUp }).waitFor();
  const traffic = await sent();
  for (const secret of [WHY, '消防通道']) expect(traffic.includes(Buffer.from(secret))).toBe(false);
  const sealed = readFileSync(await file.path());
  for (const { identity } of [first, second]) {
    const html = new TextDecoder().decode(unzipSync(await openAge(sealed, identity))['case.html']);
    for (const part of [WHY, number, '消防通道被木料堵住', '提请复查']) expect(html).toContain(part);
    expect(html).not.toMatch(/<(button|form|script|a|input)\b/);
  }
  const [event] = (await site.ctx.db.select().from(caseEvent)).filter(({ act }) => act === 'case.sendUp');
  expect(event?.data).toEqual({ sentFor: 'review', sentAs: 'sealed', receiptNumber: number });
  const rows = (await site.ctx.db.select().from(logEntry)).filter(({ act }) => act === 'case.sendUp');
  expect(JSON.stringify(rows)).toContain(number);
  await page.locator('[data-note=sendUp]', { hasText: number }).waitFor();
});

it('prints it instead, and nothing of the print stays on the page', async () => {
  await page.evaluate(
    'window.print = () => { window.printed = document.querySelector(".anshao-print-alone")?.textContent }',
  );
  const sending = await open('sendUp');
  await sending.getByLabel(actFieldWords.zh.sendUp.sentFor.choices.extension).check();
  await sending.getByLabel(actFieldWords.zh.sendUp.sentAs.choices.printed).check();
  await sending.locator('textarea[name=text]').fill('还要鉴定，请延长期限。');
  await sending.getByRole('button', { name: t.acts.sendUp }).click();
  await page.locator('.govuk-notification-banner', { hasText: t.done.sendUp }).waitFor();
  const printed = String(await page.evaluate('window.printed'));
  for (const part of ['还要鉴定，请延长期限。', '消防通道被木料堵住', '回执号']) expect(printed).toContain(part);
  // A phone's browser comes back from print() first, and prints afterwards; the answer has drawn the page anew by then.
  expect(await page.locator('body.anshao-printing > .anshao-print-alone').count()).toBe(1);
  await page.evaluate('dispatchEvent(new Event("afterprint"))');
  expect(await page.locator('.anshao-print-alone, .anshao-printing').count()).toBe(0);
});

it('keeps the answer with number, date and scan, sealed in the case', async () => {
  const answering = await open('superiorAnswered');
  await answering.locator('textarea[name=answerNumber]').fill('市应急函〔2026〕12 号');
  await answering.locator('textarea[name=text]').fill(ANSWER);
  const scan = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400 * 1024, 7)]);
  const choose = (buffer: Buffer) =>
    answering.locator('input[name=scan]').setInputFiles({ name: '答复.pdf', mimeType: 'application/pdf', buffer });
  await choose(scan);
  await answering.getByRole('button', { name: t.acts.superiorAnswered }).click();
  await page.locator('#superiorAnswered-scan-error', { hasText: t.errors.scanTooLarge }).waitFor();
  await choose(scan.subarray(0, 200 * 1024));
  await answering.getByRole('button', { name: t.acts.superiorAnswered }).click();
  await page.locator('.govuk-notification-banner', { hasText: t.done.superiorAnswered }).waitFor();
  const note = page.locator('[data-note=superiorAnswered]');
  await note.waitFor();
  expect(await shownIn(note)).toContain(ANSWER);
  expect(await shownIn(note)).toContain('市应急函〔2026〕12 号');
  const waiting = page.waitForEvent('download');
  await note.getByRole('button', { name: caseSuperiorWords.zh.saveScan }).click();
  const saved = readFileSync(await (await waiting).path());
  expect(saved.equals(scan.subarray(0, 200 * 1024))).toBe(true);
  const parts = await site.ctx.db.select().from(sealedPart);
  expect(parts.some(({ bytes }) => bytes && Buffer.from(bytes).includes(Buffer.from(ANSWER)))).toBe(false);
  await axe(page, 'a case with the answer of the level above');
  await giveBack(page);
});
