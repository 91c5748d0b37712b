import type { Shape } from '~/words/define';
import type { importWords as zh } from '~/words/zh/county/employer-import';

export const importWords: Shape<typeof zh> = {
  title: 'Import employers',
  lead: 'First the table is checked and nothing is written; it is registered when you confirm. Employers on the register stay as they are.',
  file: 'Table (Excel or CSV)',
  fileHint:
    'An .xlsx workbook, of which the first sheet with anything on it is read; or CSV in UTF-8 or GBK, with commas, semicolons or tabs. At most 2,000 rows and 2 MB.',
  columnsTitle: 'The table needs these columns, headed in English or Chinese',
  oneOf: (column, names) => `${column}, one of: ${names}`,
  columns: {
    name: 'The name in the county’s own language',
    otherName: (language) => `The name in ${language}, optional`,
    creditCode: 'Format the column as text',
    sector: 'The trade',
    areaCode: 'Name of the town or village',
    regulator: 'Name of the unit',
    specials: 'Optional, for example Fire Brigade: fire; Market Bureau: special equipment',
  },
  check: 'Check',
  missingFile: 'Choose a file.',
  tooLarge: 'The file is over 2 MB. Split it.',
  noTable: 'This cannot be read as a table. Save it as .xlsx or CSV.',
  oldWorkbook: 'This is an old .xls workbook. Open it and save it as .xlsx.',
  password: 'This workbook has a password. Take the password off first.',
  tooLargeInside: 'This file unpacks to far more than a table. Keep only the sheet to import.',
  missingColumns: (names) => `These columns are missing: ${names}`,
  tooManyRows: (most) => `There are more than ${most} rows. Split the file.`,
  longRow: (row) =>
    `Row ${row} is too long. In CSV a quotation mark may not be closed. Correct it and choose the file again.`,
  result: (good, bad) => `${good} rows can be registered; ${bad} problems`,
  more: (n) => `And ${n} more. Correct these first, then check again.`,
  badTitle: 'Rows with problems (left out)',
  goodTitle: 'Rows that can be registered',
  row: 'Row',
  empty: '(empty)',
  quoted: (cell) => `“${cell}”`,
  problem: 'Problem',
  otherRow: (n) => `the same as row ${n}`,
  confirm: (n) => `Register these ${n} employers (draft)`,
  nothing: 'No row can be registered. Correct the table and choose the file again.',
  changedSince: 'The register changed since the check, and nothing was registered. Check again.',
  done: (n) =>
    n === 0
      ? 'Nothing was added: all employers of the table are in the register.'
      : `${n} employers are in the draft. They count once two guardians have signed.`,
};
