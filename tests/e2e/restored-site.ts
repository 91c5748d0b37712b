import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { expect } from 'vitest';
import { connect } from '#db/client';
import { run as backup } from '~/cli/backup';
import { run as restore } from '~/cli/restore';
import { readEnvironment } from '~/web/env.server';
import { backupKeyWords } from '~/words/keys/backup-key';
import { keysWords } from '~/words/keys/keys';
import { emptyDatabase } from '../database/empty-database';
import { afterFile } from '../runner/after-file';
import { giveBack, signIn, toStaffPage } from './people';
import { type BareSite, openSiteAt, type Place, type TestSite } from './site';

const words = backupKeyWords.zh;
const list = keysWords.zh.directory;

/** One guardian makes and prints the backup key, another confirms it by its papers; returns what stands on them. */
export async function makeBackupKey(browser: Browser, site: TestSite): Promise<string[]> {
  const first = await signIn(browser, site, 'guardians.1');
  await toStaffPage(first, 'directory');
  const shares = await proposeBackupKey(first);
  await giveBack(first);
  const second = await signIn(browser, site, 'guardians.2', 'directory');
  await confirmBackupKey(second);
  await giveBack(second);
  return shares;
}

/** On the page of the list; returns what stands on the papers. */
export async function proposeBackupKey(first: Page): Promise<string[]> {
  first.on('dialog', (dialog) => void dialog.accept());
  await first.locator('[data-backup-key="none"]').getByRole('button', { name: words.make }).click();
  await first.locator('[data-share="3"]').waitFor();
  const shares = (await first.locator('[data-share]').allTextContents()).map((text) => text.trim());
  for (const [at, share] of shares.entries()) await first.fill(`#share-end-${at + 1}`, share.slice(-4));
  await first.getByRole('button', { name: words.propose }).click();
  await first.locator('[data-proposal]').waitFor();
  return shares;
}

/** Another guardian compares it with the papers, and confirms. */
export async function confirmBackupKey(second: Page): Promise<void> {
  const proposal = second.locator('[data-proposal]');
  await proposal.locator('[data-outside-change="backup"]').waitFor();
  await proposal.getByText(words.compared).click();
  const version = Number(await proposal.getAttribute('data-proposal'));
  await proposal.getByRole('button', { name: list.confirm(version) }).click();
  await second.locator('[data-backup-key="listed"]').waitFor();
}

const settings = ({ origin, others }: BareSite, data: string, url: string) =>
  readEnvironment({
    NODE_ENV: 'test',
    ANSHAO_ORIGIN: origin,
    ANSHAO_OTHER_ORIGINS: others.join(','),
    ANSHAO_DATA: data,
    DATABASE_URL: url,
  });

/** Backs a running site up, and restores that by two papers into an empty folder and an empty database. */
export async function restoredElsewhere(site: BareSite, shares: readonly string[]): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-elsewhere-'));
  afterFile(() => rmSync(folder, { recursive: true, force: true }));
  const [backups, data, key] = [join(folder, 'backups'), join(folder, 'data'), join(folder, 'shares')];
  const printed: string[] = [];
  const told = { json: true, print: (line: string) => void printed.push(line) };
  const { ctx, place } = site;
  const open = async () => ({ ctx, connection: place.owner, databaseUrl: place.url, close: async () => undefined });
  const environment = settings(site, site.data, place.url);
  expect(await backup({ args: [backups, '--with-secret'], environment, open, ...told })).toBe(0);
  writeFileSync(key, shares.slice(0, 2).join('\n'), { mode: 0o600 });
  mkdirSync(data);
  const url = await emptyDatabase();
  const elsewhere = settings(site, data, url);
  expect(await restore({ args: [backups, '--key', key], environment: elsewhere, open, ...told })).toBe(0);
  const [made, again] = printed.map((line) => JSON.parse(line));
  expect(made.manifest).toMatchObject({ recipientSigned: true, secretInside: true });
  expect(again).toMatchObject({ backup: made.manifest.id, log: { ok: true, problems: [] }, blobs: { missing: 0 } });
  const application = connect(url, { role: 'anshao_app' });
  const owner = connect(url, { max: 2 });
  afterFile(() => Promise.all([application.close(), owner.close()]));
  return { ...application, url, owner, data };
}

/** Started once more where another one was stopped: at its port, by its clock. */
export const startAgain = (
  site: BareSite,
  place: Place,
  hosts: readonly string[],
  { light = true } = {},
): Promise<BareSite> =>
  openSiteAt(place, {
    hosts,
    port: Number(new URL(site.origin).port),
    ahead: site.ctx.now() - Date.now(),
    light,
  });
