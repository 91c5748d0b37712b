import { plainLine } from '~/domain/typed/text';

/** A heading, or a name in a cell, in plain spelling, in which spaces and capitals do not matter. */
export const plainHeading = (text: string): string => plainLine(text).replace(/\s+/g, '').toLowerCase();

/** Where a column stands that is headed by any of these; -1 for nowhere. */
export function headingAt(header: readonly string[], headings: readonly string[]): number {
  const known = headings.map(plainHeading);
  return header.findIndex((one) => known.includes(plainHeading(one)));
}
