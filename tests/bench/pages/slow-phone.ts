import type { Browser, BrowserContext, Page } from 'playwright';
import { installedBrowser, launchBrowser } from '../../runner/browser';
import type { Child } from '../child';
import { type Measurement, median, verdict } from '../measurement';
import { addressOf } from '../site';

const LIMIT_MS = 3_000;
const LOADS = 3;
const SLOW_LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 400_000 / 8,
  uploadThroughput: 400_000 / 8,
};
const CPU_SLOWER = 4;

/** From the tap to a report page that is painted, styled and accepts typing, on a slow phone with an empty cache. */
export async function measureSlowPhone(site: Child): Promise<Measurement> {
  const what = 'Report page usable on a slow phone (4 × slower, 400 kbit/s, 400 ms)';
  if (!installedBrowser()) {
    const note = 'There is no browser on this machine; npm test installs one.';
    return { what, measured: '–', budget: '≤ 3 s', verdict: 'notYet', note, values: {} };
  }
  const browser = await launchBrowser();
  try {
    const loads: number[] = [];
    for (let load = 0; load < LOADS; load += 1) loads.push(await loadOnce(browser, `${addressOf(site)}/zh/report`));
    const time = median(loads);
    return {
      what,
      measured: `${(time / 1000).toFixed(2)} s`,
      budget: '≤ 3 s',
      verdict: verdict(time <= LIMIT_MS),
      note: 'Wall clock of this machine, slowed down from its own speed: busy machines make it longer.',
      values: { ms: time, bestMs: Math.min(...loads), worstMs: Math.max(...loads) },
    };
  } finally {
    await browser.close();
  }
}

async function loadOnce(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  try {
    const page = await slowPage(context);
    await page.goto(url, { waitUntil: 'load' });
    await page.locator('textarea[name="description"]').fill('木料堵住了门');
    return await usableAt(page);
  } finally {
    await context.close();
  }
}

/** A page on an old phone with a poor line. */
export async function slowPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const device = await context.newCDPSession(page);
  await device.send('Network.enable');
  await device.send('Network.emulateNetworkConditions', SLOW_LINE);
  await device.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
  return page;
}

/**
 * Styles loaded, form complete, first text painted: the later of the two marks that the browser keeps, in milliseconds.
 */
function usableAt(page: Page): Promise<number> {
  return page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    return Math.max(navigation?.domContentLoadedEventEnd ?? 0, paint);
  });
}
