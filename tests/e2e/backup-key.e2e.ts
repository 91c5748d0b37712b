import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, keyPairFromSeed } from '~/envelope/key-pair';
import { restoreFromShares } from '~/envelope/opening/shares';
import { recipientOf } from '~/services/county/backup-checks.server';
import { openedInForce } from '~/services/keys/certified.server';
import { backupKeyWords } from '~/words/keys/backup-key';
import { keysWords } from '~/words/keys/keys';
import { launchBrowser } from '../runner/browser';
import { axe, signIn, toStaffPage } from './people';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;
let first: Page;
let second: Page;
const words = backupKeyWords.zh;
const listWords = keysWords.zh.directory;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
  first = await signIn(browser, site, 'guardians.1');
  second = await signIn(browser, site, 'guardians.2');
});
afterAll(() => browser?.close());

async function fits(page: Page, kind: string): Promise<void> {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await axe(page, `${kind} at ${width}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

describe('the backup key', () => {
  it('is made and printed by one guardian, confirmed by another by its papers, and no share is sent', async () => {
    const bodies: string[] = [];
    first.on('request', (request) => void bodies.push(request.postData() ?? ''));
    await toStaffPage(first, 'directory');
    const section = first.locator('[data-backup-key="none"]');
    await section.getByText(words.none).waitFor();
    await section.getByRole('button', { name: words.make }).click();
    await first.locator('[data-share="3"]').waitFor();
    const shares = (await first.locator('[data-share]').allTextContents()).map((text) => text.trim());
    expect(shares).toHaveLength(3);
    await fits(first, 'backup papers');
    const propose = first.getByRole('button', { name: words.propose });
    for (const n of [1, 2, 3]) await first.fill(`#share-end-${n}`, '0000');
    await propose.click();
    await first.locator('#backup-key-error', { hasText: words.wrongEnds }).waitFor();
    expect(await first.inputValue('#share-end-2')).toBe('0000');
    for (const [at, share] of shares.entries()) await first.fill(`#share-end-${at + 1}`, share.slice(-4).toLowerCase());
    first.on('dialog', (dialog) => void dialog.accept());
    await propose.click();
    await first.locator('[data-proposal]').waitFor();
    await toStaffPage(second, 'directory');
    const proposal = second.locator('[data-proposal]');
    await proposal.locator('[data-outside-change="backup"]').waitFor();
    await fits(second, 'a backup key to compare');
    const version = Number(await proposal.getAttribute('data-proposal'));
    const confirm = proposal.getByRole('button', { name: listWords.confirm(version) });
    await confirm.click();
    await second.locator('#proposal-error', { hasText: words.notCompared }).waitFor();
    await proposal.getByText(words.compared).click();
    await confirm.click();
    await second.locator('[data-backup-key="listed"]').waitFor();
    const listed = (await openedInForce(site.ctx.db))?.backup?.recipient ?? '';
    const { recipient } = await keyPairFromSeed(await restoreFromShares(shares.slice(1)));
    expect(recipient).toBe(listed);
    expect(await second.locator('[data-backup-key] code').textContent()).toBe(fingerprint(listed));
    expect(await recipientOf(site.ctx, { fallback: 'age1pq1other' })).toEqual({ recipient: listed, signed: true });
    for (const share of shares) for (const body of bodies) expect(body).not.toContain(share.slice(2, 24));
  });
});
