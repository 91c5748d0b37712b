import type { Shape } from '~/words/define';
import type { securityWords as zh } from '~/words/zh/publication/security';

export const securityWords: Shape<typeof zh> = {
  title: 'How to tell us of a security weakness',
  lead: 'A weakness may give away who reported, or let a report be changed or kept back. If you find one, please tell us first, and do not publish it before it is mended.',
  contactTitle: 'Whom to tell',
  contact: 'Please write or call:',
  noContact:
    'No contact of its own has been named yet. Please use the ways below, and say that it is a weakness of the website.',
  write: 'Please say',
  items: [
    'which page, what you did and what you saw;',
    'what harm it may do;',
    'your browser, and the day;',
    'how to answer you. You need not give your name.',
  ],
  pleaseTitle: 'Please do not',
  please: [
    'open, download or change what belongs to others; do not keep what you saw by accident;',
    'slow the site down with many requests;',
    'trick staff out of their passphrases.',
  ],
  demo: 'The program is public: you can run a whole demo county on your own computer and try it there, where nobody is hurt. A weakness of the program itself may also be told to those who maintain it, as SECURITY.md in the source says.',
  answerTitle: 'What we do',
  answer:
    'We answer as soon as we can. What endangers reporters is mended before anything else. Once it is mended it is published, with thanks to you if you wish to be named.',
  notHere: 'To report a danger at work, use “Report” instead.',
};
