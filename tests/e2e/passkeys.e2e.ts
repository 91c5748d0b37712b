import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { member, passkey } from '#db/schema/staff';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { certifyAll } from '~/services/keys/provision.server';
import { grantUnitKey } from '~/services/keys/unit-key.server';
import { submitReport } from '~/services/report/report.server';
import { inviteMember } from '~/services/staff/member.server';
import { totpCode } from '~/services/staff/totp.server';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { fireDraft } from '../services/case-workspace';
import { openCase } from './case-page';
import { axe, openPage, shownIn, signIn, unlock } from './people';
import { openSite, type TestSite } from './site';
import { spellings, virtualPasskeys, watchPrf } from './virtual-passkeys';

const TOLD = newMarker();
const DERIVING_MS = 60_000;
let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  await submitReport(site.ctx, { draft: fireDraft({ description: TOLD, occurredOn: null }) });
});
afterAll(() => browser?.close());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const keysOpen = (page: Page) => page.locator('.anshao-key--open').waitFor({ timeout: DERIVING_MS });
const keysLocked = (page: Page) => page.locator('.anshao-unlock').waitFor();

/** The enrolment link of somebody new in the fire brigade. */
async function invitation(login: string): Promise<{ memberId: string; link: string }> {
  const draft = { login, name: '己同志', roles: ['handler' as const], unitId: site.county.unitIds.fire };
  const { memberId, token } = await inviteMember(site.ctx, site.county.actor('admin'), draft);
  return { memberId, link: `/zh/staff/enrol/${token}` };
}

async function enrolByPasskey(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.fill('form[data-enrol-passkey] input[name=label]', '办公室电脑');
  await axe(page, 'enrol by passkey');
  await button(page, '创建通行密钥并启用').click();
}

const enrolled = (page: Page) => page.getByRole('heading', { name: '账号已启用' }).waitFor({ timeout: DERIVING_MS });

async function tapIn(page: Page): Promise<void> {
  await page.goto('/zh/staff/sign-in');
  await button(page, '使用通行密钥').click();
}

async function oneTap(page: Page): Promise<void> {
  await tapIn(page);
  await page.waitForURL('**/zh/staff');
  await keysOpen(page);
}

async function signOut(page: Page): Promise<void> {
  await button(page, '退出登录').click();
  await page.waitForURL('**/zh/staff/sign-in?ended');
}

/** What guardian and colleague do after somebody enrolled: certify, and hand the unit's key on. */
async function admit(memberId: string): Promise<void> {
  const { ctx, county } = site;
  await certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
  const [row] = await ctx.db.select().from(member).where(eq(member.id, memberId));
  const { unitKeyId, pair } = county.unitKey('fire');
  const wrapped = await wrapUnitSeed(pair.seed, unitKeyId, row?.recipient ?? '');
  await grantUnitKey(ctx, county.actor('fire.handler'), { unitKeyId, memberId, wrapped });
}

it('enrols by a passkey, signs in and opens a case by one tap, and posts no PRF result', async () => {
  const { memberId, link } = await invitation('fire.passkey');
  const page = await openPage(browser, site, true);
  const authenticators = await virtualPasskeys(page);
  const key = await authenticators.plugIn();
  const { results, bodies } = await watchPrf(page);
  await enrolByPasskey(page, link);
  await enrolled(page);
  await admit(memberId);
  const [row] = await site.ctx.db.select().from(member).where(eq(member.id, memberId));
  expect(row).toMatchObject({ status: 'enrolled', loginKeyHash: null, totpSealed: null, wrappedKeys: null });

  const before = await page.context().cookies();
  await oneTap(page);
  expect(before.filter(({ name }) => name === 'anshao-staff')).toEqual([]);
  await openCase(page, 1);
  await page.locator('[data-narrative]', { hasText: TOLD }).waitFor();

  // A reload forgets the keys; one tap opens them again, on the page where the person is, without a request.
  await page.reload();
  await keysLocked(page);
  expect(await page.locator('form[data-unlock]').count()).toBe(0);
  const posted = bodies.length;
  await button(page, '用通行密钥打开').click();
  await page.locator('[data-narrative]', { hasText: TOLD }).waitFor();
  expect(bodies.length).toBe(posted);

  await button(page, '锁定密钥').click();
  await keysLocked(page);
  expect(await page.content()).not.toContain(TOLD);
  await signOut(page);
  await page.locator('summary', { hasText: '通行密钥没有出现' }).click();
  await page.fill('input[name=passkeyLogin]', 'fire.passkey');
  await button(page, '查找我的通行密钥').click();
  await page.waitForURL('**/zh/staff');
  await keysOpen(page);

  // Somebody else's finger neither unlocks nor signs in.
  await button(page, '锁定密钥').click();
  await keysLocked(page);
  await authenticators.verifies(key, false);
  await button(page, '用通行密钥打开').click();
  await page.locator('#unlock-passkey-error').waitFor();
  expect(await page.locator('.anshao-key--open').count()).toBe(0);
  await signOut(page);
  await tapIn(page);
  await page.locator('#passkey-error').waitFor();
  expect(new URL(page.url()).pathname).toBe('/zh/staff/sign-in');

  expect(results.length).toBeGreaterThanOrEqual(4);
  expect(new Set(results).size).toBe(1);
  const all = bodies.join('\n');
  expect(all).toContain('"signature"');
  for (const spelling of spellings(results[0] ?? '')) expect(all).not.toContain(spelling);
  expect(all).not.toContain('"prf"');
  await page.context().close();
});

