import type { FrameLocator, Page } from 'playwright';
import { caseWords } from '~/words/case/case';

const words = caseWords.zh;

/** Opens a file of the case on the officer's page, and closes those that were open; the frame in which it is shown. */
export async function viewFile(officer: Page, name: string): Promise<FrameLocator> {
  const close = officer.getByRole('button', { name: words.closeView });
  while ((await close.count()) > 0) await close.first().click();
  await officer.getByRole('button', { name: words.view(name), exact: true }).click();
  await officer.locator('[data-file-view]').waitFor();
  return officer.frameLocator('[data-file-view] iframe');
}

/** Waits until the viewer says that this became of the file. */
export const viewState = (officer: Page, state: string) =>
  officer.locator(`[data-view-state=${state}]`).waitFor({ state: 'attached' });
