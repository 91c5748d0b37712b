import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { member, passkey } from '#db/schema/staff';
import { wrapUnitSeed } from '~/envelope/keys/unit-key';
import { certifyAll } from '~/services/keys/provision.server';
import { grantUnitKey } from '~/services/keys/unit-key.server';
import { totpCode } from '~/services/staff/totp.server';
import { openCase } from './case-page';
import {
  browser,
  button,
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
  TOLD,
  tapIn,
} from './passkey-walk';
import { axe, openPage } from './people';
import { spellings, virtualPasskeys, watchPrf } from './virtual-passkeys';

/** What guardian and colleague do after somebody enrolled: certify them, and hand the unit's key on. */
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

  // A reload forgets the keys; one tap opens them again, on the page where the person is and without a request.
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
