import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { totpCode } from '~/services/staff/totp.server';
import { accessWords } from '~/words/follow/access';
import { followModeWords } from '~/words/follow/follow-mode';
import { reportSealedWords } from '~/words/report/report-sealed';
import { launchBrowser } from '../runner/browser';
import { reportFire } from '../services/case-workspace';
import { axe, openPage, shownIn, signIn } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
/** A whole browser, and a hardened one: without its compilers the engine has no WebAssembly, in pages or in workers. */
let whole: Browser;
let without: Browser;

beforeAll(async () => {
  site = await openSite();
  whole = await launchBrowser();
  without = await launchBrowser(['--js-flags=--jitless']);
});
afterAll(() => Promise.all([whole?.close(), without?.close()]));

const page = async () => {
  const opened = await openPage(without, site, true);
  await opened.goto('/healthz');
  expect(await opened.evaluate(() => 'WebAssembly' in globalThis)).toBe(false);
  return opened;
};

it('the sign-in of staff says that WebAssembly is off and what to do, and keeps the name', async () => {
  const here = await page();
  const { login, passphrase, totpSecret } = site.county.of('fire.handler');
  await here.goto('/zh/staff/sign-in');
  await here.locator('form[data-alive]').waitFor();
  await here.fill('input[name=login]', login);
  await here.fill('input[name=passphrase]', passphrase);
  await here.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText(accessWords.zh.unlock.noWasm).first().waitFor();
  expect(await here.inputValue('input[name=login]')).toBe(login);
  await axe(here, 'sign-in without WebAssembly');
  await here.context().close();
});

it('so does the form that opens keys, on the page of one’s own keys', async () => {
  const { passphrase } = site.county.of('fire.handler');
  const signedIn = await signIn(whole, site, 'fire.handler');
  const cookies = await signedIn.context().cookies();
  await signedIn.context().close();
  const here = await page();
  await here.context().addCookies(cookies);
  await here.goto('/zh/staff/my-keys');
  const form = here.locator('form[data-unlock]');
  await form.locator('button:enabled').waitFor();
  await form.locator('input[name=passphrase]').fill(passphrase);
  await form.getByRole('button').click();
  await form.getByText(accessWords.zh.unlock.noWasm).waitFor();
  await axe(here, 'keys that do not open without WebAssembly');
  await here.context().close();
});

it('the report form names it, and offers the plain form or another browser', async () => {
  const here = await page();
  await here.goto('/zh/report');
  const lacking = here.locator('[data-mode=lacking]');
  await lacking.waitFor();
  const { lacks, lackingChoice } = reportSealedWords.zh.mode;
  expect(await shownIn(lacking)).toContain(lacks.wasm);
  expect(await shownIn(lacking)).toContain(lackingChoice);
  expect(await shownIn(lacking)).not.toContain(lacks.worker);
  await lacking.locator('button').click();
  await here.locator('textarea[name=description]').fill('东门锁着');
  await here.context().close();
});

it('the follow page names it, and opens by the server if the reporter says so', async () => {
  const { code } = await reportFire(site.ctx);
  const here = await page();
  await here.goto('/zh/follow');
  const lacking = here.locator('[data-mode=lacking]');
  await lacking.waitFor();
  const { lackingWasm, lacking: said } = followModeWords.zh;
  expect(await shownIn(lacking)).toContain(said);
  expect(await shownIn(lacking)).toContain(lackingWasm);
  await axe(here, 'a follow page without WebAssembly');
  await here.locator('[data-use-plain]').click();
  await here.fill('input[name=code]', code);
  await here.locator('[data-code-form] button').click();
  await here.locator('h1').waitFor();
  await here.locator('[data-code-form]').waitFor({ state: 'detached' });
  await here.context().close();
});
