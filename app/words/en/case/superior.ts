import type { Shape } from '~/words/define';
import type { caseSuperiorWords as zh } from '~/words/zh/case/superior';

/** Words for what of a case goes to the level above, and comes back. */
export const caseSuperiorWords: Shape<typeof zh> = {
  none: 'The list names no level above, so nothing can be sent. An administrator enters it on the page Level above, and guardians sign it.',
  how: 'Send it as follows: a sealed file by disc, stick or e-mail, since only its holders can open it; a print by messenger or registered post.',
  number: (number) => `Receipt number: ${number}. Write it on the envelope; the level above answers by it.`,
  what: 'The button makes one document on this computer of what this page shows (reports, their files, messages, notes, what happened), seals and saves or prints it, and records it. Who reported is not in it.',
  scan: 'Scan of the answer (optional)',
  reviewScan: 'Scan of the decision',
  scanHint: 'PDF, JPG or PNG of at most 340 KB. It is sealed in this case with the answer.',
  saveScan: 'Save the scan',
  scanName: (number) => `answer-${number}`,
  fingerprint: (print) => `Fingerprint of the sealed file: ${print}`,
  file: {
    title: (order) => `Case ${order}, for the level above`,
    number: (number) => `Receipt number: ${number}`,
    along: (names) => `Files that go along: ${names}`,
    left: (names) => `Files that do not go along and have to be handed on by themselves: ${names}`,
    fileName: (number) => `case-${number}.age`,
  },
};