it('offers passphrase and authenticator where a passkey cannot unlock, and that way works', async () => {
  const { memberId, link } = await invitation('fire.plain');
  const page = await openPage(browser, site, true);
  const authenticators = await virtualPasskeys(page);
  await authenticators.plugIn({ prf: false });
  await enrolByPasskey(page, link);
  await page.locator('.govuk-error-summary', { hasText: '只能登录，不能打开密钥' }).waitFor();
  await axe(page, 'enrol without PRF');
  expect(await site.ctx.db.select().from(passkey).where(eq(passkey.memberId, memberId))).toEqual([]);
  await button(page, '改用口令和验证器').click();
  const { passphrase, secret } = await drawnOn(page);
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(secret, site.ctx.now()));
  await button(page, '产生密钥并启用').click();
  await enrolled(page);
  await signInByPassphrase(page, 'fire.plain', passphrase, secret);
  await page.context().close();
});

it('does not enrol by an authenticator that has not verified its person', async () => {
  const { memberId, link } = await invitation('fire.unverified');
  const page = await openPage(browser, site, true);
  const authenticators = await virtualPasskeys(page);
  await authenticators.plugIn({ verification: false });
  await enrolByPasskey(page, link);
  await page.locator('.govuk-error-summary').waitFor();
  const [row] = await site.ctx.db.select().from(member).where(eq(member.id, memberId));
  expect(row?.status).toBe('invited');
  await page.context().close();
});

it('adds a passkey to a passphrase, a second, removes one, and keeps the last way in', async () => {
  const page = await signIn(browser, site, 'fire.handler2');
  const authenticators = await virtualPasskeys(page);
  const first = await authenticators.plugIn();
  await page.locator('a[href="/zh/staff/my-keys"]').click();
  await axe(page, 'my keys without passkey');
  await add(page, '办公室电脑', 1);
  await authenticators.plugIn({ transport: 'usb' });
  await add(page, '安全钥匙', 2);
  await axe(page, 'my keys');
  await signOut(page);
  await oneTap(page);
  await page.locator('a[href="/zh/staff/my-keys"]').click();
  await remove(page, '安全钥匙');
  await page.locator('[data-passkeys="1"]').waitFor();
  await signOut(page);

  await tapIn(page);
  await page.locator('#passkey-error', { hasText: '不能登录' }).waitFor();
  await authenticators.use(first);
  await oneTap(page);

  // Locked keys change nothing, and a passphrase still opens them.
  await page.goto('/zh/staff/my-keys');
  await keysLocked(page);
  expect(await button(page, '添加').isEnabled()).toBe(false);
  expect(await page.getByRole('button', { name: '移除“办公室电脑”' }).isEnabled()).toBe(false);
  await unlock(page, site.county.of('fire.handler2').passphrase);

  // Shown to work before the site moves; a passkey of an earlier address is told apart.
  const who = site.county.of('fire.handler2');
  await page.locator('summary', { hasText: '核对口令和验证器' }).click();
  await page.fill('#old-check', who.passphrase);
  await page.fill('#totp-check', totpCode(who.totpSecret, site.ctx.now() + 30_000));
  await button(page, '核对').click();
  await page.locator('.govuk-notification-banner--success', { hasText: '都能用' }).waitFor({ timeout: DERIVING_MS });
  await site.ctx.db.update(passkey).set({ rpId: 'old.example' }).where(eq(passkey.memberId, who.memberId));
  await page.reload();
  await page.locator('[data-passkeys]', { hasText: '旧地址 old.example' }).waitFor();
  await axe(page, 'my keys with a passkey of an old address');
  await page.context().close();
});

