import { eq } from 'drizzle-orm';
import type { Page, Request } from 'playwright';
import { describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { reportWords } from '~/words/report/report';
import { reportSealedWords } from '~/words/report/report-sealed';
import { vocabularyWords } from '~/words/vocabulary';
import { formsOf, newMarker } from '../faults/marker-search';
import { workspace } from '../services/case-workspace';
import { axe, openPage, shownIn } from './people';
import { GATE } from './played-county';
import { browser, site } from './sealed-report-walk';
import { done, fill, press, SLOW_MS, send, steps, toCode } from './sealed-reporter';

/** Every body that leaves the page, as bytes. */
function sentBy(page: Page): Buffer[] {
  const bodies: Buffer[] = [];
  page.on('request', (request: Request) => {
    bodies.push(Buffer.from(`${request.url()}\n${JSON.stringify(request.headers())}`));
    const body = request.postDataBuffer();
    if (body) bodies.push(body);
  });
  return bodies;
}

describe('sealed in the browser', () => {
  it('sends nothing that can be read, of all that was typed, and the officer opens it', async () => {
    const page = await openPage(browser, site, true);
    const sent = sentBy(page);
    const told = { description: newMarker(), place: newMarker(), employer: newMarker(), name: newMarker() };
    await page.goto('/zh/report');
    // The island needs a moment, and on a busy machine a long one.
    const way = () => shownIn(page.locator('#report-mode'));
    await expect.poll(way, { timeout: 30_000 }).toContain(reportSealedWords.zh.mode.sealedTitle);
    await axe(page, 'report page, sealed way');
    await fill(page, told.description);
    await page.fill('input[name=place]', told.place);
    await page.fill('input[name=employer]', told.employer);
    await page.check('input[name=anonymity][value=named]');
    await page.fill('input[name=name]', told.name);
    await page.fill('input[name=phone]', '13812345678');
    await page.check('input[name=consent]');
    await page.locator('button[name=step][value=check]').click();
    await page.locator('[data-part=routeReasons] li').first().waitFor();
    const shown = await shownIn(steps(page));
    for (const text of Object.values(told)) expect(shown).toContain(text);
    expect(shown).toContain('消防救援大队');
    expect(shown).toContain(vocabularyWords.zh.routing.regulates('消防救援大队'));
    const file = { name: `${newMarker()}.pdf`, mimeType: 'application/pdf', buffer: pdf(newMarker()) };
    await page.setInputFiles('[data-step=check] input[type=file]', file);
    await page.locator('.anshao-uploads__state', { hasText: reportSealedWords.zh.files.states.done }).waitFor();
    await axe(page, 'check, sealed way');
    await press(page, 'check', 'next');
    const place = page.locator('[data-step=code] [data-receipt-code]');
    await place.waitFor();
    const code = (await place.getAttribute('data-receipt-code')) ?? '';
    expect(code).toMatch(/^\d{20}$/);
    await axe(page, 'code, sealed way');
    await page.fill('#retype', '0000' === code.slice(-4) ? '1111' : '0000');
    await press(page, 'code', 'send');
    await page.locator('#retype-error').waitFor();
    await send(page, code);
    await done(page);
    await axe(page, 'done, sealed way');
    expect(await shownIn(steps(page))).toContain(code.slice(0, 4));
    const secrets = [...Object.values(told), '13812345678', code, code.slice(0, 18), file.name.slice(0, -4)];
    for (const secret of secrets) {
      for (const { form, bytes } of formsOf(secret)) {
        const found = sent.some((body) => body.includes(bytes));
        expect(found, `${form} of ${secret}`).toBe(false);
      }
    }
    const rows = await site.ctx.db.select().from(caseFile);
    const { opened } = await workspace(site.ctx, site.county.of('fire.lead'), rows[0]?.id ?? '');
    expect(opened.reports[0]?.narrative).toMatchObject({ description: told.description, employer: told.employer });
    expect(opened.reports[0]?.files.map(({ entry }) => entry.name)).toEqual([file.name]);
    expect(opened.unreadable).toBe(0);
    await page.context().close();
  });

  it('comes from a signboard in English, to the regulator on it', async () => {
    const page = await openPage(browser, site, true);
    await page.goto(`/en/report?site=${GATE}`);
    await page.locator('[data-mode=sealed]').waitFor();
    await page.check('input[name=matter][value=violation]');
    await page.fill('textarea[name=description]', 'The exit is locked.');
    await page.check('input[name=anonymity][value=anonymous]');
    const code = await toCode(page);
    await axe(page, 'code in English');
    await send(page, code);
    await done(page);
    const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.channel, 'board'));
    expect(row?.responsibleUnitId).toBe(site.county.unitIds.fire);
    await page.context().close();
  });

  it('shows errors beside the fields and at the top, as the server does', async () => {
    const page = await openPage(browser, site, true);
    const sent = sentBy(page);
    await page.goto('/zh/report');
    await page.locator('[data-mode=sealed]').waitFor();
    const told = newMarker();
    await page.fill('textarea[name=description]', told);
    await page.fill('input[name=deaths]', '不清楚');
    await page.locator('button[name=step][value=check]').click();
    const summary = page.locator('#report-page .govuk-error-summary');
    await summary.waitFor();
    for (const text of ['matter', 'sector', 'anonymity', 'deaths'] as const) {
      expect(await shownIn(summary)).toContain(reportWords.zh.errors[text]);
      await page.locator(`#${text}-error`).waitFor();
    }
    await axe(page, 'errors, sealed way');
    expect(await page.inputValue('textarea[name=description]')).toBe(told);
    expect(sent.some((body) => body.includes(told))).toBe(false);
    await page.context().close();
  });
});

