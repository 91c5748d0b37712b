import { defineWords } from '~/words/define';
import { pdfViewWords as en } from '~/words/en/case/pdf-view';
import { pdfViewWords as zh } from '~/words/zh/case/pdf-view';

/** `{n}` and `{all}` are filled in by the frame that shows the PDF. */
export const pdfViewWords = defineWords({ zh, en });
