import { BYTE_ORDER_MARK, csvLine } from './csv';

type Cell = string | number | null;
/** A table with its heading; `name` is the sheet's. */
export type PlainTable = { name: string; head: readonly string[]; rows: readonly (readonly Cell[])[] };

export const csvOf = ({ head, rows }: PlainTable): string =>
  BYTE_ORDER_MARK + [head, ...rows].map((row) => csvLine(row)).join('');

/** Numbers stay numbers, texts are never formulas, and the first line stays in sight. */
export async function workbookOf({ name, head, rows }: PlainTable): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded only where a workbook is made, because it is large.
  const { writeXlsx } = await import('hucre/xlsx');
  const cells = [head, ...rows].map((row) => [...row]);
  const sheets = [{ name, rows: cells, freezePane: { rows: 1 }, columns: head.map(() => ({ autoWidth: true })) }];
  return new Uint8Array(await writeXlsx({ sheets }));
}
