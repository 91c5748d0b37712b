/**
 * What makes a spreadsheet take a text for a formula: a sign at its start, also as a Chinese or Japanese keyboard writes it
 * and behind blanks or marks that nobody sees, and a control character that some programs drop.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－﹣−＠﹦﹢﹫]|^[\t\r\n]/u;

/** A cell that a spreadsheet will not run as a formula; a number is none, so one below zero stays a number. */
function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Amounts below zero come as text where they are exact to the fen; a spreadsheet only reads them. */
const PLAIN_NUMBER = /^-\d+(?:\.\d+)?$/;

/** One line of a CSV file (RFC 4180): CRLF at its end. */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cell).join(',')}\r\n`;

/** Stands first in the file, so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';
