import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { build } from 'vite';
import { installedBrowser, launchBrowser } from '../../runner/browser';
import { type Measurement, median, megabytes, ms, percent, times, verdict } from '../measurement';
import type { Workshop } from '../workshop';
import type { BrowserBench } from './in-browser';

const LARGE = 100_000_000;
const SMALL = 20_000_000;
const ROUNDS = 3;
const MIN_SHARE = 0.5;
/** Memory that follows the file's size would be five times as much. */
const MAX_GROWTH = 1.6;
const CPU_SLOWER = 4;
const LETTERS = 20_000;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Files and reports sealed as the report page seals them, in Chromium. */
export async function measureBrowserSealing(workshop: Workshop): Promise<Measurement[]> {
  if (!installedBrowser()) {
    const note = 'There is no browser on this machine; npm test installs one.';
    const what = 'Sealing a 100 MB video in the browser';
    return [{ what, measured: '–', budget: '≥ 50 %, constant memory', verdict: 'notYet', note, values: {} }];
  }
  const page = await servePage(await bundle(join(workshop.folder, 'in-browser')));
  try {
    return [...(await speedAndMemory(page.url)), await slowReport(page.url)];
  } finally {
    page.close();
  }
}

/** The bench's page script, and beside it the very cipher module that age uses, found through age's own location. */
async function bundle(outDir: string): Promise<string> {
  const fromAge = createRequire(createRequire(import.meta.url).resolve('age-encryption'));
  const entry = {
    bench: join(ROOT, 'tests/bench/sealing/in-browser.ts'),
    chacha: fromAge.resolve('@noble/ciphers/chacha.js'),
  };
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    resolve: { alias: { '~': join(ROOT, 'app') } },
    build: { outDir, copyPublicDir: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  });
  return outDir;
}

async function servePage(folder: string): Promise<{ url: string; close: () => void }> {
  const names = readdirSync(folder);
  const server = createServer((req, res) => {
    const name = names.find((one) => req.url === `/${one}`);
    res.setHeader('Content-Type', name ? 'text/javascript' : 'text/html');
    res.end(name ? readFileSync(join(folder, name)) : '<!doctype html><script type="module" src="/bench.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => void server.close() };
}

type Run = { ms: number; peakBytes: number | null };
type Task = keyof BrowserBench;

/** One task in a browser of its own, so that its memory is not mixed with another's. */
async function run(url: string, task: Task, size: number, slower = 1): Promise<Run> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.waitForFunction(() => 'bench' in window);
    if (slower > 1) {
      const device = await page.context().newCDPSession(page);
      await device.send('Emulation.setCPUThrottlingRate', { rate: slower });
    }
    return { ms: await ask(page, task, size), peakBytes: await peakOf(browser) };
  } finally {
    await browser.close();
  }
}

const ask = (page: Page, task: Task, size: number): Promise<number> =>
  page.evaluate(([name, count]) => (window as unknown as { bench: BrowserBench }).bench[name](count), [
    task,
    size,
  ] as const);

/** The most memory that the page's process ever held, as Linux tells it; null on other systems. */
async function peakOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOfProcess(id));
  return peaks.includes(null) ? null : Math.max(...peaks.map((peak) => peak ?? 0));
}

function peakOfProcess(id: number): number | null {
  try {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

async function speedAndMemory(url: string): Promise<Measurement[]> {
  const runs: Record<'upload' | 'cipher', Run[]> = { upload: [], cipher: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const task of ['upload', 'cipher'] as const) runs[task].push(await run(url, task, LARGE));
  }
  const small = await run(url, 'upload', SMALL);
  const best = (task: 'upload' | 'cipher') => Math.min(...runs[task].map((one) => one.ms));
  const share = best('cipher') / best('upload');
  return [
    {
      what: 'Sealing a 100 MB video in the browser, against the same cipher there',
      measured: ms(best('upload')),
      reference: ms(best('cipher')),
      ratio: percent(share),
      budget: `≥ ${percent(MIN_SHARE)}`,
      verdict: verdict(share >= MIN_SHARE),
      values: { ms: best('upload'), cipherMs: best('cipher'), speedRatio: share },
    },
    memory(
      runs.upload.map((one) => one.peakBytes),
      small.peakBytes,
    ),
  ];
}

function memory(peaks: (number | null)[], small: number | null): Measurement {
  const what = 'Sealing 100 MB in the browser: most memory of its process, against 20 MB';
  const known = peaks.flatMap((peak) => peak ?? []);
  const budget = `constant (≤ ${times(MAX_GROWTH)})`;
  if (known.length === 0 || small === null) {
    const note = 'Only Linux tells how much memory a process held at most.';
    return { what, measured: '–', budget, verdict: 'notYet', note, values: {} };
  }
  const growth = median(known) / small;
  return {
    what,
    measured: megabytes(median(known)),
    reference: megabytes(small),
    ratio: times(growth),
    budget,
    verdict: verdict(growth <= MAX_GROWTH),
    values: { bytes: median(known), bytesForTwentyMegabytes: small, ratio: growth },
  };
}

async function slowReport(url: string): Promise<Measurement> {
  const runs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) runs.push((await run(url, 'report', LETTERS, CPU_SLOWER)).ms);
  return {
    what: `Sealing a report in the browser, ${CPU_SLOWER} × slower: keys, text, wraps and shares`,
    measured: ms(median(runs)),
    verdict: 'printed',
    note: 'Without Argon2id, which runs in a worker while the code is being read.',
    values: { ms: median(runs), bestMs: Math.min(...runs), worstMs: Math.max(...runs) },
  };
}
