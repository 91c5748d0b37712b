import { csvOf, type PlainTable, workbookOf } from '~/contract/county/table-bytes';

/** `name` without an ending, in the reader's language; `plainName` for clients that read only ASCII. */
type Table = PlainTable & { plainName: string };

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
