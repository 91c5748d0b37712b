import type { Browser, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { publicCounty } from '~/services/county/county.server';
import { keysWords } from '~/words/keys/keys';
import { routingWords } from '~/words/keys/routing';
import { trustWords } from '~/words/keys/trust';
import { openCase } from './case-page';
import { type Counted, countOn, nothing } from './counted-steps';
import { type Told, tell } from './grown-reports';
import { enrol } from './newcomer';
import { openPage, shownIn, signInWith, toStaffPage, unlock } from './people';
import type { BareSite } from './site';

const keys = keysWords.zh;

/** Everybody but the administrator: office, name, and the login that the page proposes. */
export const PEOPLE = [
  ['应急管理和安全生产办公室', '周受理', 'intake1'],
  ['应急管理和安全生产办公室', '吴受理', 'intake2'],
  ['财政所', '郑保密', 'custodians1'],
  ['财政所', '王保密', 'custodians2'],
  ['党政综合办公室', '冯监督', 'guardians1'],
  ['党政综合办公室', '陈监督', 'guardians2'],
] as const;

export type Person = {
  login: string;
  name: string;
  passphrase: string;
  totpSecret: string;
  page: Page;
  counted: Counted;
  site: BareSite;
};

export type Place = { site: BareSite; browser: Browser };

/** A person's own browser, from the link to the first page after signing in. */
export async function comes(
  { site, browser }: Place,
  { login, name, link, counted = nothing() }: { login: string; name: string; link: string; counted?: Counted },
): Promise<Person> {
  const page = await openPage(browser, site, true);
  await countOn(page, counted);
  const secrets = await enrol(page, site, link, { mistypes: false });
  // Where there is a county key, it is compared on setting the account up.
  if ((await publicCounty(site.ctx))?.directoryKey) asked.add(page);
  await signInWith(page, site, { login, ...secrets });
  return { login, name, page, counted, site, ...secrets };
}

/** The first of a unit makes its key, prints the shares, and says who keeps them. */
export async function makesKey({ page, name }: Person, second: string): Promise<void> {
  await toStaffPage(page, 'keys');
  await page.getByRole('button', { name: keys.make }).click();
  await page.locator('[data-share="3"]').waitFor();
  const holders = page.locator('select[name=holder]');
  await holders.nth(0).selectOption({ label: name });
  await holders.nth(1).selectOption({ label: second });
  await holders.nth(2).selectOption('safe');
  await page.getByRole('button', { name: keys.confirmShares }).click();
  await page.locator('[data-share="3"]').waitFor({ state: 'detached' });
}

/** The first guardian makes the county key, compares every fingerprint and signs the list. */
export async function proposesList({ page }: Person): Promise<void> {
  await toStaffPage(page, 'directory');
  await page.getByRole('button', { name: keys.directory.make }).click();
  const form = page.locator('form[data-directory]');
  await form.waitFor();
  await tickAll(page, 'form[data-directory]');
  await form.getByRole('button', { name: keys.directory.propose }).click();
  await page.locator('[data-proposal="1"]').waitFor();
}

/**
 * The second compares the county key and then each of them, and confirms. What was done stays on the page: nothing else
 * takes its place when this browser first sees a list in force and remembers it.
 */
export async function confirmsList(second: Person): Promise<void> {
  await comesBack(second);
  await toStaffPage(second.page, 'directory');
  await comparesCounty(second.page);
  const confirm = second.page.getByRole('button', { name: keys.directory.confirm(1) });
  await confirm.waitFor();
  await tickAll(second.page, '[data-proposal="1"]');
  const remembered = second.page.waitForResponse(
    (response) => response.url().endsWith('/staff/trust') && (response.request().postData() ?? '').includes('memory'),
  );
  await confirm.click();
  await remembered;
  await second.page.locator('.govuk-notification-banner', { hasText: keys.directory.signed(1) }).waitFor();
}

/** The first of a unit hands its key to the second. */
export async function handsOn(first: Person, second: string): Promise<void> {
  await comesBack(first);
  await toStaffPage(first.page, 'keys');
  await first.page.getByRole('button', { name: keys.grant(second) }).click();
  await first.page.locator('tr', { hasText: second }).getByText(keys.holds, { exact: true }).waitFor();
}

/** The second signs in once, and states that the key opens. */
export async function saysHeld(second: Person): Promise<void> {
  const said = second.page.waitForResponse(
    (response) => response.url().includes('/staff/trust') && (response.request().postData() ?? '').includes('held'),
    { timeout: 60_000 },
  );
  await comesBack(second);
  await said;
}

/** One guardian signs who is in charge of what. */
export async function proposesDuties(first: Person): Promise<void> {
  await comesBack(first);
  await toStaffPage(first.page, 'directory');
  await first.page.getByText(routingWords.zh.read).click();
  await first.page.getByRole('button', { name: routingWords.zh.propose }).click();
  await first.page.locator('[data-routing-proposal="1"]').waitFor();
}

/** Another confirms it. */
export async function confirmsDuties({ page, ...second }: Person): Promise<void> {
  await comesBack({ page, ...second });
  await toStaffPage(page, 'directory');
  await page.getByText(routingWords.zh.read).click();
  await page.getByRole('button', { name: routingWords.zh.confirm(1) }).click();
  await page.locator('.govuk-notification-banner', { hasText: routingWords.zh.done.certified }).waitFor();
}

/**
 * A full load, as on the next day, and a new session where the last one has ended; the county key is compared once, with
 * the paper.
 */
export async function comesBack({ page, site, ...secrets }: Person): Promise<void> {
  await page.goto('/zh/staff');
  // As soon as the keys are open the page asks for the lists that the member has not seen.
  const lists = page.waitForResponse((response) => /\/staff\/trust\?version=/.test(response.url()), {
    timeout: 60_000,
  });
  if (new URL(page.url()).pathname.endsWith('/sign-in')) await signInWith(page, site, secrets);
  else await unlock(page, secrets.passphrase);
  const { chain } = await (await lists).json();
  if (chain.length > 0 && !asked.has(page)) await comparesCounty(page);
}

/** The county key is compared with the paper. */
async function comparesCounty(page: Page): Promise<void> {
  const compare = page.locator('[data-compare-county]');
  await compare.getByRole('button', { name: trustWords.zh.compare.same }).click();
  await compare.waitFor({ state: 'detached' });
  asked.add(page);
}

/** Whoever compared the county key is not asked again. */
const asked = new WeakSet<Page>();

/** What the page says can be done now. */
export const nextActs = async (page: Page): Promise<(string | null)[]> => {
  await page.locator('[data-next]').waitFor();
  return page.locator('[data-next] [data-step]').evaluateAll((all) => all.map((one) => one.getAttribute('data-step')));
};

/** Every fingerprint was compared. */
export async function tickAll(page: Page, within: string): Promise<void> {
  const boxes = page.locator(`${within} input[name=compared]`);
  await boxes.first().waitFor();
  for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
  await page.locator(`${within} input[name=compared]:not(:checked)`).first().waitFor({ state: 'detached' });
}

/** Pastes cells of a spreadsheet, one below the other, as copied from there. */
export async function pasteColumn(into: Locator, cells: readonly string[]): Promise<void> {
  await into.evaluate(
    (field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    `${cells.join('\r\n')}\r\n`,
  );
}

/** What the first report says. */
export const REPORTED = '消防通道被木料堵住';

/** The first report of a new place, from its own form. */
export const firstReport = (browser: Browser, site: BareSite): Promise<Told> =>
  tell(browser, site, { text: `${REPORTED}。`, sector: 'fire' });

/** Opens it as an officer who comes back to it. */
export async function readsAgain(officer: Person, { order, text }: Told): Promise<void> {
  await comesBack(officer);
  await openCase(officer.page, order);
  expect(await shownIn(officer.page.locator('[data-narrative]'))).toContain(text);
}

/** At another address the same person has another page, and signs in there. */
export async function movesTo(browser: Browser, site: BareSite, person: Person): Promise<Person> {
  const page = await openPage(browser, site, true);
  await signInWith(page, site, person);
  // What the member's keys remember came along.
  asked.add(page);
  return { ...person, page, site };
}
