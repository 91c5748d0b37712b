import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { Refusal } from '~/domain/refusal';
import { isWorkbook, workbookRows } from './workbook';

/** A table from a file: rows of cells, numbered as a spreadsheet numbers them. */
export type TableRow = { number: number; cells: string[] };

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const DELIMITERS = [',', ';', '\t', '，', '；'] as const;

/** Empty rows, which spreadsheets leave at the end and in between, are only counted. */
const EMPTY_ROWS = 10_000;
const LONGEST_ROW = 10_000;

/**
 * The rows of a table as spreadsheets save it: a workbook (XLSX), or CSV in UTF-8 with or without a byte order mark,
 * UTF-16 or GBK, separated by commas, semicolons or tabs. Empty rows are left out, and the others keep their numbers.
 * Refusal `invalid` (file) when it is no such file, has too many rows, or has one that is longer than any row of a table
 * (in CSV most often because a quote is not closed).
 */
export async function readTable(bytes: Uint8Array, maxRows: number): Promise<TableRow[]> {
  const most = maxRows + EMPTY_ROWS;
  const records = isWorkbook(bytes) ? await workbookRows(bytes, most + 1) : csvRows(decoded(bytes), most);
  const long = records.findIndex((cells) => cells.reduce((sum, cell) => sum + cell.length, 0) > LONGEST_ROW);
  if (long >= 0) throw new Refusal('invalid', { field: 'file', data: { rule: 'longRow', row: long + 1 } });
  const rows = records.flatMap((cells, i) => {
    const plain = cells.map(plainCell);
    return plain.every((cell) => cell === '') ? [] : [{ number: i + 1, cells: plain }];
  });
  if (rows.length > maxRows || records.length > most)
    throw new Refusal('invalid', { field: 'file', data: { rule: 'tooManyRows', most: maxRows } });
  return rows;
}

/** Rows before the one with the headings: ledgers have their own title there, the office and the year. */
const ROWS_ABOVE = 10;

/**
 * The row with the headings, by the reader of these, and those below it. Refusal `invalid` (file) where the table is empty
 * or no row has all the columns that are needed; it names those that the best of the first rows lacks.
 */
export function underHeadings<At, Column extends string>(
  rows: readonly TableRow[],
  columnsOf: (header: readonly string[]) => { at: At; missing: Column[] },
): { at: At; rows: readonly TableRow[] } {
  const read = rows.slice(0, ROWS_ABOVE).map(({ cells }, i) => ({ i, ...columnsOf(cells) }));
  const best = read.reduce<(typeof read)[number] | undefined>(
    (found, one) => (found && found.missing.length <= one.missing.length ? found : one),
    undefined,
  );
  if (!best) throw new Refusal('invalid', { field: 'file', data: { rule: 'noTable' } });
  if (best.missing.length > 0)
    throw new Refusal('invalid', { field: 'file', data: { rule: 'columns', missing: best.missing } });
  return { at: best.at, rows: rows.slice(best.i + 1) };
}

/** At most one more than `most`, so that it can be told that there are more. */
function csvRows(text: string, most: number): string[][] {
  const [first = ''] = text.slice(0, LONGEST_ROW).split(/\r\n|\r|\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  return recordsIn(text, delimiter, most);
}

function recordsIn(text: string, delimiter: string, most: number): string[][] {
  const read = { rows: 0 };
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: most + 1,
      max_record_size: LONGEST_ROW,
      on_record: (record: string[]) => {
        read.rows += 1;
        return record;
      },
    });
  } catch (error) {
    const isLong = error instanceof CsvError && error.code === 'CSV_MAX_RECORD_SIZE';
    const data = isLong ? { rule: 'longRow', row: read.rows + 1 } : { rule: 'noTable' };
    throw new Refusal('invalid', { field: 'file', data });
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes);
  if (UTF8_MARK.every((byte, i) => bytes[i] === byte)) return decodeAs('utf-8', bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeAs('gb18030', bytes);
  }
}

function decodeAs(encoding: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // A workbook or picture also decodes as some kind of text.
    if (!text.includes('\0')) return text;
  } catch {
    // Reported below, together with files that decode to nothing sensible.
  }
  throw new Refusal('invalid', { field: 'file', data: { rule: 'noTable' } });
}

/** What people write to keep a number as text: ="0123", '0123. */
const plainCell = (cell: string): string =>
  cell
    .trim()
    .replace(/^="(.*)"$/s, '$1')
    .replace(/^'(?=[0-9A-Za-z])/, '')
    .trim();
