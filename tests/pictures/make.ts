import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import sharp from 'sharp';
import { LANGS, type Lang } from '~/domain/vocabulary';
import { totpCode } from '~/services/staff/totp.server';
import { freePort, startCommand } from '../faults/running-site';
import { launchBrowser } from '../runner/browser';
import { ensureBuilt } from '../runner/program';
import { wordsOf } from '../words/documents';
import { fileOf, PICTURES, type Picture, READ_ON } from './pictures';

/** `npm run pictures`: makes the pictures of the documents anew, on a fresh demo. */
type Account = { login: string; passphrase: string; totpSecret: string };

const DERIVING_MS = 60_000;
/** Of WebP, of 100: letters stay sharp. */
const QUALITY = 82;
/** Where a page's own words stand. */
const LABELS = 'main h1, main h2, main h3, main label, main legend, main button, main th, nav a';

/** Each signs in once, because a code of the authenticator serves once. */
const signedIn = new Map<string, Page>();

async function pageOf(browser: Browser, origin: string, { width, height }: Picture, who: Account | undefined) {
  const known = who && signedIn.get(who.login);
  const viewport = { width, height };
  if (known) {
    await known.setViewportSize(viewport);
    return known;
  }
  const context = await browser.newContext({ baseURL: origin, viewport, deviceScaleFactor: width === 390 ? 2 : 1 });
  const page = await context.newPage();
  page.setDefaultTimeout(DERIVING_MS);
  if (who) {
    await signIn(page, who);
    signedIn.set(who.login, page);
  }
  return page;
}

async function signIn(page: Page, { login, passphrase, totpSecret }: Account): Promise<void> {
  await page.goto('/zh/staff/sign-in');
  await page.locator('form[data-alive]').waitFor();
  await page.fill('input[name=login]', login);
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(totpSecret, Date.now()));
  await page.locator('form[data-alive] button[type=submit]').click();
  await page.locator('.anshao-key--open').waitFor({ timeout: DERIVING_MS });
}

/** A full load forgets the keys, so that they are opened again; then by the navigation, so that they stay open. */
async function toStaffPage(page: Page, lang: Lang, path: string, { passphrase }: Account): Promise<void> {
  await page.goto(`/${lang}/staff`);
  await page.locator('form[data-unlock] input[name=passphrase]').fill(passphrase);
  await page.locator('form[data-unlock] button:enabled').last().click();
  await page.locator('.anshao-key--open').waitFor();
  await page.locator(`nav a[href="/${lang}/${path}"]`).click();
  await page.locator(`nav a[href="/${lang}/${path}"][aria-current=page]`).waitFor();
}

async function take(browser: Browser, origin: string, picture: Picture, lang: Lang, who: Account | undefined) {
  const { path, shows, opens } = picture;
  const page = await pageOf(browser, origin, picture, who);
  if (who) await toStaffPage(page, lang, path, who);
  else await page.goto(`/${lang}/${path}`);
  if (opens) await page.locator(opens).first().click();
  if (shows) await page.locator(shows).first().waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await sharp(await page.screenshot())
    .webp({ quality: QUALITY })
    .toFile(fileOf(picture.name, lang));
  const labels = await page.locator(LABELS).allInnerTexts();
  if (!who) await page.context().close();
  const own = await wordsOf(lang);
  return [...new Set(labels.map((text) => text.trim()))].filter((text) => own.has(text));
}

ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'anshao-pictures-'));
const where = { port: await freePort(), loader: [] };
const site = await startCommand(['build/program/anshao.js', 'demo'], join(folder, 'demo'), where);
const browser = await launchBrowser();
try {
  const accounts = JSON.parse(readFileSync(join(folder, 'demo', 'demo', 'accounts.json'), 'utf8')) as Account[];
  const words: Record<string, string[]> = {};
  for (const picture of PICTURES)
    for (const lang of LANGS) {
      const who = picture.as && accounts.find(({ login }) => login === picture.as);
      if (who === undefined && picture.as) throw new Error(`The demo has no ${picture.as}`);
      words[fileOf(picture.name, lang)] = await take(browser, site.origin, picture, lang, who || undefined);
      console.log(fileOf(picture.name, lang));
    }
  writeFileSync(READ_ON, `${JSON.stringify(words, null, 2)}\n`);
} finally {
  await browser.close();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
}
