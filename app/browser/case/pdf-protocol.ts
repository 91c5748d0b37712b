/** Where PDFs are shown: like the viewer, a page with an origin of its own and no network, made by cli/make-frames. */
export const PDF_VIEWER_PLACE = '/pdf-viewer.html';
/** What some PDFs need in addition: character maps, standard fonts and picture decoders, all in one file. */
export const PDF_RESOURCES_PLACE = '/pdf-resources.bin';

/** The words in the page's language; `{n}` is a page's number, `{all}` how many there are. */
export type PdfWords = {
  controls: string;
  previous: string;
  next: string;
  goTo: string;
  of: string;
  zoomIn: string;
  zoomOut: string;
  fit: string;
  page: string;
  picture: string;
  pageBroken: string;
  more: string;
};

/** First the file; later, once and only if asked for, the resources, null where they could not be fetched. */
export type ToPdfFrame = { pdf: Blob; label: string; lang: string; words: PdfWords } | { resources: Blob | null };

/** `locked`: needs a password. `resources`: asks for all of them, so that the request tells nothing about the file. */
export type FromPdfFrame = 'ready' | 'shown' | 'failed' | 'locked' | 'resources';
