import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSealedWords } from '~/words/report-sealed';
import { findInFolder, newMarker } from '../faults/marker-search';
import { searchMemory } from '../faults/process-memory';
import { ensureBuilt, freePort, type RunningSite, startSite } from '../faults/running-site';
import { launchBrowser } from '../runner/browser';
import { reportFields } from '../services/report-drafts';
import { openPage } from './people';

const data = mkdtempSync(join(tmpdir(), 'anshao-memory-'));
const SLOW_MS = 60_000;
let site: RunningSite;
let browser: Browser;

beforeAll(async () => {
  ensureBuilt();
  site = await startSite(data, { port: await freePort() });
  browser = await launchBrowser();
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  rmSync(data, { recursive: true, force: true });
}, 60_000);

/** Sends all of a form but its last bytes and keeps the line open. */
function begin(body: string): { finish: () => Promise<string> } {
  const { hostname, port, host } = new URL(site.origin);
  const socket = connect(Number(port), hostname);
  const head = [
    'POST /zh/report HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${site.origin}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, -4)}`);
  const answer = new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
  return {
    finish: () => {
      socket.write(body.slice(-4));
      return answer;
    },
  };
}

/** Types, attaches, notes the code and sends, as with scripts on; returns the code. */
async function report(page: Page, told: { description: string; place: string; name: string }, file: string) {
  const press = (step: string, part: string) => page.locator(`[data-step=${step}] [data-part=${part}] button`).click();
  await page.goto('/zh/report');
  await page.locator('[data-way=sealed]').waitFor();
  await page.check('input[name=matter][value=hazard]');
  await page.selectOption('select[name=sector]', 'fire');
  await page.selectOption('select[name=area]', '500200101');
  await page.fill('textarea[name=description]', `${told.description} 通道被堵，无人处理`);
  await page.fill('input[name=place]', told.place);
  await page.check('input[name=anonymity][value=named]');
  await page.fill('input[name=name]', told.name);
  await page.fill('input[name=phone]', '13812345678');
  await page.check('input[name=consent]');
  await page.locator('button[name=step][value=check]').click();
  await page.locator('[data-part=routeReasons] li').first().waitFor();
  const buffer = Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${'%'.repeat(20)}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  );
  await page.setInputFiles('[data-step=check] input[type=file]', {
    name: `${file}.pdf`,
    mimeType: 'application/pdf',
    buffer,
  });
  await page.locator('.anshao-uploads__state', { hasText: reportSealedWords.zh.files.states.done }).waitFor();
  await press('check', 'next');
  const place = page.locator('[data-step=code] [data-receipt-code]');
  await place.waitFor();
  const code = (await place.getAttribute('data-receipt-code')) ?? '';
  await page.fill('#retype', code.slice(-4));
  await press('code', 'send');
  await page.locator('[data-step=done]').waitFor({ timeout: SLOW_MS });
  return code;
}

/** Opens the page by the code, writes to the officers and leaves. */
async function writeLater(page: Page, code: string, message: string): Promise<void> {
  await page.goto('/zh/follow');
  await page.locator('[data-way=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
  await page.locator('textarea[name=message]').waitFor({ timeout: SLOW_MS });
  await page.fill('textarea[name=message]', message);
  await page.locator('form[data-step=message] button').click();
  await page.locator('[data-message]', { hasText: message }).waitFor({ timeout: SLOW_MS });
}

test('control: what a plain form brings is found in the server’s memory while it arrives', async () => {
  const marks = { description: newMarker(), place: newMarker(), never: newMarker() };
  const fields = reportFields({ description: `${marks.description} 通道被堵，无人处理`, place: marks.place });
  const sending = begin(String(new URLSearchParams({ ...fields, step: 'check' })));
  await expect
    .poll(() => new Set(searchMemory(site.pid, marks).found.map(({ marker }) => marker)), { timeout: 30_000 })
    .toEqual(new Set(['description', 'place']));
  expect(await sending.finish()).toContain(marks.description);
  expect(searchMemory(site.pid, marks).bytes).toBeGreaterThan(50_000_000);
});

test('with scripts on neither memory nor disk ever holds what was typed, attached, written or handed out', async () => {
  const page = await openPage(browser, { origin: site.origin }, true);
  const told = { description: newMarker(), place: newMarker(), name: newMarker() };
  const [file, message] = [newMarker(), newMarker()];
  const code = await report(page, told, file);
  expect(code).toMatch(/^\d{20}$/);
  await writeLater(page, code, message);
  const marks = { ...told, file, message, code, codeInGroups: (code.match(/.{4}/g) ?? []).join(' ') };
  const { found, bytes } = searchMemory(site.pid, marks);
  expect(bytes).toBeGreaterThan(50_000_000);
  expect(found).toEqual([]);
  await page.context().close();
  await site.stop();
  expect(findInFolder(data, marks)).toEqual([]);
});
