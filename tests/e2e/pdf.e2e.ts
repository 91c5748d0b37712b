import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import type { Browser, FrameLocator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { caseWords } from '~/words/case/case';
import { pdfViewWords } from '~/words/case/pdf-view';
import { hostilePdf } from '../pdf-hostile';
import { chinesePdf, jpeg2000Pdf, lockedPdf, pdfWith, scannedPdf } from '../pdf-sample';
import { launchBrowser } from '../runner/browser';
import { reportDraft } from '../services/report-drafts';
import { openCase, openFile } from './case-page';
import { viewFile, viewState } from './file-viewer';
import { axe, signIn } from './people';
import { openSite, type TestSite } from './site';

const words = caseWords.zh;
const pdf = pdfViewWords.zh;
const PAGES = 40;
const LINE = '锦程服装厂二楼安全出口已经上锁';
const NOT_EMBEDDED = '灭火器已过期';
let site: TestSite;
let browser: Browser;
let officer: Page;
let elsewhere: ReturnType<typeof createServer>;
const reached: string[] = [];

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  elsewhere = createServer((req, res) => {
    reached.push(req.url ?? '');
    res.setHeader('Access-Control-Allow-Origin', '*').end('taken');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const files = [
    { name: '整改通知.pdf', bytes: await printed() },
    { name: '旧文件.pdf', bytes: chinesePdf(NOT_EMBEDDED) },
    { name: '扫描件.pdf', bytes: scannedPdf() },
    { name: '扫描件2.pdf', bytes: jpeg2000Pdf() },
    { name: 'evil.pdf', bytes: hostilePdf('look at me', outside()) },
    { name: 'damaged.pdf', bytes: Buffer.concat([pdfWith('x').subarray(0, 80), Buffer.alloc(400, 'x')]) },
    { name: 'locked.pdf', bytes: lockedPdf('secret') },
  ].map((file) => ({ ...file, type: 'application/pdf' }));
  const sent = await submitReport(site.ctx, { draft: reportDraft({ sector: 'fire' }), files });
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, sent.caseId));
  officer = await signIn(browser, site, 'fire.lead');
  await openCase(officer, row?.order ?? 0);
});
afterAll(async () => {
  elsewhere.close();
  await browser?.close();
});

const outside = () => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

/** As an office makes it: with a program that puts its fonts into the file. */
async function printed(): Promise<Buffer> {
  const page = await browser.newPage();
  const sheet = (n: number) => `<h1 style="break-before:page;font-family:'Noto Sans CJK SC'">${LINE} ${n}</h1>`;
  await page.setContent(Array.from({ length: PAGES }, (_, n) => sheet(n + 1)).join(''));
  const bytes = await page.pdf({ format: 'A4' });
  await page.close();
  return bytes;
}

const look = (name: string) => viewFile(officer, name);
const shown = (state: string) => viewState(officer, state);
const sheet = (frame: FrameLocator, n: number) => frame.locator('.page').nth(n - 1);

/** How many pixels of a page have something on them. */
async function ink(frame: FrameLocator, n: number): Promise<number> {
  const canvas = sheet(frame, n).locator('canvas');
  await canvas.waitFor();
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 160) dark++;
    return dark;
  });
}

