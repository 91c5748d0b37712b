import { and, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routingRule, unitKeyGrant } from '#db/schema/county';
import { keyAlarms } from '~/services/keys/key-alarm.server';
import { signedRouting } from '~/services/keys/signed-routing.server';
import { listFreshness } from '~/services/keys/stamp.server';
import { routingWords } from '~/words/keys/routing';
import { launchBrowser } from '../runner/browser';
import { axe, giveBack, shownIn, signIn, unlock } from './people';
import { openSite, type TestSite } from './site';

const words = routingWords.zh;
/** The fixture's own board, and the one of the story. */
const VERSION = 2;

let site: TestSite;
let browser: Browser;
let first: Page;
beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const read = (page: Page) => page.getByText(words.read);

it('a member who unlocks says by signature that they hold the unit’s key', async () => {
  const lead = site.county.of('fire.lead').memberId;
  const mine = and(eq(unitKeyGrant.memberId, lead), eq(unitKeyGrant.unitKeyId, site.county.unitKey('fire').unitKeyId));
  await site.ctx.db.update(unitKeyGrant).set({ held: null }).where(mine);
  const guardian = await signIn(browser, site, 'guardians.2', 'directory');
  // One holder's statement is not enough for one unit's report; others have stated it before.
  await guardian.locator('[data-routing="holds"]').waitFor();
  await giveBack(guardian);
  const page = await signIn(browser, site, 'fire.lead');
  await expect
    .poll(async () => (await site.ctx.db.select().from(unitKeyGrant).where(mine))[0]?.held ?? null, {
      timeout: 15_000,
    })
    .not.toBeNull();
  await giveBack(page);
});

it('a duty that was changed is told to guardians in words, and leads nobody until both sign', async () => {
  const { fire, emergency } = site.county.unitIds;
  await site.ctx.db.update(routingRule).set({ unitId: emergency }).where(eq(routingRule.sector, 'gas'));
  expect((await keyAlarms(site.ctx, site.ctx.db)).routing).toBe('differs');
  first = await signIn(browser, site, 'guardians.1', 'directory');
  const form = first.locator('form[data-routing-form]');
  await form.locator('[data-routing-changes="1"]').waitFor();
  const said = await shownIn(form.locator('tbody tr'));
  expect(said).toContain('应急管理局');
  expect(said).toContain('消防救援大队');
  await axe(first, 'directory with a duty that waits');
  await form.getByRole('button', { name: words.propose }).click();
  await first.locator('#routing-error', { hasText: words.notRead }).waitFor();
  await read(first).click();
  await form.getByRole('button', { name: words.propose }).click();
  await first.locator(`[data-routing-proposal="${VERSION + 1}"]`).waitFor();
  expect(await first.getByRole('button', { name: words.confirm(VERSION + 1) }).count()).toBe(0);
  const signed = await signedRouting(site.ctx.db);
  expect([
    signed?.version,
    signed?.statement.includes(
      `"id":"gas-fire","sector":"gas","area":"*","matter":"*","duty":"regulates","unitId":"${fire}"`,
    ),
  ]).toEqual([VERSION, true]);
});

it('is put in force by the second guardian, who reads the same change', async () => {
  const second = await signIn(browser, site, 'guardians.2', 'directory');
  const proposal = second.locator(`[data-routing-proposal="${VERSION + 1}"]`);
  await proposal.locator('[data-routing-changes="1"]').waitFor();
  await second.goto('/en/staff/directory');
  await unlock(second, site.county.of('guardians.2').passphrase);
  await proposal.locator('[data-routing-changes="1"]').waitFor();
  await axe(second, 'directory with a routing to confirm, in English');
  await second.setViewportSize({ width: 390, height: 844 });
  await axe(second, 'directory with a routing to confirm, on a phone');
  await second.getByText(routingWords.en.read).click();
  await second.getByRole('button', { name: routingWords.en.confirm(VERSION + 1) }).click();
  await second.locator('.govuk-notification-banner', { hasText: routingWords.en.done.certified }).waitFor();
  expect((await signedRouting(site.ctx.db))?.version).toBe(VERSION + 1);
  // Both signed in the same step that they know of nothing newer, so no reporter is warned meanwhile.
  const fresh = await listFreshness(site.ctx, { anew: true });
  expect(fresh).toMatchObject({ routingVersion: VERSION + 1, lapsed: false });
  expect((await keyAlarms(site.ctx, site.ctx.db)).routing).toBeNull();
});
