import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGS } from '~/domain/vocabulary';
import { inLanguage, publicPages } from '../pages/visits';
import { launchBrowser } from '../runner/browser';
import { LONG } from '../runner/long';
import { looked } from './axe';
import { openSite, type TestSite } from './site';

let site: TestSite;
let browser: Browser;

beforeAll(async () => {
  site = await openSite();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

async function newPage({ scripts = true, width = 1280 } = {}): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ javaScriptEnabled: scripts, baseURL: site.origin, viewport });
  return context.newPage();
}

/** Marks what Tab must reach, a group of radio buttons once, and how it looks without focus. */
const MARK = () => {
  const all = [
    ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex="0"]'),
  ];
  const shown = all.filter(
    (one) =>
      one.checkVisibility({ checkVisibilityCSS: true }) && !one.matches('[disabled], [type=hidden], [tabindex="-1"]'),
  );
  const stops = new Map<HTMLElement | string, string>();
  for (const one of shown) {
    const stop = one instanceof HTMLInputElement && one.type === 'radio' ? one.name : one;
    if (!stops.has(stop)) stops.set(stop, String(stops.size));
    one.dataset.stop = stops.get(stop) ?? '';
  }
  return stops.size;
};

/** What draws the focus: on the thing itself, or for a radio button on the label beside it. */
const LOOK = () => {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return null;
  const drawn = (element: Element, pseudo?: string) => {
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderWidth } = getComputedStyle(element, pseudo);
    return [outlineStyle, outlineWidth, boxShadow, backgroundColor, borderWidth].join();
  };
  const parts = [focused, focused.nextElementSibling].filter((one) => one !== null);
  const look = () => parts.flatMap((part) => [drawn(part), drawn(part, '::before')]).join('|');
  const [stop, on] = [focused.dataset.stop ?? focused.closest<HTMLElement>('[data-stop]')?.dataset.stop, look()];
  focused.blur();
  const off = look();
  focused.focus();
  return { stop, name: focused.outerHTML.slice(0, 120), seen: on !== off };
};

// Pages are made of the same elements in both languages, but for the length of words, at which tests/pages looks.
describe.each(LONG ? LANGS : (['zh'] as const))('every public page in %s', (lang) => {
  const paths = publicPages.paths.map((path) => inLanguage(path, lang));

  it('has nothing that axe finds fault with', async () => {
    const page = await newPage();
    const wrong: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      wrong.push(...(await looked(page, path)));
    }
    await page.context().close();
    expect(wrong).toEqual([]);
  });

  it('is not scrolled sideways on a screen of 320 pixels, which is 1280 at 400 %', async () => {
    const page = await newPage({ width: 320, scripts: false });
    const wide: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) wide.push(`${path} ${width}`);
    }
    await page.context().close();
    expect(wide).toEqual([]);
  });

  it('is walked by the Tab key alone, and shows where one is', async () => {
    const page = await newPage({ scripts: false });
    const wrong: string[] = [];
    for (const path of paths) {
      await page.goto(path);
      const stops = await page.evaluate(MARK);
      expect(stops, path).toBeGreaterThan(3);
      const reached = new Set<string>();
      for (let n = 0; n < stops + 3; n++) {
        await page.keyboard.press('Tab');
        const at = await page.evaluate(LOOK);
        if (at?.stop === undefined) continue;
        if (!at.seen) wrong.push(`${path}: focus is not seen on ${at.name}`);
        reached.add(at.stop);
      }
      if (reached.size !== stops) wrong.push(`${path}: ${reached.size} of ${stops} reached`);
    }
    await page.context().close();
    expect([...new Set(wrong)]).toEqual([]);
  });
});

it('a text of a colour that no page has is looked at anew, and found when it can hardly be read', async () => {
  const page = await newPage();
  await page.goto('/zh/accessibility');
  await looked(page, 'colours as they are');
  const paint = (colour: string) =>
    page.locator('main p').evaluateAll((all, to) => {
      for (const one of all) (one as HTMLElement).style.color = to;
    }, colour);
  await paint('#c9cac8');
  const [found = ''] = await looked(page, 'one colour changed');
  expect(found).toContain('color-contrast');
  await paint('');
  expect(await looked(page, 'colours as they were')).toEqual([]);
  await page.context().close();
});

