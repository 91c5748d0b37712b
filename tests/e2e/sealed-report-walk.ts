import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../runner/browser';
import { openSite, type TestSite } from './site';

export let site: TestSite;

export let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});

afterAll(() => browser?.close());
