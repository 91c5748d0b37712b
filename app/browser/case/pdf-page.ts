import { AnnotationMode, type PageViewport, type PDFPageProxy, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PdfWords } from './pdf-protocol';

/** A page's canvas takes at most 64 MB of memory; beyond that, pages become coarser and not larger. */
const MAX_PIXELS = 16 * 1024 * 1024;
const LONGEST_SIDE = 8192;

/** Some programs write 厂 as the radical ⼚, which looks the same but is read aloud and searched as something else. */
const RADICALS = /[\u2e80-\u2fd5]/g;

/**
 * Draws a page `width` CSS pixels wide into its section, with its text above it for reading aloud, selecting and
 * copying. The look of annotations (stamps, filled-in fields) is drawn, but none of them can be clicked. Rejects when
 * `signal` aborts.
 */
export async function drawPage(
  page: PDFPageProxy,
  section: HTMLElement,
  width: number,
  words: Pick<PdfWords, 'picture'>,
  signal: AbortSignal,
): Promise<void> {
  const viewport = page.getViewport({ scale: width / page.getViewport({ scale: 1 }).width });
  const density = Math.min(
    window.devicePixelRatio || 1,
    Math.sqrt(MAX_PIXELS / (viewport.width * viewport.height)),
    LONGEST_SIDE / Math.max(viewport.width, viewport.height),
  );
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width * density));
  canvas.height = Math.max(1, Math.floor(viewport.height * density));
  canvas.setAttribute('aria-hidden', 'true');
  const task = page.render({
    canvas,
    viewport,
    transform: [density, 0, 0, density, 0, 0],
    annotationMode: AnnotationMode.ENABLE,
  });
  const stop = () => task.cancel();
  signal.addEventListener('abort', stop);
  try {
    await task.promise;
    const text = await textOf(page, viewport, words);
    signal.throwIfAborted();
    clearPage(section);
    section.append(canvas, text);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Safari keeps a canvas' memory until its size is set to zero. */
export function clearPage(section: HTMLElement): void {
  for (const canvas of section.querySelectorAll('canvas')) {
    canvas.width = 0;
    canvas.height = 0;
  }
  section.replaceChildren();
}

async function textOf(page: PDFPageProxy, viewport: PageViewport, words: Pick<PdfWords, 'picture'>) {
  const content = await page.getTextContent();
  for (const item of content.items)
    if ('str' in item) item.str = item.str.replace(RADICALS, (one) => one.normalize('NFKC'));
  if (!content.items.some((item) => 'str' in item && item.str.trim() !== '')) {
    const note = document.createElement('p');
    note.className = 'spoken';
    note.textContent = words.picture;
    return note;
  }
  const layer = document.createElement('div');
  layer.className = 'text';
  const { pageWidth } = viewport.rawDims as { pageWidth: number };
  const drawn = viewport.rotation % 180 === 0 ? viewport.width : viewport.height;
  layer.style.setProperty('--total-scale-factor', String(drawn / pageWidth));
  await new TextLayer({ textContentSource: content, container: layer, viewport }).render();
  return layer;
}
