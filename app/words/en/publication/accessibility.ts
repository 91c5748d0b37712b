import type { Shape } from '~/words/define';
import type { accessibilityWords as zh } from '~/words/zh/publication/accessibility';

export const accessibilityWords: Shape<typeof zh> = {
  title: 'Accessibility',
  lead: 'People who see or hear badly, cannot use a mouse or seldom use a phone must be able to report, too. Tell us where it is hard.',
  aimTitle: 'The standard we follow',
  aim: 'Public pages and staff pages are made to the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. What Chinese law asks for is in Art. 32 of the Law on Building a Barrier-Free Environment and in the national standard GB/T 37668—2019.',
  canTitle: 'What you can do',
  can: [
    'Choose “Large text” and “High contrast” at the top of the page, or zoom your browser to 400 %: nothing has to be scrolled sideways.',
    'Use the keyboard alone: the Tab key reaches every link, field and button, and you see where you are. The first link leads straight to the text.',
    'Use a screen reader: headings, parts of the page, tables, fields and error messages have names.',
    'Switch scripts (JavaScript) off: you can still report, follow your report and claim a reward.',
    'Read figures instead of charts: each chart has a table of the same figures beside it.',
  ],
  testedTitle: 'How it was tested',
  tested: [
    'Each version is checked with the tool axe: every public page, in Chinese and in English, and staff pages, too. With a single fault it is not released.',
    'Every public page is checked on a screen 320 pixels wide, which is a common computer screen at 400 %.',
    'A whole report, from opening the site to the receipt code, without a mouse and without scripts.',
    'Every step of reporting and following without scripts, on a screen as small as a phone’s.',
  ],
  limitsTitle: 'What is still lacking',
  limits: [
    'Tools find only some of the faults. No blind, deaf or physically disabled people have tried it page by page yet.',
    'Staff pages need scripts, because keys lie only in the browsers of staff.',
    'There is no sign language, and nothing is read aloud.',
  ],
  barrierTitle: 'Tell us of a barrier',
  barrier:
    'Please say which page, which device and software, and where you got stuck. You need not say who you are; do not say what you reported.',
  otherTitle: 'Other ways to report',
  hotline: (number) => `Call the hotline: ${number}.`,
  office: (name) =>
    `Go to ${name}, or write a letter: staff can fill in the form for you, and hand the receipt code to you.`,
  helper: 'Ask somebody you trust to fill in the form. Keep the receipt code yourself.',
  upper: (name) => `If nothing is done about it, turn to ${name}.`,
};
