import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { submitReport } from '~/services/report/report.server';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { sendStaffMessage } from '../services/case-steps';
import { fireDraft, sealedMessages, workspace } from '../services/case-workspace';
import { openSite, type TestSite } from './site';

export const SECRET = {
  told: newMarker(),
  asked: newMarker(),
  answered: newMarker(),
  payee: newMarker(),
  file: newMarker(),
};

export let site: TestSite;

export let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

export const report = () =>
  submitReport(site.ctx, { draft: fireDraft({ description: SECRET.told, occurredOn: null }) });

/** An officer asks something, as the officer's browser does. */
export async function ask(caseId: string, text: string): Promise<void> {
  const officer = site.county.of('fire.handler');
  const { opened } = await workspace(site.ctx, officer, caseId);
  const [message] = await sealedMessages(opened, text, officer);
  if (message) await sendStaffMessage(site.ctx, officer.actor, caseId, message);
}

export const OPEN = 'form[data-step=leave]';

/** Types the code once the page has said that it works with scripts. */
export async function open(page: Page, code: string): Promise<void> {
  await page.goto('/zh/follow');
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', code);
  await page.locator('[data-code-form] button').click();
}
