import { type FileFamily, fileKind } from '~/domain/report/file-kind';
import { textEncoding } from '~/domain/report/plain-text';
import { type FromPdfFrame, PDF_RESOURCES_PLACE, PDF_VIEWER_PLACE, type PdfWords } from './pdf-protocol';
import {
  type FromPictureFrame,
  HEIF_DECODER_PLACE,
  PICTURE_VIEWER_PLACE,
  type PictureCoding,
  type PictureWords,
} from './picture-protocol';

/** What the viewer's frame is handed; nothing else of the page reaches it. */
export type ToView =
  | { family: Exclude<FileFamily, 'document'>; type: string; label: string; blob: Blob }
  | { text: string; label: string }
  | { pdf: Blob; label: string }
  | { picture: Blob; coding: PictureCoding; label: string };
/** `document` is for other programs; `unknown`: neither a known kind nor text. */
export type NotViewable = 'document' | 'unknown';

/** Where the viewer lives: a page with an origin of its own, no network and no keys (see app/web/headers.server.ts). */
const VIEWER_PLACE = '/viewer.html';
const HEAD = 64 * 1024;
/** Pictures that most browsers do not decode by themselves, by their extension. */
const CODINGS: Readonly<Record<string, PictureCoding>> = { heic: 'heif', tif: 'tiff' };
const LONGEST_TEXT = 2 * 1024 * 1024;

/** Judges an opened file by its own bytes, never by what the reporter's device called it. */
export async function toView(file: Blob, label: string): Promise<ToView | { not: NotViewable }> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const kind = fileKind(head);
  const coding = kind && CODINGS[kind.extension];
  if (coding) return { picture: file, coding, label };
  if (kind && kind.family !== 'document') return { family: kind.family, type: kind.mediaType, label, blob: file };
  if (kind?.extension === 'pdf') return { pdf: file, label };
  if (kind && kind.extension !== 'txt' && kind.extension !== 'eml') return { not: 'document' };
  const text = await plainText(file);
  return text === null ? { not: isPackage(head) ? 'document' : 'unknown' } : { text, label };
}

/** Office packages tell their kind only at the end of the file. */
const isPackage = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b;

async function plainText(file: Blob): Promise<string | null> {
  if (file.size > LONGEST_TEXT) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const encoding = textEncoding(bytes, true);
  return encoding && new TextDecoder(encoding).decode(bytes);
}

export type ViewerState = 'opening' | 'shown' | 'failed' | 'locked' | 'large';

/**
 * Kinds of file that have a frame of their own, because the script that reads them is large, and what that frame may
 * ask for once.
 */
function frameOf(view: ToView): { place: string; resources: string | null } {
  if ('pdf' in view) return { place: PDF_VIEWER_PLACE, resources: PDF_RESOURCES_PLACE };
  if ('picture' in view) return { place: PICTURE_VIEWER_PLACE, resources: HEIF_DECODER_PLACE };
  return { place: VIEWER_PLACE, resources: null };
}
export const placeOf = (view: ToView): string => frameOf(view).place;

/** The words in the page's language that such a frame gets beside the file. */
export type FrameWords = { lang: string; words: PdfWords | PictureWords | null };
type FromFrame = FromPdfFrame | FromPictureFrame;
const ENDS: readonly (FromFrame | undefined)[] = ['shown', 'failed', 'locked', 'large'];
const isEnd = (said: FromFrame | undefined): said is Exclude<ViewerState, 'opening'> => ENDS.includes(said);

/** Hands a file to the frame as soon as it is ready, and reports how it fared; the returned function stops that. */
export function handOver(
  frame: HTMLIFrameElement,
  view: ToView,
  words: FrameWords,
  onState: (state: ViewerState) => void,
): () => void {
  let given = false;
  // Its origin is opaque, so it cannot be named; the page's policy makes sure that nothing else can be in that frame.
  const { resources } = frameOf(view);
  const give = (what: (ToView & Partial<FrameWords>) | { resources: Blob | null }) =>
    frame.contentWindow?.postMessage(what, '*');
  const listen = (event: MessageEvent<unknown>) => {
    if (event.source === null || event.source !== frame.contentWindow) return;
    const said = (event.data as { viewer?: FromFrame } | null)?.viewer;
    if (said === 'ready') give(words.words ? { ...view, ...words } : view);
    if (isEnd(said)) onState(said);
    // It is always the same file, whatever the frame needs of it, so that the request tells the server nothing about
    // what is read.
    if (said === 'resources' && resources && !given) {
      given = true;
      void fetched(resources).then((blob) => give({ resources: blob }));
    }
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

async function fetched(place: string): Promise<Blob | null> {
  try {
    const answer = await fetch(place, { credentials: 'omit' });
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
