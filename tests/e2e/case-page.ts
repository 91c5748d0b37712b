import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright';
import type { CaseActName } from '~/domain/acts/case-acts';
import type { Stage } from '~/domain/vocabulary';
import { caseWords } from '~/words/case/case';
import { toStaffPage } from './people';

const words = caseWords.zh;

/** Opens a case from the queue by its number, while the keys stay open. */
export async function openCase(page: Page, order: number): Promise<void> {
  await toStaffPage(page, 'queue');
  await page.locator(`a[data-case-link="${order}"]`).click();
  await page.locator('[data-case-stage]').waitFor();
  await page.locator('[data-opened]').waitFor();
}

export const actForm = (page: Page, act: CaseActName): Locator => page.locator(`form[data-act="${act}"]`);

type Answers = Record<string, string>;

/** Fills one act's form, sends it, and waits for its own news and the stage that follows. */
export async function act(page: Page, name: CaseActName, answers: Answers = {}, stage?: Stage): Promise<void> {
  const form = actForm(page, name);
  await form.waitFor({ state: 'attached' });
  if (!(await form.isVisible())) await page.locator('details').filter({ has: form }).locator('summary').click();
  for (const [field, value] of Object.entries(answers)) await answer(form, field, value);
  await form.getByRole('button').last().click();
  await page.locator('.govuk-notification-banner--success', { hasText: words.done[name] }).waitFor();
  if (stage) await page.locator(`[data-case-stage="${stage}"]`).waitFor();
}

async function answer(form: Locator, field: string, value: string): Promise<void> {
  const control = form.locator(`[name="${field}"]`).first();
  const kind = await control.evaluate((element) => (element as HTMLInputElement).type);
  if (kind === 'radio') await form.locator(`[name="${field}"][value="${value}"]`).check();
  else if (kind === 'checkbox') await control.check();
  else if (kind === 'select-one') await control.selectOption(value);
  else await control.fill(value);
}

/** Saves a file that the browser opens; returns its name and bytes. */
export async function openFile(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: words.download(name) }).click();
  const download = await saved;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
