import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import type { Browser, Frame, Page } from 'playwright';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { submitReport } from '~/services/report/report.server';
import { caseWords } from '~/words/case/case';
import { launchBrowser } from '../runner/browser';
import { reportDraft } from '../services/report-drafts';
import { openCase, openFile } from './case-page';
import { signIn } from './people';
import { openSite, type TestSite } from './site';

const words = caseWords.zh;
const NAME = '安全出口 上锁（照片）.jpg';
const LETTER = '你好 <script>parent.document.title = 1</script>';
let site: TestSite;
let browser: Browser;
let order = 0;

/** A second of silence as WAV. */
function silence(): Buffer {
  const sound = Buffer.alloc(8000, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0).toString();
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#a42' } })
    .jpeg()
    .toBuffer();
  const files = [
    { name: NAME, type: 'image/png', bytes: photo },
    { name: 'note.txt', type: 'text/html', bytes: Buffer.from(LETTER) },
    { name: 'sound.wav', type: 'audio/wav', bytes: silence() },
    { name: 'broken.jpg', type: 'image/jpeg', bytes: Buffer.concat([photo.subarray(0, 20), Buffer.alloc(90)]) },
  ];
  const sent = await submitReport(site.ctx, { draft: reportDraft({ sector: 'fire' }), files });
  const [row] = await site.ctx.db.select().from(caseFile).where(eq(caseFile.id, sent.caseId));
  order = row?.order ?? 0;
});
afterAll(() => browser?.close());

async function look(page: Page, name: string): Promise<void> {
  const close = page.getByRole('button', { name: words.closeView });
  while ((await close.count()) > 0) await close.first().click();
  await page.getByRole('button', { name: words.view(name), exact: true }).click();
  await page.locator('[data-file-view]').waitFor();
}
const shown = (page: Page, state: string) => page.locator(`[data-view-state=${state}]`).waitFor({ state: 'attached' });