it('a whole report is sent without a mouse and without scripts', async () => {
  const page = await newPage({ scripts: false, width: 390 });
  await page.goto('/zh');
  const tabTo = async (selector: string) => {
    for (let n = 0; n < 80; n++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    }
    throw new Error(`The Tab key does not reach ${selector}`);
  };
  await tabTo('main a[href="/zh/report"]');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/zh/report');
  await tabTo('input[name=matter]');
  await page.keyboard.press('Space');
  for (let n = 0; n < 4 && !(await page.isChecked('input[name=matter][value=hazard]')); n++)
    await page.keyboard.press('ArrowDown');
  for (const select of ['sector', 'area']) {
    await tabTo(`select[name=${select}]`);
    await page.keyboard.press('ArrowDown');
  }
  await tabTo('textarea[name=description]');
  await page.keyboard.insertText('二号仓库的安全出口上了锁。');
  await tabTo('input[name=place]');
  await page.keyboard.insertText('二号仓库');
  await tabTo('input[name=anonymity]');
  await page.keyboard.press('Space');
  expect(await page.isChecked('input[name=anonymity][value=anonymous]')).toBe(true);
  await tabTo('button[value=check]');
  await page.keyboard.press('Enter');
  await page.locator('button[value=send]').waitFor();
  await tabTo('button[value=send]');
  await page.keyboard.press('Enter');
  await page.locator('[data-receipt-code]').waitFor();
  await page.context().close();
});

it('the page on personal data has the terms in force and the county’s own offices', async () => {
  const page = await newPage({ scripts: false });
  await page.goto('/zh/privacy');
  const text = await page.locator('main').textContent();
  for (const said of ['3650 天（10 年）', '730 天（2 年）', '30 天', '本县还没有录入自己的期限'])
    expect(text).toContain(said);
  for (const office of ['受理', '县']) expect(text).toContain(office);
  for (const link of ['/zh/privacy', '/zh/accessibility'])
    expect(await page.locator(`footer a[href="${link}"]`).count(), link).toBe(1);
  await page.context().close();
});

it('the page of limits has those in force, and is reached from the form, the follow page and every footer, without scripts', async () => {
  const page = await newPage({ scripts: false });
  for (const from of ['/zh/report', '/zh/follow', '/zh']) {
    await page.goto(from);
    expect(await page.locator('footer a[href="/zh/limits"]').count(), from).toBe(1);
  }
  await page.goto('/zh/report');
  await page.goto((await page.locator('main a[href="/zh/limits"]').getAttribute('href')) ?? '');
  const text = await page.locator('main').textContent();
  for (const said of [
    '60 日',
    '一次，30 日',
    '5 个工作日',
    '应急〔2023〕106号',
    '现行规定只写“及时”',
    '提出异议',
    '撤回举报',
  ])
    expect(text).toContain(said);
  await page.context().close();
});

it('the reward rule works out what is asked, step by step, without scripts', async () => {
  const page = await newPage({ scripts: false, width: 390 });
  await page.goto('/zh/rewards');
  await page.locator('input[name=kind][value=grave]').check();
  await page.locator('input[name=penalty]').fill('５万元');
  await page.getByRole('button', { name: '计算' }).click();
  const result = page.locator('[data-calculated="750000"]');
  await result.waitFor();
  expect(await result.textContent()).toContain('安监总财〔2018〕19号');
  expect(await page.locator('input[name=penalty]').inputValue()).toBe('５万元');
  await page.locator('input[name=penalty]').fill('很多');
  await page.getByRole('button', { name: '计算' }).click();
  await page.locator('#penalty-error').waitFor();
  expect(await page.locator('[data-calculated]').count()).toBe(0);
  expect(await page.context().cookies()).toEqual([]);
  await page.context().close();
});

it('whom to tell of a weakness stands in security.txt and on the page that it names, where somebody is named', async () => {
  const text = () => fetch(`${site.origin}/.well-known/security.txt`);
  const page = async () => (await fetch(`${site.origin}/en/security`)).text();
  expect((await text()).status).toBe(404);
  expect(await page()).toContain('No contact of its own has been named yet');
  site.ctx.securityContact = 'mailto:security@12350.example';
  const answer = await text();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(await answer.text()).toContain('Contact: mailto:security@12350.example\n');
  expect(await page()).toContain('href="mailto:security@12350.example"');
});
