import type { Browser } from 'playwright';
import { expect } from 'vitest';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import { giveBack, shownIn, signIn } from './people';
import type { TestSite } from './site';

const list = keysWords.zh.directory;

/** One guardian reads what changes in the list and proposes; the other reads the same and confirms. */
export async function signList(browser: Browser, site: TestSite, reads: readonly string[]): Promise<void> {
  const first = await signIn(browser, site, 'guardians.1', 'directory');
  const form = first.locator('form[data-directory]');
  const said = await shownIn(form.locator('[data-unit-changes]'));
  for (const text of reads) expect(said).toContain(text);
  await form.getByText(directoryWords.zh.readUnits).click();
  await form.getByRole('button', { name: list.propose }).click();
  await first.locator('[data-proposal]').waitFor();
  await giveBack(first);
  const second = await signIn(browser, site, 'guardians.2', 'directory');
  const proposal = second.locator('[data-proposal]');
  const version = Number(await proposal.getAttribute('data-proposal'));
  await proposal.getByText(directoryWords.zh.readUnits).click();
  await proposal.getByRole('button', { name: list.confirm(version) }).click();
  await second.locator('.govuk-notification-banner', { hasText: list.signed(version) }).waitFor();
  await giveBack(second);
}

/** The same for duties, employers and boards. */
export async function signDuties(browser: Browser, site: TestSite, reads: readonly string[]): Promise<void> {
  const first = await signIn(browser, site, 'guardians.1', 'directory');
  const form = first.locator('form[data-routing-form]');
  await form.locator('[data-routing-changes]').waitFor();
  const said = await shownIn(form.locator('[data-routing-changes]'));
  for (const text of reads) expect(said).toContain(text);
  await first.getByText(routingWords.zh.read).click();
  await form.getByRole('button', { name: routingWords.zh.propose }).click();
  const proposed = first.locator('[data-routing-proposal]');
  await proposed.waitFor();
  const version = Number(await proposed.getAttribute('data-routing-proposal'));
  await giveBack(first);
  const second = await signIn(browser, site, 'guardians.2', 'directory');
  await second.locator('[data-routing-changes]').waitFor();
  await second.getByText(routingWords.zh.read).click();
  await second.getByRole('button', { name: routingWords.zh.confirm(version) }).click();
  await second.locator('.govuk-notification-banner', { hasText: routingWords.zh.done.certified }).waitFor();
  await giveBack(second);
}
