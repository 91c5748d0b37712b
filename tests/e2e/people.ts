import type { Browser, Locator, Page } from 'playwright';
import { afterEach, expect } from 'vitest';
import { openSession } from '~/services/staff/staff-session.server';
import { totpCode } from '~/services/staff/totp.server';
import { looked } from './axe';
import type { BareSite, TestSite } from './site';

/** Violations of the content security policy, page errors, requests to other origins, and what axe found. */
const problems: string[] = [];
afterEach(() => expect(problems.splice(0)).toEqual([]));

/**
 * Messages that the browser writes to its console about answers that a page is meant to get, connections that a test
 * cuts, and loading given up for another page.
 */
const EXPECTED = /status of (401|403|404|409|410|422|429|503)|net::ERR_CONNECTION_RESET|^AbortError: signal is aborted/;

/** A page in a browser context of its own. Anything that it does wrong fails the test. */
export async function openPage(
  browser: Browser,
  site: Pick<BareSite, 'origin'> & Partial<Pick<BareSite, 'others'>>,
  scripts: boolean,
): Promise<Page> {
  const own = [site.origin, ...(site.others ?? [])];
  const context = await browser.newContext({ javaScriptEnabled: scripts, locale: 'zh-CN', baseURL: site.origin });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => void problems.push(`error on ${page.url()}: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) {
      problems.push(`console on ${page.url()}: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!own.some((origin) => url.startsWith(origin)) && !/^(data|blob|about):/.test(url))
      problems.push(`request to ${url}`);
  });
  return page;
}

/** Unlocking derives keys slowly on purpose. */
const DERIVING_MS = 60_000;

/** Whose page it is; `ahead`: how far the site's clock was ahead when it was given back. */
type Seat = { page: Page; browser: Browser; site: TestSite; login: string; ahead: number };

const seats = new WeakMap<Page, Seat>();
/** Pages that were given back in this file. */
const free: Seat[] = [];

const aheadOf = (site: TestSite) => Math.round((site.ctx.now() - Date.now()) / 60_000);

/**
 * The first page of somebody whose session was opened before, with the keys unlocked: it costs half of what signing in
 * does, which other tests look at. Who gave a page back finds it with the keys open, as someone who comes back to the
 * own desk; somebody else takes the seat at a page with nothing of theirs in it, whose scripts are there. `at`: a page
 * of the navigation instead of the first one.
 */
export async function signIn(browser: Browser, site: TestSite, login: string, at?: string): Promise<Page> {
  const here = free.filter((one) => one.browser === browser && one.site.origin === site.origin);
  const own = here.find((one) => one.login === login && one.ahead === aheadOf(site));
  const seat = own ?? here[0];
  if (seat) free.splice(free.indexOf(seat), 1);
  const page = seat?.page ?? (await openPage(browser, site, true));
  seats.set(page, { page, browser, site, login, ahead: 0 });
  if (own && (await page.locator('.anshao-key--open').count()) === 1) {
    await page.locator('.anshao-header__brand').click();
    await page.waitForURL('**/zh/staff');
    if (at) await toStaffPage(page, at);
    return page;
  }
  if (seat) await empty(page);
  const { memberId, passphrase } = site.county.of(login);
  const value = await site.ctx.db.transaction((tx) => openSession(site.ctx, tx, memberId));
  await page.context().addCookies([{ name: 'anshao-staff', value, url: site.origin, httpOnly: true }]);
  await page.goto(at ? `/zh/staff/${at}` : '/zh/staff');
  await unlock(page, passphrase);
  return page;
}

/** Gives the page that `signIn` opened back for whoever comes next in the same file, as it was at first. */
export async function giveBack(page: Page): Promise<void> {
  const seat = seats.get(page);
  const others = page.context().pages().length > 1;
  if (!seat || others || !page.url().startsWith(`${seat.site.origin}/zh/staff`)) return page.context().close();
  await page.unrouteAll();
  await page.setViewportSize({ width: 1280, height: 720 });
  free.push({ ...seat, ahead: aheadOf(seat.site) });
}

/** Nothing of the last person is left. */
async function empty(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.clear();
    localStorage.clear();
  });
  await page.context().clearCookies();
}

export type Credentials = { login: string; passphrase: string; totpSecret: string };

/** Signs in by passphrase and authenticator code, as a person does; the keys are unlocked afterwards. */
export async function signInWith(page: Page, site: BareSite, { login, passphrase, totpSecret }: Credentials) {
  // A code serves once, so everybody comes half a minute after the last person.
  site.advance(31_000);
  await page.goto('/zh/staff/sign-in');
  await page.locator('form[data-alive]').waitFor();
  await axe(page, 'sign-in');
  await page.fill('input[name=login]', login);
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL('**/zh/staff', { timeout: DERIVING_MS });
  await keysOpen(page);
}

/** A full load forgets the keys; the passphrase opens them again, without a request. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  const form = page.locator('form[data-unlock]');
  await form.locator('button:enabled').waitFor();
  await form.locator('input[name=passphrase]').fill(passphrase);
  await form.getByRole('button').click();
  await keysOpen(page);
}

const keysOpen = (page: Page) => page.locator('.anshao-key--open').waitFor({ timeout: DERIVING_MS });

/** Moves within the staff pages as a person does, by the navigation, so that the keys stay open. */
export async function toStaffPage(page: Page, name: string): Promise<void> {
  await page.locator(`nav a[href="/zh/staff/${name}"]`).click();
  await page.waitForURL(`**/zh/staff/${name}`);
  await page.locator(`nav a[href="/zh/staff/${name}"][aria-current=page]`).waitFor();
}

/** What a person sees in a part of the page. */
export const shownIn = async (part: Locator): Promise<string> => (await part.allInnerTexts()).join('\n');

/** Runs axe on the page as it stands; what it finds fails the test. */
export const axe = async (page: Page, kind: string): Promise<void> => void problems.push(...(await looked(page, kind)));
