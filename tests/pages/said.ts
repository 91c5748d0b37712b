import type { Page } from 'playwright';

/** One piece of text of a page, the language that it is marked with, and whether it belongs to none: a code, or what is typed. */
export type Said = { text: string; lang: string; code: boolean };

/** All that the page says: text, what its controls are called, and what its scripts have at hand to say. */
export const saidOn = (page: Page): Promise<Said[]> =>
  page.evaluate(() => {
    const said: { text: string; lang: string; code: boolean }[] = [];
    const page = document.documentElement.lang;
    const keep = (text: string | null, at: Element) => {
      const clean = (text ?? '').trim();
      if (clean === '') return;
      const lang = at.closest('[lang]')?.getAttribute('lang') ?? page;
      said.push({
        text: clean,
        lang,
        code: at.closest('code, textarea, [data-passphrase], [data-totp-secret]') !== null,
      });
    };
    const parts: (ParentNode & Node)[] = [document.documentElement];
    for (let part = parts.pop(); part; part = parts.pop()) {
      const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.parentElement;
        if (at && !at.closest('script, style')) keep(node.textContent, at);
      }
      for (const one of part.querySelectorAll('[aria-label], [alt], [title], [placeholder]')) {
        for (const name of ['aria-label', 'alt', 'title', 'placeholder']) keep(one.getAttribute(name), one);
      }
      for (const one of part.querySelectorAll('template')) parts.push(one.content);
    }
    return said;
  });

const SIZES = [390, 1280];

/** By how many pixels the page is wider than a phone and a desk, with all that is folded away opened. */
export async function tooWide(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });
  const found: string[] = [];
  for (const width of SIZES) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (beyond > 0) found.push(`${beyond} px wider than ${width}`);
  }
  return found;
}
