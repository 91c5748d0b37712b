import type { Browser, Locator, Page } from 'playwright';
import { installedBrowser, launchBrowser } from '../../runner/browser';
import type { Child } from '../child';
import { type Measurement, verdict } from '../measurement';
import { slowPage } from '../pages/slow-phone';
import { ORIGIN } from '../site';
import { Hands } from './keystrokes';

const MAX_SECONDS = 120;
const PHONE = { width: 390, height: 844 };
/** A finger moves the page by about two thirds of what it shows. */
const SWIPE = PHONE.height * 0.66;
const WAITING_MS = 120_000;
/** Sixty characters: where, what and since when. */
const TOLD =
  '城关街道工业园二号车间的消防通道被木料堵死，出口的门从外面上了锁，里面有三十多个工人上夜班，已经半个月了，请尽快来看看。';
const WAYS = [
  { name: 'sealed on the device', scripts: true },
  { name: 'plain form, scripts off', scripts: false },
];

/** A practised report from the tap that opens the form to the receipt, on a slow phone, both ways. */
export async function measureWalk(site: Child): Promise<Measurement[]> {
  if (!installedBrowser()) {
    const note = 'There is no browser on this machine; npm test installs one.';
    return [{ what: what('both ways'), measured: '–', budget: '≤ 120 s', verdict: 'notYet', note, values: {} }];
  }
  // The site's own address, as its cookies and its check of origins want it, leads to this process.
  const rule = `MAP ${new URL(ORIGIN).hostname} 127.0.0.1:${site.ready.port}`;
  const browser = await launchBrowser([`--host-resolver-rules=${rule}`]);
  try {
    const found: Measurement[] = [];
    for (const way of WAYS) found.push(await walked(browser, way));
    return found;
  } finally {
    await browser.close();
  }
}

const what = (way: string) => `Practised report on a slow phone: ${way}`;

async function walked(browser: Browser, { name, scripts }: (typeof WAYS)[number]): Promise<Measurement> {
  const context = await browser.newContext({
    viewport: PHONE,
    locale: 'zh-CN',
    baseURL: ORIGIN,
    javaScriptEnabled: scripts,
  });
  context.setDefaultTimeout(WAITING_MS);
  try {
    const walk = new Walk(await slowPage(context));
    await (scripts ? sealed(walk) : plain(walk));
    const { hands, waitedMs, screens } = walk;
    const seconds = hands.seconds + waitedMs / 1000;
    return {
      what: what(name),
      measured: `${seconds.toFixed(0)} s`,
      budget: `≤ ${MAX_SECONDS} s`,
      verdict: verdict(seconds <= MAX_SECONDS),
      note: `${hands.seconds.toFixed(0)} s of acts by the model (${hands.taps} taps, ${hands.swipes} swipes, ${hands.keys} keys), ${(waitedMs / 1000).toFixed(1)} s of waiting as measured; ${screens.toFixed(1)} screens of ${PHONE.width} × ${PHONE.height}.`,
      values: { seconds, handsSeconds: hands.seconds, waitedMs, screens, ...countsOf(hands) },
    };
  } finally {
    await context.close();
  }
}

const countsOf = ({ taps, swipes, keys }: Hands) => ({ taps, swipes, keys });

/** Does each act in the page and counts it; what the person waits for is timed. */
class Walk {
  readonly page: Page;
  readonly hands = new Hands();
  waitedMs = 0;
  /** Heights of what was to be looked through, in screens. */
  screens = 0;

  constructor(page: Page) {
    this.page = page;
  }

  async wait(until: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    await until();
    this.waitedMs += performance.now() - started;
  }

  async tap(target: Locator): Promise<void> {
    await this.reach(target);
    this.hands.tap();
    await target.click();
  }

  async choose(list: Locator, value: string): Promise<void> {
    await this.reach(list);
    this.hands.choose();
    await list.selectOption(value);
  }

  async write(field: Locator, text: string): Promise<void> {
    await this.reach(field);
    this.hands.write(text);
    await field.fill(text);
  }

  /** A step ends with the button that leads on: from the top of the page to its lower edge. */
  async endOfStep(button: Locator): Promise<void> {
    const box = await button.boundingBox();
    const top = await this.page.evaluate(() => window.scrollY);
    this.screens += ((box?.y ?? 0) + (box?.height ?? 0) + top) / PHONE.height;
  }

  /** As many swipes as bring it onto the screen. */
  private async reach(target: Locator): Promise<void> {
    const box = await target.boundingBox();
    if (!box) throw new Error('Something to tap is not shown');
    const below = box.y + box.height - PHONE.height;
    const away = below > 0 ? below : Math.max(0, -box.y);
    this.hands.swipe(Math.ceil(away / SWIPE));
    await target.scrollIntoViewIfNeeded();
  }
}

/** The form, the same both ways: what kind of matter, which trade, which town, what happened, and no name. */
async function fillIn(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.tap(labelOf(page, 'matter', 'hazard'));
  await walk.choose(page.locator('select[name=sector]'), 'fire');
  await walk.choose(page.locator('select[name=area]'), '500200101');
  await walk.write(page.locator('textarea[name=description]'), TOLD);
  await walk.tap(labelOf(page, 'anonymity', 'anonymous'));
  await walk.endOfStep(page.locator('button[name=step][value=check]'));
  await walk.tap(page.locator('button[name=step][value=check]'));
}

/** The words beside a choice, which are tapped as well as its circle. */
const labelOf = (page: Page, name: string, value: string): Locator =>
  page.locator('.govuk-radios__item', { has: page.locator(`input[name=${name}][value=${value}]`) }).locator('label');

async function sealed(walk: Walk): Promise<void> {
  const { page } = walk;
  const button = (step: string, part: string) => page.locator(`[data-step=${step}] [data-part=${part}] button`);
  await walk.wait(async () => {
    await page.goto('/zh/report', { waitUntil: 'commit' });
    await page.locator('[data-mode=sealed]').waitFor();
  });
  await fillIn(walk);
  await walk.wait(() => page.locator('[data-part=routeReasons] li').first().waitFor());
  await walk.endOfStep(button('check', 'next'));
  await walk.tap(button('check', 'next'));
  const place = page.locator('[data-step=code] [data-receipt-code]');
  await walk.wait(() => place.waitFor());
  const code = (await place.getAttribute('data-receipt-code')) ?? '';
  await walk.tap(button('code', 'copy'));
  await walk.write(page.locator('#retype'), code.slice(-4));
  await walk.endOfStep(button('code', 'send'));
  await walk.tap(button('code', 'send'));
  await walk.wait(() => page.locator('[data-step=done]').waitFor());
}

async function plain(walk: Walk): Promise<void> {
  const { page } = walk;
  await walk.wait(() => page.goto('/zh/report', { waitUntil: 'load' }));
  await fillIn(walk);
  const send = page.locator('button[name=step][value=send]');
  await walk.wait(() => send.waitFor());
  await walk.endOfStep(send);
  await walk.tap(send);
  await walk.wait(() => page.locator('[data-receipt-code]').waitFor());
}
