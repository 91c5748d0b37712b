import type { Shape } from '~/words/define';
import type { areasWords as zh } from '~/words/zh/county/areas';

export const areasWords: Shape<typeof zh> = {
  title: 'Towns and villages',
  lead: 'Add, rename and close them by a table: it is checked first, is a draft once you confirm, and holds once two guardians have signed it. Cases of a closed one still name it.',
  file: 'Table (Excel or CSV)',
  fileHint:
    'Export the present table, change it in a spreadsheet and save it as .xlsx or CSV. What it does not name stays. At most 2,000 rows and 2 MB.',
  check: 'Check',
  export: 'Export the present table (CSV)',
  columnsTitle: 'The columns of the table',
  columns: {
    code: 'The national statistical code: 9 or 12 digits for a town, 12 for a village; or the code it has here',
    'name.zh': 'The name in Chinese',
    'name.en': 'The name in English, optional',
    town: 'Code or name of the town of a village; optional, then the first 9 digits of its code',
    state: 'closed for one that is closed, else empty',
  },
  tableTitle: (n) => `${n} towns and villages`,
  name: 'Name',
  code: 'Code',
  town: 'Town',
  state: 'State',
  open: 'open',
  closedOn: (day) => `closed on ${day}`,
  empty: 'No towns yet. Import a table.',
  result: (changes, unchanged, problems) =>
    problems > 0 ? `${problems} problems` : `${changes} changes; ${unchanged} rows change nothing`,
  whole: 'Nothing is written before they are corrected. Correct these rows and choose the file again.',
  badTitle: 'Rows with problems',
  changed: {
    added: (name) => `new: ${name}`,
    renamed: (name, before) => (name === before ? `changed: ${name}` : `${before} is renamed ${name}`),
    closed: (name) => `closed: ${name}`,
    reopened: (name) => `open again: ${name}`,
    unchanged: (name) => name,
  },
  confirm: (n) => `Write these ${n} changes (draft)`,
  changedSince: 'Something changed since the check, and nothing was written. Check again.',
  done: (n) =>
    n === 0 ? 'Nothing changed.' : `${n} changes are in the draft. They hold once two guardians have signed.`,
  problems: {
    missing: 'Fill it in.',
    tooLong: 'It is too long.',
    areaCode:
      'A town has a code of 9 or 12 digits, a village one of 12. If a spreadsheet wrote it as a power of ten, format the column as text.',
    otherCounty: 'This code belongs to another county.',
    county: 'The county itself is not changed here.',
    noTown: 'There is no such town. Put the town in the table, or name it in the column Town.',
    nameTaken: 'This name is there already with another code. To change it, use the code it has.',
    repeated: 'This code stands twice in the table.',
    state: 'Write closed, or nothing.',
    townCloses: 'Its town is closed. Put it under another town, or close it too.',
    inUse: 'Units, duties, employers, boards or villages still name it. Put them elsewhere first.',
  },
};