describe('where sealing is not possible', () => {
  const LACKS = {
    wasm: `URL; Worker = class { constructor() { setTimeout(() => this.onmessage({ data: false }), 0); } terminate() {} };`,
    worker: 'delete window.Worker;',
    streams: 'delete window.TransformStream;',
  };
  for (const [lack, script] of Object.entries(LACKS)) {
    it(`says that ${lack} is missing and asks before the plain form may be used`, async () => {
      const page = await openPage(browser, site, true);
      await page.addInitScript(script);
      await page.goto('/zh/report');
      await page.locator('[data-mode=lacking]').waitFor();
      const shown = await shownIn(page.locator('#report-mode'));
      expect(shown).toContain(reportSealedWords.zh.mode.lacks[lack as 'wasm']);
      expect(await page.locator('#report-form').isVisible()).toBe(false);
      await axe(page, 'lacking');
      await page.click('#use-plain');
      await page.locator('[data-mode=plain]').waitFor();
      await page.check('input[name=matter][value=hazard]');
      await page.selectOption('select[name=sector]', 'fire');
      await page.fill('textarea[name=description]', '通道被堵');
      await page.check('input[name=anonymity][value=anonymous]');
      await page.locator('button[name=step][value=check]').click();
      await page.locator('button[name=step][value=send]').waitFor();
      await page.context().close();
    });
  }

  it('sends nothing and keeps the words when sealing fails', async () => {
    const page = await openPage(browser, site, true);
    await page.addInitScript(
      'window.broken = false; const real = crypto.getRandomValues.bind(crypto); crypto.getRandomValues = (a) => { if (window.broken) throw new Error("no randomness"); return real(a); };',
    );
    const told = newMarker();
    await fill(page, told);
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    const code = await toCode(page);
    await page.evaluate('window.broken = true');
    await send(page, code);
    await page.locator('[data-failed=sealing]').waitFor({ timeout: SLOW_MS });
    expect(await shownIn(steps(page))).toContain(reportSealedWords.zh.failed.sealing);
    expect(sent).toEqual([]);
    await press(page, 'code', 'back');
    await press(page, 'check', 'change');
    expect(await page.inputValue('textarea[name=description]')).toBe(told);
    await page.context().close();
  });

  it('refuses keys of another county than the page names', async () => {
    const page = await openPage(browser, site, true);
    await page.route('**/zh/report', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/data-fingerprint="[^"]{4}/, 'data-fingerprint="0000');
      await route.fulfill({ response: answer, body });
    });
    await fill(page, newMarker());
    await page.locator('button[name=step][value=check]').click();
    await page.locator('[data-failed=keys]').waitFor();
    await page.context().close();
  });
});

/** A document with a text in it, as small as possible. */
const pdf = (text: string): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n% ${text}\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \ntrailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n140\n%%EOF\n`,
  );
