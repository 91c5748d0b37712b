import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { clearPage, drawPage } from './pdf-page';
import type { PdfWords } from './pdf-protocol';

/** A file may claim any number of pages, and each costs a place in the list. */
export const MAX_PAGES = 2000;
/** CSS pixels per unit of a PDF. */
const UNIT = 96 / 72;
const MARGIN = 16;
const LARGEST_FIT = 1.5;

type Place = {
  section: HTMLElement;
  page: PDFPageProxy | null;
  drawnAt: number;
  near: boolean;
  drawing: AbortController;
};
export type PdfPages = {
  count: number;
  goTo: (number: number) => void;
  /** 1: as wide as the frame. */
  zoomTo: (zoom: number) => void;
};

/** Fills `list` with the pages; only those in view or next to it are drawn, and the others keep their place. */
export async function makePages(
  pdf: PDFDocumentProxy,
  list: HTMLElement,
  words: PdfWords,
  onPage: (number: number) => void,
): Promise<PdfPages> {
  const first = await pdf.getPage(1);
  const count = Math.min(pdf.numPages, MAX_PAGES);
  const places = Array.from({ length: count }, (_, n) => newPlace(n + 1, pdf.numPages, words));
  for (const place of places) measure(place, first);
  const scale = scaling(list, first);
  list.append(...places.map(({ section }) => section));
  const draw = drawing(pdf, places, scale.of, words);
  const at = (section: Element) => places.findIndex((place) => place.section === section);
  const watch = (rootMargin: string, see: (number: number, inside: boolean) => void) => {
    const seen = (entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) see(at(target), isIntersecting);
    };
    const observer = new IntersectionObserver(seen, { root: list, rootMargin });
    for (const { section } of places) observer.observe(section);
  };
  watch('75% 0px', (n, inside) => (inside ? draw.near(n) : draw.away(n)));
  watch('-33% 0px -66% 0px', (n, inside) => inside && onPage(n + 1));
  new ResizeObserver(() => scale.zoomTo(null) && draw.again()).observe(list);
  return {
    count,
    goTo: (number) => {
      const section = places[Math.min(Math.max(number, 1), count) - 1]?.section;
      if (section) list.scrollTop = section.offsetTop - MARGIN;
    },
    zoomTo: (zoom) => void (scale.zoomTo(zoom) && draw.again()),
  };
}

function newPlace(number: number, all: number, words: PdfWords): Place {
  const section = document.createElement('section');
  section.className = 'page';
  section.setAttribute('aria-label', words.page.replace('{n}', String(number)).replace('{all}', String(all)));
  return { section, page: null, drawnAt: 0, near: false, drawing: new AbortController() };
}

/** Until a page is read it is assumed to be as large as the first. */
function measure({ section }: Place, page: PDFPageProxy): void {
  const { width, height } = page.getViewport({ scale: UNIT });
  section.style.setProperty('--width', String(width));
  section.style.setProperty('--ratio', String(width / height));
}

/** One scale for all pages, so that zooming moves none out of its place. */
function scaling(list: HTMLElement, first: PDFPageProxy) {
  const { width } = first.getViewport({ scale: UNIT });
  let zoom = 1;
  let scale = 0;
  /** False when nothing changed. */
  const zoomTo = (wanted: number | null): boolean => {
    zoom = wanted ?? zoom;
    const next = Math.min((list.clientWidth - 2 * MARGIN) / width, LARGEST_FIT) * zoom;
    if (next <= 0 || next === scale) return false;
    const place = list.scrollTop / Math.max(1, list.scrollHeight);
    scale = next;
    list.style.setProperty('--scale', String(scale));
    list.scrollTop = place * list.scrollHeight;
    return true;
  };
  zoomTo(1);
  return { of: () => scale, zoomTo };
}

function drawing(pdf: PDFDocumentProxy, places: Place[], scale: () => number, words: PdfWords) {
  let busy = false;
  async function one(place: Place, number: number): Promise<void> {
    const at = scale();
    place.drawing = new AbortController();
    try {
      place.page ??= await pdf.getPage(number);
      measure(place, place.page);
      const width = place.page.getViewport({ scale: UNIT }).width * at;
      await drawPage(place.page, place.section, width, words, place.drawing.signal);
      place.drawnAt = at;
    } catch {
      if (place.drawing.signal.aborted) return;
      place.drawnAt = at;
      clearPage(place.section);
      place.section.append(Object.assign(document.createElement('p'), { textContent: words.pageBroken }));
    }
  }
  /** Draws pages one after the other, because they share a worker and only one canvas is filled at a time. */
  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    const next = () => places.findIndex((place) => place.near && place.drawnAt !== scale());
    for (let n = next(); n >= 0; n = next()) await one(places[n] as Place, n + 1);
    busy = false;
  }
  const stop = (place: Place) => place.drawing.abort();
  return {
    near: (n: number) => {
      const place = places[n];
      if (place) place.near = true;
      void work();
    },
    away: (n: number) => {
      const place = places[n];
      if (!place?.near) return;
      place.near = false;
      place.drawnAt = 0;
      stop(place);
      clearPage(place.section);
      place.page?.cleanup();
    },
    again: () => {
      places.forEach(stop);
      void work();
    },
  };
}
