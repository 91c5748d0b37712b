import { parse } from 'csv-parse/sync';
import { Refusal } from '~/domain/refusal';

/** A table of a file: rows of cells, numbered as a spreadsheet numbers them. */
export type TableRow = { number: number; cells: string[] };

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const DELIMITERS = [',', ';', '\t', '，', '；'] as const;

/**
 * The rows of a CSV file as spreadsheets save it: UTF-8 with or without a mark, UTF-16, or GBK; separated by commas,
 * semicolons or tabs. Empty rows are left out, and keep their numbers. Refusal `invalid` (file) for what is no such file.
 */
export function readTable(bytes: Uint8Array, mostRows: number): TableRow[] {
  const text = decoded(bytes);
  const [first = ''] = text.split(/\r\n|\r|\n/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
  let records: string[][];
  try {
    records = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });
  } catch {
    throw new Refusal('invalid', { field: 'file', data: { rule: 'noTable' } });
  }
  const rows = records.flatMap((cells, i) => {
    const plain = cells.map(plainCell);
    return plain.every((cell) => cell === '') ? [] : [{ number: i + 1, cells: plain }];
  });
  if (rows.length > mostRows)
    throw new Refusal('invalid', { field: 'file', data: { rule: 'tooManyRows', most: mostRows } });
  return rows;
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
    // A workbook or picture decodes as some kind of text, too.
    if (!text.includes('\0')) return text;
  } catch {
    // Told below, as is what decodes to nothing sensible.
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
