import { type Unzipped, unzipSync, zipSync } from 'fflate';
import type { CellValue, Sheet } from 'hucre/xlsx';
import { Refusal } from '~/domain/refusal';

/** What a workbook of a few kilobytes may unpack to: some thirty times of what a table of 2,000 full rows needs. */
const MAX_UNPACKED = 32 * 1024 * 1024;
const MAX_PARTS = 2_000;
/** Columns that a table may have. Its last ones are often empty, and only styled. */
const MAX_COLUMNS = 100;
/** Digits that a spreadsheet keeps of a number (IEEE 754, as Excel rounds it). */
const DIGITS = 15;

/** Parts that say what stands in the cells. Macros, pictures, links to other files and the like are never unpacked. */
const PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:_rels\/)?(?:workbook|sharedStrings|styles)\.xml(?:\.rels)?|xl\/worksheets\/[^/]+\.xml)$/i;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** The compound file of Excel before 2007, and of any workbook that has a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];
const PASSWORD = 'EncryptedPackage';

const begins = (bytes: Uint8Array, signs: readonly number[]) => signs.every((sign, i) => bytes[i] === sign);
const refused = (rule: string) => new Refusal('invalid', { field: 'file', data: { rule } });

/** Whether these bytes are a workbook of any age, and no text. */
export const isWorkbook = (bytes: Uint8Array): boolean => begins(bytes, ZIP) || begins(bytes, COMPOUND);

/**
 * The rows of a workbook's first sheet that people see and that holds anything (ECMA-376), at most `most`, as text: days
 * as 2026-11-30, numbers with the digits that a spreadsheet keeps, and formulas by their last result. Nothing in it is
 * computed or run. Refusal `invalid` (file) when it is no such workbook, has a password, or unpacks to far more than a
 * table.
 */
export async function workbookRows(bytes: Uint8Array, most: number): Promise<string[][]> {
  if (begins(bytes, COMPOUND)) throw refused(hasPassword(bytes) ? 'password' : 'oldWorkbook');
  const parts = tableParts(bytes);
  // Unpacked above within bounds, so that the reader unpacks nothing itself.
  const plain = zipSync(parts, { level: 0 });
  // Browsers load the reader once there is a workbook to read.
  const { readXlsx } = await import('hucre/xlsx');
  try {
    const { sheets } = await readXlsx(plain, {
      readStyles: true,
      sheets: ({ hidden, veryHidden }) => !hidden && !veryHidden,
      range: `A1:${lastColumn(MAX_COLUMNS)}${most}`,
    });
    const sheet = sheets.find(({ rows }) => rows.some((row) => row.some((cell) => cell !== null && cell !== '')));
    return sheet ? textRows(sheet) : [];
  } catch {
    throw refused('noTable');
  }
}

function tableParts(bytes: Uint8Array): Unzipped {
  let size = 0;
  let count = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }) => {
    count += 1;
    if (!PARTS.test(name)) return false;
    size += originalSize;
    return size <= MAX_UNPACKED && count <= MAX_PARTS;
  };
  const parts = unzipped(bytes, filter);
  if (size > MAX_UNPACKED || count > MAX_PARTS) throw refused('tooLargeInside');
  return parts;
}

/** A part never gets more room than its entry says, so that an entry that lies is cut off and fails to be read. */
function unzipped(bytes: Uint8Array, filter: (entry: { name: string; originalSize: number }) => boolean): Unzipped {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    throw refused('noTable');
  }
}

const hasPassword = (bytes: Uint8Array): boolean =>
  new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length - (bytes.length % 2))).includes(PASSWORD);

function textRows({ rows, cells }: Sheet): string[][] {
  return rows.map((row, r) => row.map((value, c) => text(value, cells?.get(`${r},${c}`)?.style?.numFmt)));
}

function text(value: CellValue, format: string | undefined): string {
  if (value === null) return '';
  if (value instanceof Date) return dayText(value);
  if (typeof value === 'number') return numberText(value, format);
  return typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : value;
}

/** The hour stands only where the cell has one. */
function dayText(value: Date): string {
  if (Number.isNaN(value.valueOf())) return '';
  const [day = '', time = ''] = value.toISOString().split('T');
  return time.startsWith('00:00:00') ? day : `${day} ${time.slice(0, 5)}`;
}

/**
 * Codes that are shown with zeros before them have these. A number of more digits than a spreadsheet keeps has lost its
 * last ones, and is written as a power of ten, as spreadsheets show it.
 */
function numberText(value: number, format: string | undefined): string {
  const kept = Number(value.toPrecision(DIGITS));
  if (Math.abs(kept) >= 10 ** DIGITS) return kept.toExponential(5).toUpperCase();
  const digits = String(kept);
  return format && /^0{2,}$/.test(format) && Number.isInteger(kept) && kept >= 0
    ? digits.padStart(format.length, '0')
    : digits;
}

function lastColumn(count: number): string {
  const letters = [];
  for (let rest = count; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters.unshift(String.fromCharCode(65 + ((rest - 1) % 26)));
  }
  return letters.join('');
}
