// Shows one PDF that the page around it hands over. This document has an origin of its own, no network and no storage.
import { makeControls } from './pdf-controls';
import { openPdf } from './pdf-document';
import { MAX_PAGES, makePages, type PdfPages } from './pdf-pages';
import type { FromPdfFrame, ToPdfFrame } from './pdf-protocol';

type Shown = Extract<ToPdfFrame, { pdf: Blob }>;

const say = (what: FromPdfFrame) => parent.postMessage({ viewer: what }, '*');
const part = (id: string) => document.getElementById(id) as HTMLElement;
/** Taken before any file is open. */
const workerCode = new Blob([part('worker').textContent ?? ''], { type: 'text/javascript' });

let given: (pack: Blob | null) => void = () => undefined;
let asked: Promise<Blob> | null = null;
/** Asked for once, when the first file needs them. */
const resources = () => {
  asked ??= new Promise((resolve, reject) => {
    given = (pack) => (pack ? resolve(pack) : reject(new Error('no resources')));
    say('resources');
  });
  return asked;
};

async function show({ pdf: file, label, lang, words }: Shown): Promise<void> {
  document.documentElement.lang = lang;
  document.title = label;
  const worker = new Worker(URL.createObjectURL(workerCode));
  worker.addEventListener('error', () => say('failed'));
  try {
    const pdf = await openPdf(file, worker, resources);
    const list = part('pages');
    list.setAttribute('aria-label', label);
    let pages: PdfPages | null = null;
    const onPage = makeControls(part('bar'), pdf.numPages, words, () => pages);
    pages = await makePages(pdf, list, words, onPage);
    if (pdf.numPages > MAX_PAGES) {
      const note = words.more.replace('{n}', String(MAX_PAGES));
      list.append(Object.assign(document.createElement('p'), { textContent: note }));
    }
    say('shown');
  } catch (error) {
    say(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'failed');
    worker.terminate();
  }
}

let started = false;
addEventListener('message', ({ source, data }: MessageEvent<ToPdfFrame>) => {
  if (source !== parent) return;
  if ('resources' in data) given(data.resources);
  else if (!started) {
    started = true;
    void show(data);
  }
});
say('ready');
