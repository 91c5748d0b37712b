import { CsvError, parse } from 'csv-parse/sync';
import { Refusal } from '~/domain/refusal';

/** A table from a file: rows of cells, numbered as a spreadsheet numbers them. */
export type TableRow = { number: number; cells: string[] };

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const DELIMITERS = [',', ';', '\t', '，', '；'] as const;

/** Empty rows, which spreadsheets leave at the end and in between, are only counted. */
const EMPTY_ROWS = 10_000;
const LONGEST_ROW = 10_000;

/**
 * The rows of a CSV file as spreadsheets save it: UTF-8 with or without a byte order mark, UTF-16, or GBK; separated by
 * commas, semicolons or tabs. Empty rows are left out, and the others keep their numbers. Refusal `invalid` (file) when
 * it is no such file, has too many rows, or has one that is longer than any row of a table (most often because a quote
 * is not closed).
 */
export function readTable(bytes: Uint8Array, maxRows: number): TableRow[] {
  const text = decoded(bytes);
  const [first = ''] = text.slice(0, LONGEST_ROW).split(/\r\n|\r|\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  const records = recordsIn(text, delimiter, maxRows + EMPTY_ROWS);
  const rows = records.flatMap((cells, i) => {
    const plain = cells.map(plainCell);
    return plain.every((cell) => cell === '') ? [] : [{ number: i + 1, cells: plain }];
  });
  if (rows.length > maxRows || records.length > maxRows + EMPTY_ROWS)
    throw new Refusal('invalid', { field: 'file', data: { rule: 'tooManyRows', most: maxRows } });
  return rows;
}

/** At most one more than `most`. */
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