it('officers read a Chinese PDF in the page, by pages, drawn only near the view, with its text', async () => {
  const asked: string[] = [];
  officer.on('request', (request) => void asked.push(new URL(request.url()).pathname));
  const frame = await look('整改通知.pdf');
  await shown('shown');
  expect(asked.filter((path) => path.startsWith('/pdf-'))).toEqual(['/pdf-viewer.html']);
  expect(await ink(frame, 1)).toBeGreaterThan(500);
  expect(await sheet(frame, 1).textContent()).toContain(`${LINE} 1`);
  expect(await frame.locator('.page').count()).toBe(PAGES);
  expect(await frame.locator('canvas:visible').count()).toBeLessThan(6);
  await axe(officer, 'a PDF in the viewer');

  const field = frame.getByLabel(pdf.frame.goTo);
  await field.fill('３８');
  await field.press('Enter');
  expect(await ink(frame, 38)).toBeGreaterThan(500);
  expect(await sheet(frame, 38).textContent()).toContain(`${LINE} 38`);
  await sheet(frame, 1).locator('canvas').waitFor({ state: 'detached' });
  expect(await frame.locator('canvas:visible').count()).toBeLessThan(6);
  await frame.getByRole('button', { name: pdf.frame.previous }).click();
  await expect.poll(() => field.inputValue()).toBe('37');

  const width = async () => (await sheet(frame, 37).boundingBox())?.width ?? 0;
  const before = await width();
  await frame.locator('#pages').press('+');
  await expect.poll(width).toBeGreaterThan(before * 1.4);
  // Drawn anew for its new size, and not just stretched.
  const drawn = () =>
    sheet(frame, 37)
      .locator('canvas')
      .evaluate((element) => (element as HTMLCanvasElement).width);
  await expect.poll(drawn).toBeGreaterThan(before * 1.4);
});

it('Chinese without its font in the file is shown all the same, without the frame asking the network', async () => {
  const asked: { path: string; frame: string }[] = [];
  officer.on('request', (one) => void asked.push({ path: new URL(one.url()).pathname, frame: one.frame().url() }));
  const frame = await look('旧文件.pdf');
  await shown('shown');
  expect(await ink(frame, 1)).toBeGreaterThan(300);
  expect(await sheet(frame, 1).textContent()).toContain(NOT_EMBEDDED);
  const resources = asked.filter(({ path }) => path === '/pdf-resources.bin');
  expect(resources.map((one) => one.frame)).toEqual([officer.url()]);
});

it.each(['扫描件.pdf', '扫描件2.pdf'])(
  'a scanned page (%s) is unpacked and drawn, and says that it has no text',
  async (name) => {
    const frame = await look(name);
    await shown('shown');
    expect(await ink(frame, 1)).toBeGreaterThan(1000);
    expect(await sheet(frame, 1).textContent()).toBe(pdf.frame.picture);
  },
);

it('a hostile PDF is shown and reaches nothing', async () => {
  const asked: string[] = [];
  const opened: string[] = [];
  officer.on('request', (request) => void asked.push(request.url()));
  officer.on('download', (download) => void opened.push(download.url()));
  officer.context().on('page', (page) => void opened.push(page.url()));
  const before = officer.url();
  const frame = await look('evil.pdf');
  await shown('shown');
  await ink(frame, 1);
  expect(await sheet(frame, 1).textContent()).toContain('look at me');
  expect(await frame.locator('a, form, iframe, object, embed, [onclick]').count()).toBe(0);
  await sheet(frame, 1).click({ position: { x: 100, y: 100 } });
  await sheet(frame, 1).click({ position: { x: 40, y: 60 }, clickCount: 2 });
  await officer.getByRole('button', { name: words.closeView }).click();
  await officer.evaluate(() => fetch('/healthz?last'));
  await expect.poll(() => asked.some((url) => url.endsWith('?last'))).toBe(true);
  const others = asked.filter((url) => !url.startsWith('blob:') && !/\/(files\/|pdf-|healthz)/.test(url));
  expect(others).toEqual([]);
  expect([opened, reached, officer.url()]).toEqual([[], [], before]);
  await fetch(`${outside()}/listening`);
  expect(reached.splice(0)).toEqual(['/listening']);
});

it('a damaged PDF and one with a password are told apart in words, and can be saved', async () => {
  for (const [name, state] of [
    ['damaged.pdf', 'failed'],
    ['locked.pdf', 'locked'],
  ] as const) {
    await look(name);
    await shown(state);
    expect(await officer.locator('[data-file-view]').textContent()).toContain(pdf[state]);
    expect(await officer.locator('[data-file-view] iframe').count()).toBe(0);
    expect((await openFile(officer, name)).bytes.subarray(0, 5).toString()).toBe('%PDF-');
  }
});
