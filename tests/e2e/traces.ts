import { type Found, findIn, findInFolder } from '../faults/marker-search';
import type { BareSite } from './site';

/** Where any of the marked texts occurs: every row of every table, the blobs, the log lines, the mails. */
export async function tracesOf(site: BareSite, markers: Readonly<Record<string, string>>): Promise<Found[]> {
  const lines = Buffer.from(site.logged.join('\n'));
  const mails = Buffer.from(JSON.stringify(site.mails));
  return [
    ...(await inTables(site, markers)),
    ...findInFolder(site.data, markers),
    ...findIn('log lines', lines, markers),
    ...findIn('mails', mails, markers),
  ];
}

/** In rows as text, bytes are in hex. */
async function inTables({ owner }: BareSite, markers: Readonly<Record<string, string>>): Promise<Found[]> {
  const tables = await owner.sql<{ schema: string; name: string }[]>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  const found: Found[] = [];
  for (const { schema, name } of tables) {
    const rows = await owner.sql<{ row: string }[]>`
      select t::text as row from ${owner.sql(schema)}.${owner.sql(name)} t`;
    found.push(...findIn(`${schema}.${name}`, Buffer.from(rows.map(({ row }) => row).join('\n')), markers));
  }
  return found;
}
