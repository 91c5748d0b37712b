import type { PdfPages } from './pdf-pages';
import type { PdfWords } from './pdf-protocol';

const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4];

/**
 * The row above the pages: which page, and how large. Returns a function that tells it that another page is in view.
 */
export function makeControls(bar: HTMLElement, all: number, words: PdfWords, pages: () => PdfPages | null) {
  let zoom = 1;
  let current = 1;
  const goTo = (number: number) => pages()?.goTo(number);
  const zoomTo = (wanted: number) => {
    zoom = wanted;
    pages()?.zoomTo(zoom);
    closer.disabled = zoom === ZOOMS.at(-1);
    wider.disabled = zoom === ZOOMS[0];
  };
  const zoomIn = () => zoomTo(ZOOMS.find((one) => one > zoom) ?? zoom);
  const zoomOut = () => zoomTo(ZOOMS.findLast((one) => one < zoom) ?? zoom);
  const previous = button('‹', words.previous, () => goTo(current - 1));
  const next = button('›', words.next, () => goTo(current + 1));
  const closer = button('+', words.zoomIn, zoomIn);
  const wider = button('−', words.zoomOut, zoomOut);
  const fit = button('↔', words.fit, () => zoomTo(1));
  const field = pageField(words.goTo, all, goTo);
  const count = Object.assign(document.createElement('span'), { textContent: words.of.replace('{all}', String(all)) });
  bar.setAttribute('aria-label', words.controls);
  bar.append(previous, field, count, next, wider, closer, fit);
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === field) return;
    const act = { '+': zoomIn, '=': zoomIn, '-': zoomOut, '0': () => zoomTo(1) }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  const onPage = (number: number) => {
    current = number;
    if (document.activeElement !== field) field.value = String(number);
    previous.disabled = number <= 1;
    next.disabled = number >= (pages()?.count ?? all);
  };
  onPage(1);
  return onPage;
}

function button(sign: string, name: string, act: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), { type: 'button', textContent: sign, title: name });
  made.setAttribute('aria-label', name);
  made.addEventListener('click', act);
  return made;
}

function pageField(name: string, all: number, goTo: (number: number) => void): HTMLInputElement {
  const field = Object.assign(document.createElement('input'), {
    inputMode: 'numeric',
    value: '1',
    autocomplete: 'off',
  });
  field.setAttribute('aria-label', name);
  field.style.setProperty('--digits', String(String(all).length));
  field.addEventListener('change', () => {
    const number = Number.parseInt(field.value.normalize('NFKC'), 10);
    if (Number.isFinite(number)) goTo(number);
  });
  return field;
}
