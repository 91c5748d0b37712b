import type { Shape } from '~/words/define';
import type { outgoingWords as zh } from '~/words/zh/report/outgoing';

/** Words of the page of what is handed on to the level above. */
export const outgoingWords: Shape<typeof zh> = {
  title: 'To the level above',
  lead: 'Reports about this office itself were sealed for the level above where they were written; nobody here can open them. Hand the sealed files on soon, and record it here.',
  limit: (days) =>
    `Each must be handed on within ${days} working days. After that, intake, supervisors and administrators are reminded every day until it is recorded.`,
  late: 'late',
  how: (superior) => `To ${superior}:`,
  howText:
    'Download the sealed file and have it carried on a disc or stick, send it by registered post, or by e-mail: only the holders of the level above can open it. Keep the receipt number in the file’s name, since the reporter asks by it.',
  noSuperior:
    'The list names no level above. An administrator enters it on the page Level above, and guardians sign it.',
  number: 'Receipt number',
  receivedOn: 'Received on',
  state: 'State',
  states: {
    waiting: 'waits to be handed on',
    exported: (day) => `downloaded on ${day}, not recorded as handed on`,
    sent: (day, way) => `handed on on ${day} (${way})`,
  },
  file: 'Sealed file',
  download: (number) => `Download ${number}`,
  fileName: (number) => `sealed-report-${number}.age`,
  empty: 'No such report has come.',
  form: {
    title: 'Record that one was handed on',
    number: 'Which one',
    choose: 'Choose a receipt number',
    sentOn: 'On which day',
    sentHint: 'Such as 2026-12-01. Empty means today.',
    way: 'How',
    ways: { carried: 'carried there', post: 'registered post', mail: 'e-mail' },
    save: 'Record',
    saved: 'Recorded.',
  },
  problems: {
    number: 'Choose a receipt number.',
    notExported: 'This file was never downloaded. Download it, hand it on, and record it then.',
    sentOn: 'Write a day between its receipt and today, such as 2026-12-01.',
    way: 'Choose how it was sent.',
  },
};
