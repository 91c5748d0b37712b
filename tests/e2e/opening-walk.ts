import type { Page } from 'playwright';
import { trustWords } from '~/words/keys/trust';
import type { Counted } from './counted-steps';
import { unlock } from './people';

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
};

/** A full load, as on the next day; the county key is compared once, with the paper. */
export async function comesBack({ page, passphrase }: Person): Promise<void> {
  await page.goto('/zh/staff');
  const compare = page.locator('[data-compare-county]');
  // Either it is asked, or what the member's keys remember is kept.
  const kept = page.waitForResponse(
    (response) => response.url().includes('/staff/trust') && response.request().method() === 'POST',
    { timeout: 5_000 },
  );
  const settled = Promise.race([
    compare.waitFor({ timeout: 6_000 }).catch(() => undefined),
    kept.catch(() => undefined),
  ]);
  await unlock(page, passphrase);
  await settled;
  if (await compare.isVisible()) await compare.getByRole('button', { name: trustWords.zh.compare.same }).click();
  await compare.waitFor({ state: 'detached' });
}

/** What the page says can be done now. */
export const nextActs = async (page: Page): Promise<(string | null)[]> => {
  await page.locator('[data-next]').waitFor();
  return page.locator('[data-next] [data-step]').evaluateAll((all) => all.map((one) => one.getAttribute('data-step')));
};

/** Every fingerprint was compared. */
export async function tickAll(page: Page, within: string): Promise<void> {
  const boxes = page.locator(`${within} input[name=compared]`);
  await boxes.first().waitFor();
  // What waits is read anew when the page's data comes again, and ticks of before are gone then.
  await page.waitForLoadState('networkidle');
  for (let i = 0; i < (await boxes.count()); i++) await boxes.nth(i).check();
  await page.locator(`${within} input[name=compared]:not(:checked)`).first().waitFor({ state: 'detached' });
}