it('gives a passkey-only member a passphrase, another authenticator and another passphrase', async () => {
  const { link } = await invitation('fire.later');
  const page = await openPage(browser, site, true);
  const authenticators = await virtualPasskeys(page);
  await authenticators.plugIn();
  await enrolByPasskey(page, link);
  await enrolled(page);
  await oneTap(page);
  await page.locator('a[href="/zh/staff/my-keys"]').click();
  await remove(page, '办公室电脑');
  await page.locator('#remove-error', { hasText: '唯一的登录方式' }).waitFor();
  await button(page, '取消').click();

  await page.getByText('您只有通行密钥').waitFor();
  await axe(page, 'my keys with passkeys only');
  await page.locator('summary', { hasText: '设置口令和验证器' }).click();
  const first = await changeOn(page, 'set');
  await page.locator('[data-passphrase-set=true]').waitFor({ timeout: DERIVING_MS });
  await axe(page, 'my keys with passphrase');
  // After a break-in every staff page says that the authenticator must be another one, until it is.
  const broken = page.locator('.govuk-warning-text', { hasText: '您的验证器可能已被他人知道' });
  await site.ctx.db.update(member).set({ totpMadeOn: null }).where(eq(member.login, 'fire.later'));
  await page.goto('/zh/staff/queue');
  await broken.waitFor();
  await axe(page, 'a staff page after a break-in');
  await broken.getByRole('link', { name: '更换验证器' }).click();
  await page.locator('[data-passphrase-set=true]').waitFor();
  await button(page, '用通行密钥打开').click();
  await keysOpen(page);
  await page.locator('summary', { hasText: '更换验证器' }).click();
  const second = await changeOn(page, 'renew');
  await page.locator('.govuk-notification-banner--success', { hasText: '验证器已更换' }).waitFor();
  await page.locator('a[href="/zh/staff/queue"]').click();
  await page.waitForURL('**/zh/staff/queue');
  await page.locator('main h1').waitFor();
  expect(await broken.count()).toBe(0);
  await page.locator('a[href="/zh/staff/my-keys"]').click();
  await page.locator('summary', { hasText: '更换口令' }).click();
  await page.fill('form[data-change=change] input[name=old]', first.passphrase);
  const third = await changeOn(page, 'change');
  await page.waitForURL('**/zh/staff/sign-in?changed', { timeout: DERIVING_MS });
  await page.locator('main', { hasText: '口令已更换' }).waitFor();
  await signInByPassphrase(page, 'fire.later', third.passphrase, second.secret);
  await page.context().close();
});

async function add(page: Page, label: string, count: number): Promise<void> {
  const form = page.locator('form[data-add-passkey]');
  await form.locator('input[name=label]').fill(label);
  await form.getByRole('button').click();
  await page.locator(`[data-passkeys="${count}"]`).waitFor();
  await page.locator('.govuk-notification-banner--success', { hasText: '已添加' }).waitFor();
}

async function remove(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: `移除“${label}”` }).click();
  await page.locator('[data-removal]').getByRole('button', { name: '移除' }).click();
}

type Drawn = { passphrase: string; secret: string };

/** What the browser drew within this part, as a person writes it down. */
async function drawnOn(page: Page, within = 'main'): Promise<Drawn> {
  const part = page.locator(within);
  const words = part.locator('[data-passphrase]', { hasText: /\w+( \w+){5}/ });
  const secret = part.locator('[data-totp-secret]');
  await (within.includes('renew') ? secret : words).waitFor();
  const textOf = async (one: typeof words) => ((await one.count()) > 0 ? (await shownIn(one)).trim() : '');
  return { passphrase: await textOf(words), secret: (await textOf(secret)).replaceAll(/\s/g, '') };
}

/** Copies what was drawn into its form, and sends it. */
async function changeOn(page: Page, step: 'set' | 'renew' | 'change'): Promise<Drawn> {
  const within = `form[data-change=${step}]`;
  const form = page.locator(within);
  const drawn = await drawnOn(page, within);
  if (step !== 'renew') await form.locator('input[name=passphrase]').fill(drawn.passphrase);
  if (step !== 'change') await form.locator('input[name=totp]').fill(totpCode(drawn.secret, site.ctx.now()));
  await form.locator('button:not([type=button])').click();
  return drawn;
}

async function signInByPassphrase(page: Page, login: string, passphrase: string, secret: string): Promise<void> {
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
