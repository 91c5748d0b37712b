import { type FileFamily, fileKind } from '~/domain/report/file-kind';
import {
  type FromPdfFrame,
  PDF_RESOURCES_PLACE,
  PDF_VIEWER_PLACE,
  type PdfWords,
  type ToPdfFrame,
} from './pdf-protocol';

/** What the viewer's frame is handed; nothing else of the page reaches it. */
export type ToView =
  | { family: Exclude<FileFamily, 'document'>; type: string; label: string; blob: Blob }
  | { text: string; label: string }
  | { pdf: Blob; label: string };
/** `document` is for other programs; `unknown`: neither a known kind nor text. */
export type NotViewable = 'document' | 'unknown';

/** Where the viewer lives: a page with an origin of its own, no network and no keys (see web/headers.server.ts). */
const VIEWER_PLACE = '/viewer.html';
const HEAD = 64 * 1024;
const LONGEST_TEXT = 2 * 1024 * 1024;

/** Judges an opened file by its own bytes, never by what the reporter's device called it. */
export async function toView(file: Blob, label: string): Promise<ToView | { not: NotViewable }> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const kind = fileKind(head);
  if (kind && kind.family !== 'document') return { family: kind.family, type: kind.mediaType, label, blob: file };
  if (kind?.extension === 'pdf') return { pdf: file, label };
  if (kind && kind.extension !== 'txt') return { not: 'document' };
  const text = await plainText(file);
  return text === null ? { not: isPackage(head) ? 'document' : 'unknown' } : { text, label };
}

/** Office packages tell their kind only at the end of the file. */
const isPackage = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;

async function plainText(file: Blob): Promise<string | null> {
  if (file.size > LONGEST_TEXT) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    const controls = text.match(/\p{Cc}/gu) ?? [];
    return controls.every((one) => '\t\n\r\f'.includes(one)) ? text : null;
  } catch {
    return null;
  }
}

export type ViewerState = 'opening' | 'shown' | 'failed' | 'locked';

/** PDFs have a frame of their own, since the script that reads them is large. */
export const placeOf = (view: ToView): string => ('pdf' in view ? PDF_VIEWER_PLACE : VIEWER_PLACE);

/** Hands a file to the frame as soon as it is ready, and tells how it fared; the returned function ends that. */
export function handOver(
  frame: HTMLIFrameElement,
  view: ToView,
  words: { lang: string; words: PdfWords },
  onState: (state: ViewerState) => void,
): () => void {
  let given = false;
  // Its origin is opaque, so it cannot be named; that nothing else can be in that frame is the page's policy.
  const give = (what: ToView | ToPdfFrame) => frame.contentWindow?.postMessage(what, '*');
  const listen = (event: MessageEvent<unknown>) => {
    if (event.source === null || event.source !== frame.contentWindow) return;
    const said = (event.data as { viewer?: FromPdfFrame } | null)?.viewer;
    if (said === 'ready') give('pdf' in view ? { ...view, ...words } : view);
    if (said === 'shown' || said === 'failed' || said === 'locked') onState(said);
    // Always the same file, whatever the frame wants of it: the request tells the server nothing of what is read.
    if (said === 'resources' && 'pdf' in view && !given) {
      given = true;
      void pdfResources().then((resources) => give({ resources }));
    }
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

async function pdfResources(): Promise<Blob | null> {
  try {
    const answer = await fetch(PDF_RESOURCES_PLACE, { credentials: 'omit' });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
