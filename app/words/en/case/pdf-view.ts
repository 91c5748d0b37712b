import type { Shape } from '~/words/define';
import type { pdfViewWords as zh } from '~/words/zh/case/pdf-view';

export const pdfViewWords: Shape<typeof zh> = {
  frame: {
    controls: 'Pages and zoom',
    previous: 'Previous page',
    next: 'Next page',
    goTo: 'Go to page',
    of: 'of {all}',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit width',
    page: 'Page {n} of {all}',
    picture: 'This page is a picture. It has no text to read aloud or copy.',
    pageBroken: 'This page is damaged and cannot be shown.',
    more: 'Only the first {n} pages are shown here. For the others, open and save the file, then view it on a computer that is offline.',
  },
  opening: 'Opening the PDF …',
  failed:
    'This PDF is damaged, or the browser is too old to show it. Open and save it, then try another program on a computer that is offline; or ask the reporter to send it again.',
  locked:
    'This PDF needs a password and is not opened here. Ask the reporter for it, open and save the file, then view it on a computer that is offline.',
};
