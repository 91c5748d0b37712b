import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { inject } from 'vitest';
import { LONG } from '../runner/long';

/** Without what only people read, it reaches the browser sooner. */
const wrapper = createRequire(import.meta.url).resolve('@axe-core/playwright');
const axeSource = readFileSync(createRequire(wrapper).resolve('axe-core/axe.min.js'), 'utf8');

/** True for the first of all test files that comes to this. */
function firstToCome(to: string): boolean {
  try {
    const name = createHash('sha256').update(to).digest('hex');
    writeFileSync(join(inject('lookedAt'), name), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * What decides how well texts can be told from what is behind them, each combination once: colour, size, weight and
 * opacity of the text, and the backgrounds of all that it lies in.
 */
const COLOURS = (): string[] => {
  const behind = new Map<Element, string>();
  const behindOf = (element: Element | null): string => {
    if (element === null) return '';
    const known = behind.get(element);
    if (known !== undefined) return known;
    const { backgroundColor: colour, backgroundImage: image, opacity } = getComputedStyle(element);
    const own = `${colour} ${image.slice(0, 40)} ${opacity}`;
    const seenThrough = /^rgba/.test(colour);
    const nothing = own === 'rgba(0, 0, 0, 0) none 1';
    const all = nothing
      ? behindOf(element.parentElement)
      : `${own}|${seenThrough ? behindOf(element.parentElement) : ''}`;
    behind.set(element, all);
    return all;
  };
  const drawn = new Set<Element>(document.querySelectorAll('input, select, textarea, button'));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement && node.textContent?.trim() !== '') drawn.add(node.parentElement);
  }
  const found = [...drawn].map((element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, behindOf(element)].join(' ');
  });
  return [...new Set(found)];
};

/**
 * What axe finds on the page as it stands, once for each kind of page in a run of the tests. In the short form a page that
 * is there in English, too, is looked at in Chinese, since it is made of the same elements; and contrasts, which take
 * most of the time, where there is a combination of colours that no page before had.
 */
export async function looked(page: Page, kind: string): Promise<string[]> {
  if (!LONG && kind.endsWith(', en')) return [];
  if (!firstToCome(kind)) return [];
  const colours = LONG ? [] : await page.evaluate(COLOURS);
  const contrast = LONG || colours.filter(firstToCome).length > 0;
  const { violations } = await new AxeBuilder({ page, axeSource })
    // A page of one frame needs no second frame to join the findings; one with a frame of another origin does.
    .setLegacyMode(page.frames().length === 1)
    .options({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled: contrast } } })
    .analyze();
  return violations.map(
    ({ id, nodes }) => `axe on ${kind}: ${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}
