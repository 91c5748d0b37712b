import { importWords } from '~/words/county/employer-import';
import { refusedText } from '~/words/follow/access';
import { formatList, type Lang } from '~/words/language';
import type { RefusedShape } from '~/words/refused';

/** What the choice of files offers where a table is imported. */
export const TABLE_FILES = '.xlsx,.csv,.txt,text/csv';

type TableTold<Column> = {
  columns: readonly Column[];
  heading: (column: Column, lang: Lang) => string;
  /** What has changed since the table was checked. */
  changedSince: string;
};

/** Why a table that somebody imports was not taken, where no single row is to blame. */
export function tableRefused<Column extends string>(
  refused: RefusedShape,
  lang: Lang,
  table: TableTold<Column>,
): string {
  const words = importWords[lang];
  const { rule, missing, most, row } = refused.data ?? {};
  if (rule === 'columns' && Array.isArray(missing)) {
    const lacking = table.columns.filter((column) => missing.includes(column));
    const headings = lacking.map((column) => table.heading(column, lang));
    return words.missingColumns(formatList(headings, lang));
  }
  if (rule === 'tooManyRows') return words.tooManyRows(Number(most) - 1);
  if (rule === 'longRow') return words.longRow(Number(row));
  const told: Readonly<Record<string, string>> = {
    missingFile: words.missingFile,
    tooLarge: words.tooLarge,
    noTable: words.noTable,
    oldWorkbook: words.oldWorkbook,
    password: words.password,
    tooLargeInside: words.tooLargeInside,
    changedSince: table.changedSince,
  };
  return told[String(rule ?? '')] ?? refusedText(refused, lang);
}
