import { expect, it } from 'vitest';
import { newMarker } from '../faults/marker-search';
import { openPage, shownIn } from './people';
import { browser, site } from './sealed-report-walk';
import { done, fill, press, steps, toCode } from './sealed-reporter';

it('warns before typed words are lost, and leaves at once without a trace by the exit', async () => {
  const page = await openPage(browser, site, true);
  const told = newMarker();
  await fill(page, told);
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await page.evaluate(() => {
    const link = document.querySelector<HTMLAnchorElement>('.anshao-exit__link');
    if (link) link.href = '/zh';
    link?.click();
  });
  await page.waitForURL('**/zh');
  expect(asked).toEqual(['beforeunload']);
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toContain(told);
  await page.context().close();
});

it('goes one step back by the browser’s Back, words and code kept, and sends', async () => {
  const page = await openPage(browser, site, true);
  const told = newMarker();
  await page.goto('/zh');
  await fill(page, told);
  const code = await toCode(page);
  await page.goBack();
  await page.locator('[data-step=check]').waitFor();
  expect(await shownIn(steps(page))).toContain(told);
  await page.goBack();
  await page.locator('#report-page').waitFor();
  expect(await page.inputValue('textarea[name=description]')).toBe(told);
  // Forward bypasses no check: the form stays.
  await page.goForward();
  await expect.poll(() => page.evaluate(() => history.state?.reportStep)).toBe(0);
  expect(await page.locator('#report-page').isVisible()).toBe(true);
  expect(await toCode(page)).toBe(code);
  // Enter that chooses a word of an input method sends nothing, also where the browser tells it by the key code alone.
  await page.fill('#retype', code.slice(-4));
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    await page.locator('#retype').dispatchEvent('keydown', { key: 'Enter', ...composing });
  }
  expect(await page.locator('[data-step=code]').isVisible()).toBe(true);
  // Its last digits as a Chinese keyboard and a clipboard give them.
  const wide = code.slice(-4).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
  await page.fill('#retype', `\u200e${wide}\u202c。`);
  await press(page, 'code', 'send');
  await done(page);
  await expect.poll(() => page.evaluate(() => history.state?.reportStep)).toBe(0);
  expect(await shownIn(steps(page))).toContain(code.slice(0, 4));
  await page.goBack();
  await page.waitForURL('**/zh');
  await page.context().close();
});

it('leaves from a later step too so that Back does not lead into the report', async () => {
  const page = await openPage(browser, site, true);
  const told = newMarker();
  await page.goto('/zh/statistics');
  await fill(page, told);
  await toCode(page);
  await page.evaluate(() => {
    const link = document.querySelector<HTMLAnchorElement>('.anshao-exit__link');
    if (link) link.href = '/zh';
    link?.click();
  });
  // It goes back in the history first, and that load is given up for the other page.
  await expect.poll(() => new URL(page.url()).pathname).toBe('/zh');
  await page.waitForLoadState();
  await page.goBack();
  await page.waitForURL('**/zh/statistics');
  await page.context().close();
});
