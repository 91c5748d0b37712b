import { writeXlsx } from 'hucre/xlsx';
import { BYTE_ORDER_MARK, csvLine } from '~/web/csv.server';

type Cell = string | number | null;
/** `name` without an ending, in the reader's language; `plainName` for clients that read only ASCII. */
type Table = { name: string; plainName: string; head: readonly string[]; rows: readonly (readonly Cell[])[] };

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A short table as a file for spreadsheets, which nothing keeps on its way. */
export async function tableFile(kind: keyof typeof TYPES, table: Table): Promise<Response> {
  const body = kind === 'csv' ? csvOf(table) : await workbookOf(table);
  const utf8 = encodeURIComponent(`${table.name}.${kind}`);
  return new Response(body, {
    headers: {
      'Content-Type': TYPES[kind],
      'Content-Disposition': `attachment; filename="${table.plainName}.${kind}"; filename*=UTF-8''${utf8}`,
      'Cache-Control': 'no-store',
    },
  });
}

const csvOf = ({ head, rows }: Table): string => BYTE_ORDER_MARK + [head, ...rows].map((row) => csvLine(row)).join('');

/** Numbers stay numbers, texts are never formulas, and the first line stays in sight. */
async function workbookOf({ name, head, rows }: Table): Promise<Uint8Array<ArrayBuffer>> {
  const cells = [head, ...rows].map((row) => [...row]);
  const sheets = [{ name, rows: cells, freezePane: { rows: 1 }, columns: head.map(() => ({ autoWidth: true })) }];
  return new Uint8Array(await writeXlsx({ sheets }));
}
