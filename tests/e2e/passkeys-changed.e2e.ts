import { eq } from 'drizzle-orm';
import type { Page } from 'playwright';
import { expect, it } from 'vitest';
import { member, passkey } from '#db/schema/staff';
import { totpCode } from '~/services/staff/totp.server';
import {
  browser,
  button,
  DERIVING_MS,
  type Drawn,
  drawnOn,
  enrolByPasskey,
  enrolled,
  invitation,
  keysLocked,
  keysOpen,
  oneTap,
  signInByPassphrase,
  signOut,
  site,
  tapIn,
} from './passkey-walk';
import { axe, openPage, signIn, unlock } from './people';
import { virtualPasskeys } from './virtual-passkeys';

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
  // After a break-in every staff page says that the authenticator must be replaced, until it is.
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
