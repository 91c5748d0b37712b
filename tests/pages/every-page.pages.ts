import { parse } from 'csv-parse/sync';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGS, type Lang } from '~/domain/vocabulary';
import { copyOfDemo, demo } from '../attack/demo';
import { UNCOUNTED } from '../attack/everybody';
import { SHORT } from '../attack/short';
import { shownIn } from '../e2e/people';
import type { BareSite } from '../e2e/site';
import { launchBrowser } from '../runner/browser';
import { foreignIn, type Named, namedIn, without } from './foreign';
import { saidOn, tooWide } from './said';
import { inLanguage, publicPages, staffVisits, type Visit } from './visits';

/*
 * Every page of the site as it comes, without scripts, on the demo: cases in every stage, rewards, penalties, openings, a log. In
 * each language it says nothing in the other one, and it fits a phone and a desk.
 */

let site: BareSite;
let browser: Browser;
let named: Named;
let visits: Visit[];

beforeAll(async () => {
  site = await copyOfDemo({ throttleLimits: UNCOUNTED });
  named = await namedIn(site.ctx);
  visits = await staffVisits(site.ctx);
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function blankPage(): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.origin });
  return context.newPage();
}

/** A file is loaded down, and no page comes of it. */
function unlessFile(error: unknown): null {
  if (error instanceof Error && error.message.includes('Download is starting')) return null;
  throw error;
}

/** What is wrong on this page, or nothing. */
async function wrongOn(page: Page, lang: Lang, where: string): Promise<string[]> {
  const foreign = foreignIn(lang, await saidOn(page), named, where);
  return [...foreign, ...(await tooWide(page))].map((wrong) => `${where}: ${wrong}`);
}

/** All of them in the message: the table of attacks shows nothing else. */
const nothing = (wrong: readonly string[]) => expect(wrong.length, [...new Set(wrong)].join('; ')).toBe(0);

describe.each(LANGS)('in %s', (lang) => {
  it('public pages', async () => {
    expect(publicPages.unknown).toEqual([]);
    const page = await blankPage();
    const wrong: string[] = [];
    for (const path of publicPages.paths) {
      await page.goto(inLanguage(path, lang));
      wrong.push(...(await wrongOn(page, lang, path)));
    }
    await page.context().close();
    nothing(wrong);
  });

  it('a report from the form to its code, and mistakes on the way', async () => {
    const page = await blankPage();
    const wrong: string[] = [];
    const look = async (where: string) => void wrong.push(...(await wrongOn(page, lang, where)));
    await page.goto(`/${lang}/report?site=AL01`);
    await page.click('button[value=check]');
    await page.locator('.govuk-error-summary').waitFor();
    await look('report with mistakes');
    await page.fill('textarea[name=description]', lang === 'zh' ? '安全出口上锁。' : 'Exit locked.');
    await page.fill('input[name=place]', '1');
    await page.check('input[name=matter][value=violation]');
    await page.check('input[name=anonymity][value=anonymous]');
    await page.click('button[value=check]');
    await page.locator('button[value=send]').waitFor();
    await look('report, check');
    await page.click('button[value=send]');
    await page.locator('[data-receipt-code]').waitFor();
    await look('report, sent');
    await page.context().close();
    nothing(wrong);
  });

  it('the reporter’s page of a case in every stage', async () => {
    const ofEach = new Map(demo().codes.map(({ stage, receiptCode }) => [JSON.stringify(stage), receiptCode]));
    expect(ofEach.size).toBeGreaterThan(8);
    const page = await blankPage();
    const wrong: string[] = [];
    // Opening one derives its key slowly on purpose, so that the short form opens each in one of the languages.
    for (const [stage, receiptCode] of [...ofEach].filter((_, at) => !SHORT || LANGS[at % LANGS.length] === lang)) {
      await page.goto(`/${lang}/follow`);
      await page.fill('input[name=code]', receiptCode);
      await page.click('button[value=open]');
      await page.locator('button[value=leave]').first().waitFor();
      wrong.push(...(await wrongOn(page, lang, `follow ${stage}`)));
      await page.locator('button[value=leave]').first().click();
    }
    await page.context().close();
    nothing(wrong);
  });

  const ofWhom = SHORT ? 'two of its readers, each in one of the languages' : 'every role';
  it(`every staff page of ${ofWhom}`, async () => {
    const asked = SHORT
      ? visits.filter(({ short }) => short).filter((_, at) => LANGS[at % LANGS.length] === lang)
      : visits;
    const page = await blankPage();
    const wrong: string[] = [];
    let seen = 0;
    for (const { path, who } of asked) {
      await page.context().setExtraHTTPHeaders({ Cookie: who.cookie });
      const answer = await page.goto(inLanguage(path, lang)).catch(unlessFile);
      // Files and answers to scripts are no pages.
      if (!answer?.headers()['content-type']?.startsWith('text/html')) continue;
      seen += 1;
      wrong.push(...(await wrongOn(page, lang, `${path} (${who.login})`)));
    }
    await page.context().close();
    expect(seen).toBeGreaterThan(SHORT ? 50 : 100);
    nothing(wrong);
  });

  it('the whole log as a file', async () => {
    const reader = visits.find(({ path }) => path.endsWith('/log.csv'));
    const answer = await fetch(site.origin + inLanguage(reader?.path ?? '', lang), {
      headers: { Cookie: reader?.who.cookie ?? '' },
    });
    const rows: string[][] = parse(await answer.text(), { bom: true });
    expect(rows.length).toBeGreaterThan(1_000);
    const wrong = rows.flatMap((row) => {
      const raw = row.at(-1) ?? '';
      // What somebody typed, such as the number of a voucher, stands in the line itself, too.
      const typed = raw.match(/[\p{Script=Han}〔〕]+/gu) ?? [];
      const cells = row
        .slice(0, -1)
        .map((text) => ({ text: without(text, [...typed, ...named.typed]), lang, code: false }));
      return foreignIn(lang, cells, named);
    });
    nothing(wrong);
  });

  it.each([
    ['/staff/log', 'auditor'],
    ['/staff/payouts', 'finance'],
    ['/staff/funds', 'finance'],
    ['/staff/members', 'administrator'],
  ] as const)('%s of the %s in low cards on a phone', async (path, role) => {
    const page = await blankPage();
    await page.setViewportSize({ width: 390, height: 900 });
    const reader = visits.find((one) => one.path === path && one.who.roles.includes(role));
    await page.context().setExtraHTTPHeaders({ Cookie: reader?.who.cookie ?? '' });
    await page.goto(inLanguage(path, lang));
    const rows = page.locator('main table.anshao-table--cards tbody tr');
    const heights = await rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
    expect(heights.length).toBeGreaterThan(5);
    // Between 175 and 280 px where each cell had a line of its own.
    expect(heights.reduce((sum, height) => sum + height, 0) / heights.length).toBeLessThan(165);
    expect((await shownIn(rows)).split('\n')).not.toContain('–');
    await page.context().close();
  });
});
