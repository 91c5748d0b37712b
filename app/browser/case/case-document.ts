import { isUnlocked, onChange } from '~/browser/keys/keyring';

/**
 * What the officer reads on the case's page, as a document of its own: the parts that the page marks for it, without
 * buttons, forms and links. So nothing is sent that its sender did not see, and no identity, which another page shows.
 */
export function shownCase(heading: string, lines: readonly string[]): HTMLElement {
  const article = document.createElement('article');
  article.append(element('h1', heading), ...lines.map((line) => element('p', line)));
  for (const shown of document.querySelectorAll('[data-sent-up]')) {
    const copy = shown.cloneNode(true) as HTMLElement;
    for (const control of copy.querySelectorAll(CONTROLS)) control.remove();
    for (const any of [copy, ...copy.querySelectorAll('*')]) plain(any);
    article.append(copy);
  }
  return article;
}

const CONTROLS = 'button, form, input, select, textarea, script, style, iframe, img, svg, a, [role=status], [hidden]';

/** Folded parts are open, and nothing is left of the page but its text and its order. */
function plain(any: Element): void {
  for (const { name } of [...any.attributes]) if (name !== 'lang') any.removeAttribute(name);
  if (any instanceof HTMLDetailsElement) any.open = true;
}

const element = (tag: 'h1' | 'p', text: string): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
};

/** The document as a file that any browser shows without a connection. */
export function documentFile(article: HTMLElement, lang: string): string {
  const title = article.querySelector('h1')?.textContent ?? '';
  const head = element('p', title).innerHTML;
  const style =
    'body{font:16px/1.6 sans-serif;max-width:50em;margin:2em auto;white-space:pre-line}dt{font-weight:bold}';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${head}</title><style>${style}</style></head><body>${article.outerHTML}</body></html>`;
}

/**
 * Prints the document instead of the page; nothing of it is written to a file, nor stays on the page. Some browsers, on
 * phones above all, come back from `print` before anything is printed: the document stays until they say that they are
 * done, or, where they never say so, until the person touches the page again.
 */
export function printDocument(article: HTMLElement): void {
  const done = new AbortController();
  const putBack = () => {
    done.abort();
    deaf();
    document.body.classList.remove('anshao-printing');
    article.remove();
  };
  // Nothing of a case is on the page once the keys are locked.
  const deaf = onChange(() => {
    if (!isUnlocked()) putBack();
  });
  article.className = 'anshao-print-alone';
  document.body.append(article);
  document.body.classList.add('anshao-printing');
  for (const said of ['afterprint', 'pagehide', 'pointerdown', 'keydown']) {
    addEventListener(said, putBack, { signal: done.signal });
  }
  print();
}
