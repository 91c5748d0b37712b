// Shows one picture that browsers do not decode by themselves. This document has an origin of its own, no network and
// no storage.
import type { FromPictureFrame, FromPictureWorker, Picture, ToPictureFrame, ToPictureWorker } from './picture-protocol';

type Shown = Extract<ToPictureFrame, { picture: Blob }>;

/** Scans of many pages are as large as this; a photo is a tenth of it. */
const LARGEST_FILE = 128 * 1024 * 1024;

const say = (what: FromPictureFrame) => parent.postMessage({ viewer: what }, '*');
const part = (id: string) => document.getElementById(id) as HTMLElement;
/** Taken before any file is open. */
const workerCode = new Blob([part('worker').textContent ?? ''], { type: 'text/javascript' });

let given: (decoder: Blob | null) => void = () => undefined;
const resources = () =>
  new Promise<Blob | null>((resolve) => {
    given = resolve;
    say('resources');
  });

async function show({ picture, coding, label, lang, words }: Shown): Promise<void> {
  document.documentElement.lang = lang;
  document.title = label;
  part('pictures').setAttribute('aria-label', label);
  if (picture.size > LARGEST_FILE) return say('large');
  const worker = new Worker(URL.createObjectURL(workerCode));
  worker.addEventListener('error', () => say('failed'));
  worker.addEventListener('message', ({ data }: MessageEvent<FromPictureWorker>) => {
    if ('picture' in data) return draw(data.picture, label);
    worker.terminate();
    if (data.end === 'shown' && data.left > 0) {
      const note = words.more.replace('{n}', String(data.left));
      part('pictures').append(Object.assign(document.createElement('p'), { textContent: note }));
    }
    say(data.end);
  });
  const bytes = await picture.arrayBuffer();
  const decoder = coding === 'heif' ? ((await (await resources())?.arrayBuffer()) ?? null) : null;
  const task: ToPictureWorker = { coding, bytes, decoder };
  worker.postMessage(task, decoder ? [bytes, decoder] : [bytes]);
}

function draw({ width, height, pixels }: Picture, label: string): void {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  part('pictures').append(canvas);
}

let started = false;
addEventListener('message', ({ source, data }: MessageEvent<ToPictureFrame>) => {
  if (source !== parent) return;
  if ('resources' in data) given(data.resources);
  else if (!started) {
    started = true;
    show(data).catch(() => say('failed'));
  }
});
say('ready');
