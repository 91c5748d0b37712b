import type { Page } from 'playwright';

/** What people did: screens that they came to, clicks, and fields that they filled in. */
export type Counted = { screens: number; clicks: number; fields: number };

export const nothing = (): Counted => ({ screens: 0, clicks: 0, fields: 0 });

export const sum = (all: readonly Counted[]): Counted =>
  all.reduce((one, other) => ({
    screens: one.screens + other.screens,
    clicks: one.clicks + other.clicks,
    fields: one.fields + other.fields,
  }));

/** A quarter of a minute for each screen, and five seconds for each click and field. */
export const minutesOf = ({ screens, clicks, fields }: Counted): number => (screens * 15 + (clicks + fields) * 5) / 60;

/** Counts on this page from now on; must be called before the page is opened. */
export async function countOn(page: Page, counted: Counted): Promise<void> {
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame() && frame.url() !== 'about:blank') counted.screens += 1;
  });
  await page.exposeBinding('anshaoCounts', (_source, what: 'clicks' | 'fields') => {
    counted[what] += 1;
  });
  await page.addInitScript(`
    addEventListener('click', (event) => { if (event.isTrusted) anshaoCounts('clicks'); }, true);
    addEventListener('change', () => anshaoCounts('fields'), true);
  `);
}
