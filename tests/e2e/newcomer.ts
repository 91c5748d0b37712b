import type { Page } from 'playwright';
import { expect } from 'vitest';
import { totpCode } from '~/services/staff/totp.server';
import { axe, shownIn } from './people';
import type { BareSite } from './site';

export type Newcomer = { name: string; login: string; unit: string; role: string };

/** An administrator on the members' page invites somebody; returns the link to enrol with. */
export async function invite(page: Page, { name, login, unit, role }: Newcomer): Promise<string> {
  await page.fill('input[name=name]', name);
  await page.fill('input[name=login]', login);
  await page.selectOption('select[name=unitId]', { label: unit });
  await page.locator(`section[aria-labelledby=invite-title] input[name=roles][value=${role}]`).check();
  await page.locator('button[value=invite]').click();
  const link = page.locator('[data-enrol-link]');
  await link.waitFor();
  return (await shownIn(link)).trim();
}

/** Enrols by passphrase: writes down what the browser drew, mistypes once unless it is told not to, and finishes. */
export async function enrol(
  page: Page,
  site: BareSite,
  link: string,
  { mistypes = true } = {},
): Promise<{ passphrase: string; totpSecret: string }> {
  await page.goto(link);
  await axe(page, 'enrol');
  await page.getByRole('button', { name: '改用口令和验证器' }).click();
  const drawn = page.locator('[data-passphrase]', { hasText: /\w+( \w+){5}/ });
  await drawn.waitFor();
  await axe(page, 'enrol by passphrase');
  const passphrase = (await shownIn(drawn)).trim();
  const totpSecret = (await shownIn(page.locator('[data-totp-secret]'))).replaceAll(/\s/g, '');
  const finish = page.getByRole('button', { name: '产生密钥并启用' });
  if (mistypes) {
    await page.fill('input[name=passphrase]', `${passphrase}x`);
    await page.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
    await finish.click();
    await page.locator('.govuk-error-message', { hasText: '与上面的口令不一致' }).waitFor();
  }
  await page.fill('input[name=passphrase]', passphrase);
  await page.fill('input[name=totp]', totpCode(totpSecret, site.ctx.now()));
  await finish.click();
  await page.getByRole('heading', { name: '账号已启用' }).waitFor({ timeout: 60_000 });
  expect(site.logged.join('\n')).not.toContain(passphrase);
  return { passphrase, totpSecret };
}
