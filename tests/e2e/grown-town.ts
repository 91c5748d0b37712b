import type { Page } from 'playwright';
import { expect } from 'vitest';
import { countyWords } from '~/words/county/county';
import { dutiesWords } from '~/words/county/duties';
import { openingWords } from '~/words/county/opening';
import { unitsWords } from '~/words/county/units';
import { directoryWords } from '~/words/keys/directory';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import { comesBack, type Person, tickAll } from './opening-walk';
import { shownIn, toStaffPage } from './people';

const list = keysWords.zh.directory;

/** An administrator gives the place another name, and a guardian agrees. */
export async function renames(admin: Person, second: Person, name: string): Promise<void> {
  const words = countyWords.zh;
  await toStaffPage(admin.page, 'county');
  await admin.page.fill('input[name="name.zh"]', name);
  await admin.page.getByRole('button', { name: words.ask }).click();
  await admin.page.locator('[data-county-asked="1"]', { hasText: words.asked.own }).waitFor();
  await comesBack(second);
  await toStaffPage(second.page, 'county');
  const asked = second.page.locator('[data-county-asked="1"]', { hasText: name });
  await asked.locator('button[value=confirm]').click();
  await second.page.locator('.govuk-notification-banner', { hasText: words.done.confirmed }).waitFor();
}

export async function addsUnit({ page }: Person, { code, name, under }: Record<'code' | 'name' | 'under', string>) {
  const words = unitsWords.zh;
  await toStaffPage(page, 'units');
  await page.getByRole('link', { name: words.add }).click();
  await page.locator('#unit-form').waitFor();
  await page.fill('input[name="name.zh"]', name);
  await page.selectOption('select[name=kind]', 'department');
  await page.fill('input[name=code]', code);
  await page.selectOption('select[name=parentUnitId]', { label: under });
  await page.locator('#unit-form').getByRole('button', { name: words.form.save }).click();
  await page.locator('.govuk-notification-banner', { hasText: words.saved }).waitFor();
}

const openUnit = async ({ page }: Person, name: string) => {
  await toStaffPage(page, 'units');
  await page.locator('main').getByRole('link', { name, exact: true }).click();
  await page.locator('#unit-form').waitFor();
};

export async function renamesUnit(admin: Person, from: string, to: string): Promise<void> {
  await openUnit(admin, from);
  await admin.page.fill('input[name="name.zh"]', to);
  await admin.page.locator('#unit-form').getByRole('button', { name: unitsWords.zh.form.save }).click();
  await admin.page.locator('.govuk-notification-banner', { hasText: unitsWords.zh.saved }).waitFor();
}

/** A unit ends, and another one goes on with what it did. */
export async function merges(admin: Person, unit: string, into: string): Promise<void> {
  const words = unitsWords.zh;
  await openUnit(admin, unit);
  await admin.page.locator('summary', { hasText: words.end.title }).click();
  const form = admin.page.locator('#unit-end');
  await form.locator('select').selectOption({ label: into });
  await form.getByRole('button', { name: words.end.save }).click();
  await admin.page.locator('.govuk-notification-banner', { hasText: words.saved }).waitFor();
}

/** Invites two people to a unit on the page of the opening; returns their links by login. */
export async function invitesTo(
  { page }: Person,
  unit: string,
  people: readonly (readonly [login: string, name: string])[],
): Promise<Map<string, string>> {
  const links = new Map<string, string>();
  await toStaffPage(page, 'opening');
  for (const [login, name] of people) {
    const form = page.locator(`form[data-vacant=${login}]`);
    if (!(await form.isVisible())) await page.locator('summary', { hasText: unit }).click();
    await form.locator('input[name=name]').fill(name);
    await form.getByRole('button', { name: openingWords.zh.invite }).click();
    await page.locator('.govuk-notification-banner', { hasText: openingWords.zh.invited(name) }).waitFor();
    links.set(login, (await shownIn(page.locator('[data-enrol-link]'))).trim());
  }
  return links;
}

/** One guardian reads what is new in the list and proposes; the other reads and confirms. */
export async function signsList(first: Person, second: Person, reads: readonly string[]): Promise<void> {
  await comesBack(first);
  await toStaffPage(first.page, 'directory');
  const form = first.page.locator('form[data-directory]');
  await form.waitFor();
  const said = await shownIn(form);
  for (const text of reads) expect(said).toContain(text);
  await ticks(first.page, 'form[data-directory]');
  await form.getByRole('button', { name: list.propose }).click();
  await first.page.locator('[data-proposal]').waitFor();
  await comesBack(second);
  await toStaffPage(second.page, 'directory');
  const proposal = second.page.locator('[data-proposal]');
  const version = Number(await proposal.getAttribute('data-proposal'));
  await proposal.getByRole('button', { name: list.confirm(version) }).waitFor();
  await ticks(second.page, '[data-proposal]');
  await proposal.getByRole('button', { name: list.confirm(version) }).click();
  await second.page.locator('.govuk-notification-banner', { hasText: list.signed(version) }).waitFor();
}

/** New keys are compared one by one, changes of units are read together. */
async function ticks(page: Page, within: string): Promise<void> {
  const units = page.locator(within).getByText(directoryWords.zh.readUnits);
  if ((await units.count()) > 0) await units.click();
  if ((await page.locator(`${within} input[name=compared]:not(:checked)`).count()) > 0) await tickAll(page, within);
}

/** An administrator gives a sector to a unit. */
export async function leadsTo({ page }: Person, sector: string, unit: string): Promise<void> {
  const words = dutiesWords.zh;
  await toStaffPage(page, 'duties');
  await page.getByRole('link', { name: words.matrix.edit(sector) }).click();
  const form = page.locator('form[data-duty-form=sector]');
  await form.locator('select[name=county]').selectOption({ label: unit });
  await form.getByRole('button', { name: words.edit.save }).click();
  await page.locator('[data-waiting="1"]').waitFor();
}

/** Two guardians sign the duties. */
export async function signsDuties(first: Person, second: Person, reads: readonly string[]): Promise<void> {
  const words = routingWords.zh;
  await comesBack(first);
  await toStaffPage(first.page, 'directory');
  const form = first.page.locator('form[data-routing-form]');
  await form.locator('[data-routing-changes]').waitFor();
  const said = await shownIn(form.locator('[data-routing-changes]'));
  for (const text of reads) expect(said).toContain(text);
  await first.page.getByText(words.read).click();
  await form.getByRole('button', { name: words.propose }).click();
  const proposed = first.page.locator('[data-routing-proposal]');
  await proposed.waitFor();
  const version = Number(await proposed.getAttribute('data-routing-proposal'));
  await comesBack(second);
  await toStaffPage(second.page, 'directory');
  await second.page.getByText(words.read).click();
  await second.page.getByRole('button', { name: words.confirm(version) }).click();
  await second.page.locator('.govuk-notification-banner', { hasText: words.done.certified }).waitFor();
}
