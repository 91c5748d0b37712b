import { desc, eq } from 'drizzle-orm';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { ceremony } from '#db/schema/ceremony';
import { unit } from '#db/schema/county';
import type { CeremonyKind } from '~/domain/opening/ceremony-state';
import { ceremonyWords } from '~/words/opening/ceremony';
import { newMarker } from '../faults/marker-search';
import { launchBrowser } from '../runner/browser';
import { axe, openPage, shownIn, signIn, unlock } from './people';
import { GATE } from './played-county';
import { send } from './reporter';
import { openSite, type TestSite } from './site';

export const SECRET = {
  told: newMarker(),
  name: newMarker(),
  why: newMarker(),
  note: newMarker(),
  holder: newMarker(),
};

export const PHONE = '13987650042';

export const DUTY = 'duty@committee.example';

export let site: TestSite;

export let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  await site.owner.db.update(unit).set({ dutyMail: DUTY }).where(eq(unit.kind, 'committee'));
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

type Told = { code: string; id: string; order: number };

export let told: Told;

let broken = false;

beforeEach(({ skip, onTestFailed }) => {
  if (broken) skip();
  onTestFailed(() => {
    broken = true;
  });
});

/** A report by name, without scripts, at the gate; from then on `told` is this one. */
export async function report(): Promise<void> {
  const page = await openPage(browser, site, false);
  await page.goto(`/zh/report?site=${GATE}`);
  await page.fill('textarea[name=description]', `安全出口从里面锁着。${SECRET.told}`);
  await page.check('input[name=matter][value=violation]');
  await page.check('input[name=anonymity][value=named]');
  await page.fill('input[name=name]', SECRET.name);
  await page.fill('input[name=phone]', PHONE);
  await page.check('input[name=consent]');
  await page.locator('button[name=step][value=check]').click();
  const code = await send(page);
  await page.context().close();
  const [row] = await site.ctx.db.select().from(caseFile).orderBy(desc(caseFile.order)).limit(1);
  if (!row) throw new Error('no case');
  told = { code, id: row.id, order: row.order };
}

export type Lang = 'zh' | 'en';

const workspaces = new Map<string, Page>();

/** A member's own browser, signed in once, in this language and with the keys open. */
export async function workspace(login: string, lang: Lang): Promise<Page> {
  const page = workspaces.get(login) ?? (await signIn(browser, site, login));
  workspaces.set(login, page);
  if (!new URL(page.url()).pathname.startsWith(`/${lang}/`)) {
    await page.goto(`/${lang}/staff`);
    await unlock(page, site.county.of(login).passphrase);
  }
  return page;
}

/** Goes there by the navigation, so that the keys stay open; from another page, so that the data are read anew. */
export async function toList(page: Page, lang: Lang, list: 'ceremonies' | 'queue'): Promise<void> {
  await page.locator('.anshao-header__brand').click();
  await page.waitForURL(`**/${lang}/staff`);
  await page.locator(`nav a[href="/${lang}/staff/${list}"]`).click();
  await page.waitForURL(`**/${lang}/staff/${list}`);
  await page.locator(`nav a[href="/${lang}/staff/${list}"][aria-current=page]`).waitFor();
}

export const latest = async (kind: CeremonyKind) => {
  const [row] = await site.ctx.db
    .select()
    .from(ceremony)
    .where(eq(ceremony.kind, kind))
    .orderBy(desc(ceremony.order))
    .limit(1);
  if (!row) throw new Error('no ceremony');
  return row;
};

/** Opens the newest ceremony of a kind from the member's list. */
export async function toCeremony(page: Page, lang: Lang, kind: CeremonyKind): Promise<void> {
  const { id, order } = await latest(kind);
  await toList(page, lang, 'ceremonies');
  await axe(page, `ceremonies, ${kind}, ${lang}`);
  await page.locator(`a[data-ceremony="${order}"]`).click();
  await page.waitForURL(`**/${lang}/staff/ceremonies/${id}`);
}

/** A guardian reads the words, names the first custodian where one is to be named, and approves. */
export async function approve(lang: Lang, kind: CeremonyKind): Promise<void> {
  const t = ceremonyWords[lang];
  const guardian = await workspace('guardians.1', lang);
  await toCeremony(guardian, lang, kind);
  await guardian.locator('[data-words=open]', { hasText: SECRET.why }).waitFor();
  const text = await shownIn(guardian.locator('main'));
  for (const hidden of [SECRET.told, SECRET.name, PHONE, site.county.of('fire.handler').name]) {
    expect(text).not.toContain(hidden);
  }
  if (kind !== 'payeeSample') {
    await guardian.locator('[data-decide]').getByRole('button', { name: t.approve }).click();
    await guardian.locator('.govuk-form-group--error', { hasText: t.chooseOne }).waitFor();
    await guardian.getByLabel(site.county.of('custodians.1').name).check();
  }
  await axe(guardian, `to approve, ${kind}, ${lang}`);
  await guardian.locator('[data-decide]').getByRole('button', { name: t.approve }).click();
  await guardian.locator('.govuk-summary-list', { hasText: t.states.approved }).waitFor();
  expect(await guardian.locator('[data-decide]').count()).toBe(0);
}

/** The answer to a bare post by a signed-in member, as a script of theirs could send it. */
export const post = (page: Page, lang: Lang, id: string, act: string): Promise<[number, string]> =>
  page.evaluate(
    async ([path, body]) => {
      const answer = await fetch(path ?? '', { method: 'POST', body: new URLSearchParams(body ?? '') });
      return [answer.status, await answer.text()];
    },
    [`/${lang}/staff/ceremonies/${id}/act`, `act=${act}`],
  );

/** What the reporter reads on their own page, opened with scripts. */
export async function followed(lang: Lang): Promise<string> {
  const page = await openPage(browser, site, true);
  await page.goto(`/${lang}/follow`);
  await page.locator('[data-mode=sealed]').waitFor();
  await page.fill('input[name=code]', told.code);
  await page.locator('[data-code-form] button').click();
  const record = page.locator('[data-access]');
  await record.waitFor({ timeout: 60_000 });
  await axe(page, `the reporter's page, ${lang}`);
  const shown = await shownIn(record);
  await page.context().close();
  return shown;
}
