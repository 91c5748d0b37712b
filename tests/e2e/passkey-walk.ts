import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { submitReport } from '~/services/report/report.server';
import { inviteMember } from '~/services/staff/member.server';
import { totpCode } from '~/services/staff/totp.server';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { axe, shownIn } from './people';
import { openSite, type TestSite } from './site';

export const TOLD = newMarker();

export const DERIVING_MS = 60_000;

export let site: TestSite;

export let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  await submitReport(site.ctx, { draft: fireDraft({ description: TOLD, occurredOn: null }) });
});

afterAll(() => browser?.close());

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

export const keysOpen = (page: Page) => page.locator('.anshao-key--open').waitFor({ timeout: DERIVING_MS });

export const keysLocked = (page: Page) => page.locator('.anshao-unlock').waitFor();

/** The enrolment link of a new member of the fire brigade. */
export async function invitation(login: string): Promise<{ memberId: string; link: string }> {
  const draft = { login, name: '己同志', roles: ['handler' as const], unitId: site.county.unitIds.fire };
  const { memberId, token } = await inviteMember(site.ctx, site.county.actor('admin'), draft);
  return { memberId, link: `/zh/staff/enrol/${token}` };
}

export async function enrolByPasskey(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.fill('form[data-enrol-passkey] input[name=label]', '办公室电脑');
  await axe(page, 'enrol by passkey');
  await button(page, '创建通行密钥并启用').click();
}

export const enrolled = (page: Page) =>
  page.getByRole('heading', { name: '账号已启用' }).waitFor({ timeout: DERIVING_MS });

export async function tapIn(page: Page): Promise<void> {
  await page.goto('/zh/staff/sign-in');
  await button(page, '使用通行密钥').click();
}

export async function oneTap(page: Page): Promise<void> {
  await tapIn(page);
  await page.waitForURL('**/zh/staff');
  await keysOpen(page);
}

export async function signOut(page: Page): Promise<void> {
  await button(page, '退出登录').click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
}

export type Drawn = { passphrase: string; secret: string };

/** What the browser drew within this part, as a person writes it down. */
export async function drawnOn(page: Page, within = 'main'): Promise<Drawn> {
  const part = page.locator(within);
  const words = part.locator('[data-passphrase]', { hasText: /\w+( \w+){5}/ });
  const secret = part.locator('[data-totp-secret]');
  await (within.includes('renew') ? secret : words).waitFor();
  const textOf = async (one: typeof words) => ((await one.count()) > 0 ? (await shownIn(one)).trim() : '');
  return { passphrase: await textOf(words), secret: (await textOf(secret)).replaceAll(/\s/g, '') };
}

export async function signInByPassphrase(page: Page, login: string, passphrase: string, secret: string): Promise<void> {
  site.advance(31_000);
  await page.goto('/zh/staff/sign-in');
  await page.locator('form[data-alive]').waitFor();
  await page.fill('input[name=login]', login);
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(secret, site.ctx.now()));
  await button(page, '登录').click();
  await page.waitForURL('**/zh/staff', { timeout: DERIVING_MS });
  await keysOpen(page);
}