it('officers look at photos, text and sound in the page; judged by their bytes, not by what they are called', async () => {
  const page = await signIn(browser, site, 'fire.lead');
  await openCase(page, order);
  const frame = page.frameLocator('[data-file-view] iframe');
  await look(page, NAME);
  await shown(page, 'shown');
  const picture = frame.locator('img');
  expect(await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(60);
  expect(await picture.getAttribute('alt')).toBe(NAME);
  await look(page, 'note.txt');
  await shown(page, 'shown');
  expect(await frame.locator('pre').textContent()).toBe(LETTER);
  await look(page, 'sound.wav');
  await shown(page, 'shown');
  expect(await frame.locator('audio').count()).toBe(1);
  await look(page, 'broken.jpg');
  await shown(page, 'failed');
  const saved = await openFile(page, NAME);
  expect(saved.name).toBe(NAME);
  expect(saved.bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
});

/** A page of ours with the viewer in it, outside the test that collects errors, because here they are wanted. */
async function framed(place: string): Promise<{ page: Page; frame: Frame; left: string[] }> {
  const context = await browser.newContext({ baseURL: site.origin });
  const page = await context.newPage();
  await page.goto('/zh/staff/sign-in');
  await page.evaluate((src) => {
    localStorage.setItem('key', 'secret');
    const element = document.createElement('iframe');
    element.setAttribute('sandbox', 'allow-scripts');
    element.src = src;
    document.body.append(element);
  }, place);
  const left: string[] = [];
  await expect.poll(() => page.frames().find((one) => one.url().endsWith(place))).toBeDefined();
  const frame = page.frames().find((one) => one.url().endsWith(place));
  if (!frame) throw new Error('no frame');
  await frame.locator('body').waitFor({ state: 'attached' });
  // A request that the policy stops is reported as well; one that got an answer has left the browser.
  page.on('response', (response) => void left.push(response.url()));
  return { page, frame, left };
}

/** A server outside that would accept whatever comes. */
async function listener(): Promise<{ elsewhere: string; reached: string[] }> {
  const reached: string[] = [];
  const server = createServer((req, res) => {
    reached.push(req.url ?? '');
    res.setHeader('Access-Control-Allow-Origin', '*');
    res.end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { elsewhere: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reached };
}

const PLACES = ['/viewer.html', '/pdf-viewer.html', '/picture-viewer.html'];

it.each(PLACES)('nothing in %s reaches the network, not even its own site', async (place) => {
  const { page, frame, left } = await framed(place);
  const { elsewhere, reached } = await listener();
  const tried = await frame.evaluate(
    async ([origin, outside]) => {
      const outcome = (work: () => Promise<unknown>) =>
        work().then(
          () => 'reached',
          () => 'blocked',
        );
      const loading = (element: HTMLElement, address: string) =>
        new Promise((resolve, reject) => {
          element.onload = resolve;
          element.onerror = reject;
          element.setAttribute(element instanceof HTMLLinkElement ? 'href' : 'src', address);
          document.body.append(element);
        });
      const socket = () =>
        new Promise((resolve, reject) => {
          const opened = new WebSocket(origin.replace('http', 'ws'));
          opened.onopen = resolve;
          opened.onerror = reject;
        });
      // In the viewer that needs none, none starts; in the other it is as confined as the frame.
      const fromWorker = (work: string) =>
        new Promise((resolve, reject) => {
          const code = `try { (${work}).then(() => postMessage('in'), () => postMessage('')) } catch { postMessage('') }`;
          const worker = new Worker(URL.createObjectURL(new Blob([code])));
          worker.onmessage = ({ data }) => (data === 'in' ? resolve(data) : reject());
          worker.onerror = reject;
        });
      const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
      return {
        fetch: await outcome(() => fetch(`${origin}/healthz?probe`)),
        elsewhere: await outcome(() => fetch(`${outside}/?probe`)),
        image: await outcome(() => loading(new Image(), `${origin}/logo.svg?probe`)),
        script: await outcome(() => loading(document.createElement('script'), `${origin}/x.js?probe`)),
        inline: await outcome(() => loading(document.createElement('script'), 'data:text/javascript,1')),
        sheet: await outcome(() => loading(sheet, `${origin}/plain-page.css?probe`)),
        socket: await outcome(socket),
        beacon: navigator.sendBeacon(`${outside}/?probe`) ? 'sent' : 'blocked',
        eval: await outcome(async () => new Function('return 1')()),
        worker: await outcome(() => fromWorker(`fetch('${origin}/healthz?probe')`)),
        workerElsewhere: await outcome(() => fromWorker(`fetch('${outside}/?probe')`)),
        workerScript: await outcome(() => fromWorker(`Promise.resolve(importScripts('${origin}/x.js?probe'))`)),
        workerEval: await outcome(() => fromWorker("Promise.resolve(new Function('return 1')())")),
      };
    },
    [site.origin, elsewhere] as const,
  );
  const { beacon, ...rest } = tried;
  for (const [way, outcome] of Object.entries(rest)) expect(`${way} ${outcome}`).toBe(`${way} blocked`);
  // Chromium answers true and then sends nothing; what counts is what left the browser.
  expect(['sent', 'blocked']).toContain(beacon);
  await frame.evaluate((outside) => {
    const form = Object.assign(document.createElement('form'), { action: `${outside}/?probe` });
    document.body.append(form);
    form.submit();
  }, elsewhere);
  await frame.evaluate((outside) => void window.open(`${outside}/?probe`), elsewhere).catch(() => undefined);
  await frame.evaluate((outside) => void location.assign(`${outside}/?probe`), elsewhere).catch(() => undefined);
  await page.evaluate(() => fetch('/healthz?last'));
  await expect.poll(() => left.some((url) => url.endsWith('?last'))).toBe(true);
  expect(left.filter((url) => url.includes('probe'))).toEqual([]);
  expect(reached).toEqual([]);
  await fetch(`${elsewhere}/?listening`);
  expect(reached).toEqual(['/?listening']);
  await page.context().close();
});

it.each(PLACES)('nothing in %s reaches the page around it, its storage or its keys', async (place) => {
  const { page, frame } = await framed(place);
  const tried = await frame.evaluate(() => {
    const outcome = (work: () => unknown) => {
      try {
        return `reached ${String(work())}`;
      } catch {
        return 'blocked';
      }
    };
    return {
      origin: window.origin,
      document: outcome(() => parent.document.title),
      location: outcome(() => parent.location.href),
      storage: outcome(() => localStorage.getItem('key')),
      cookie: outcome(() => document.cookie),
      navigation: outcome(() => {
        (window.top as Window).location.href = 'about:blank';
      }),
    };
  });
  expect(tried).toEqual({
    origin: 'null',
    document: 'blocked',
    location: 'blocked',
    storage: 'blocked',
    cookie: 'blocked',
    navigation: 'blocked',
  });
  expect(page.url()).toContain('/zh/staff/sign-in');
  await page.context().close();
});
