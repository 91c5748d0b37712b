import type { Browser, Page } from 'playwright';
import { beforeAll, beforeEach } from 'vitest';
import { formatMoney } from '~/words/language';
import { newMarker } from '../../faults/marker-search';
import { pdfWith } from '../../pdf-sample';
import { afterFile } from '../../runner/after-file';
import { launchBrowser } from '../../runner/browser';
import { openPage, signInWith } from '../people';
import { toldOf } from '../reporter';
import { openSite, type TestSite } from '../site';

/** Texts typed where only some people may read them; they must occur nowhere else. */
export const SECRET = {
  told: newMarker(),
  file: newMarker(),
  fileName: newMarker(),
  asked: newMarker(),
  answered: newMarker(),
  visit: newMarker(),
  finding: newMarker(),
  rectified: newMarker(),
  reply: newMarker(),
  payee: newMarker(),
  account: `6222${Array.from({ length: 15 }, () => Math.floor(Math.random() * 10)).join('')}`,
};

export const TOLD = toldOf(SECRET.told);
export const DECISION = `岭消罚〔2026〕${newMarker()}号`;
export const PDF = pdfWith(SECRET.file);
export const yuan = (amount: bigint) => formatMoney(amount * 100n, 'zh');

type Story = {
  site: TestSite;
  browser: Browser;
  /** The reporter's browser, with scripts off. */
  reporter: Page;
  code: string;
  told: { id: string; order: number };
};
/** What the chapters share; it is filled as the story goes on. */
export const story = { code: '', told: { id: '', order: 0 } } as Story;

/** The staff members' own browsers, each signed in once. */
const workspaces = new Map<string, Page>();

export async function workspace(login: string): Promise<Page> {
  const known = workspaces.get(login);
  if (known) return known;
  const page = await openPage(story.browser, story.site, true);
  await signInWith(page, story.site, story.site.county.of(login));
  workspaces.set(login, page);
  return page;
}

/** Opens the site for the file that tells the story. Each chapter needs all before it. */
export function begin(): void {
  let broken = false;
  beforeAll(async () => {
    story.site = await openSite();
    story.browser = await launchBrowser();
    story.reporter = await openPage(story.browser, story.site, false);
  });
  afterFile(() => story.browser?.close());
  beforeEach(({ skip, onTestFailed }) => {
    if (broken) skip();
    onTestFailed(() => {
      broken = true;
    });
  });
}
