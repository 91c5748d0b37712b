import { eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshnessStamp } from '#db/schema/county';
import { logEntry } from '#db/schema/log';
import { CHECKED_WORDS } from '~/domain/keys/reserve';
import { newReserve } from '~/envelope/keys/reserve';
import { openedInForce } from '~/services/keys/certified.server';
import { askKeyRemoval } from '~/services/keys/key-removal.server';
import { keysWords } from '~/words/keys/keys';
import { reserveWords } from '~/words/keys/reserve';
import { stampWords } from '~/words/keys/stamp';
import { launchBrowser } from '../runner/browser';
import { confirmKeyRemoval } from '../services/decided-as-shown';
import { axe, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
let first: Page;
let second: Page;
let paper = '';
const words = reserveWords.zh;
const listWords = keysWords.zh.directory;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  first = await signIn(browser, site, 'guardians.1');
  second = await signIn(browser, site, 'guardians.2');
});
afterAll(() => browser?.close());

/** Every request body of a page: none may contain the words of the paper. */
function posted(page: Page): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => void bodies.push(request.postData() ?? ''));
  return bodies;
}

async function fits(page: Page, kind: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, `${kind} at ${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

async function toReserve(page: Page): Promise<void> {
  await toStaffPage(page, 'directory');
  await page.locator('a[href="/zh/staff/reserve"]').click();
  await page.waitForURL('**/zh/staff/reserve');
}

describe('a reserve key', () => {
  it('is printed by one guardian, who shows that the paper can be read, and confirmed by another', async () => {
    const bodies = posted(first);
    await toReserve(first);
    await first.getByText(words.none).waitFor();
    await first.getByRole('button', { name: words.make, exact: true }).click();
    paper = (await first.locator('[data-reserve-words]').getAttribute('data-reserve-words')) ?? '';
    expect(paper.split(' ')).toHaveLength(24);
    await fits(first, 'reserve paper');
    const propose = first.getByRole('button', { name: words.propose });
    for (const n of CHECKED_WORDS) await first.fill(`#check-word-${n}`, 'abandon');
    await propose.click();
    await first.locator('#reserve-error', { hasText: words.wrongWords }).waitFor();
    for (const n of CHECKED_WORDS) await first.fill(`#check-word-${n}`, paper.split(' ')[n - 1] ?? '');
    await propose.click();
    await first.locator('[data-list-waits]', { hasText: words.proposed }).waitFor();
    expect(bodies.some((body) => body.includes(paper.split(' ').slice(0, 3).join(' ')))).toBe(false);
    await toStaffPage(second, 'directory');
    const proposal = second.locator('[data-proposal]');
    await proposal.locator('[data-outside-change="reserve"]').waitFor();
    await fits(second, 'a reserve to compare');
    const version = Number(await proposal.getAttribute('data-proposal'));
    const confirm = proposal.getByRole('button', { name: listWords.confirm(version) });
    await confirm.click();
    await second.locator('#proposal-error', { hasText: words.notCompared }).waitFor();
    await proposal.getByText(words.compared).click();
    await confirm.click();
    await second.getByText(listWords.signed(version)).waitFor();
    expect((await openedInForce(site.ctx.db))?.reserve?.signingKey).toBeDefined();
  });

  it('is tried by its paper, which is neither kept nor sent; another paper is told apart', async () => {
    const bodies = posted(second);
    await toReserve(second);
    await second.locator('[data-drill=never]').waitFor();
    const drill = second.getByRole('button', { name: words.drill });
    for (const [typed, problem] of [
      [newReserve().words, words.problems.wrongKey],
      [`${paper} abandon`, words.problems.badCode],
    ] as const) {
      await second.fill('#drill-words', typed);
      await drill.click();
      await second.locator('#drill-words-error', { hasText: problem }).waitFor();
      expect(await second.inputValue('#drill-words')).toBe('');
    }
    await fits(second, 'a reserve tried with another paper');
    await second.fill('#drill-words', paper.toUpperCase());
    await drill.click();
    await second.getByText(words.tried).waitFor();
    await second.locator('[data-drill]:not([data-drill=never])').waitFor();
    expect(bodies.join()).not.toContain(paper.split(' ').slice(0, 3).join(' '));
    const kept = await second.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toContain(paper.split(' ').slice(0, 3).join(' '));
    const rows = await site.ctx.db.select().from(logEntry).where(eq(logEntry.act, 'reserve.drill'));
    expect(rows).toHaveLength(1);
  });

  it('signs in the place of a guardian who died', async () => {
    const removal = { kind: 'disable', memberId: site.county.of('guardians.1').memberId, roles: [] } as const;
    const asked = await askKeyRemoval(site.ctx, site.county.actor('admin'), removal);
    await confirmKeyRemoval(site.ctx, site.county.actor('guardians.2'), asked);
    await toStaffPage(second, 'directory');
    await second.locator('form[data-directory]').getByRole('button', { name: listWords.propose }).click();
    const proposal = second.locator('[data-proposal]');
    await proposal.getByText(words.confirmTitle).click();
    await fits(second, 'confirming with the reserve');
    const version = Number(await proposal.getAttribute('data-proposal'));
    await second.fill('#confirm-reserve', paper);
    await second.getByRole('button', { name: words.confirm(version) }).click();
    await second.getByText(listWords.signed(version)).waitFor();
    await site.owner.db.delete(freshnessStamp);
    await toStaffPage(second, 'ceremonies');
    await second.getByRole('button', { name: stampWords.zh.stamp, exact: true }).click();
    await second.getByText(stampWords.zh.done, { exact: true }).waitFor();
    await second.getByText(words.stampTitle).click();
    await second.fill('#stamp-reserve', paper);
    await second.getByRole('button', { name: words.stamp }).click();
    await second.locator('[data-stamp=fresh]').waitFor();
    await fits(second, 'stamped with the reserve');
  });
});
