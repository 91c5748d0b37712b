import type { Writable } from 'node:stream';
import type { TransactionSql } from 'postgres';
import { openSql } from './client';
import { inOrderOfReference } from './table-order';

/** A table of ours as the catalogue has it: its columns in order, without generated ones. */
export type CopiedTable = { name: string; columns: string[]; refersTo: string[] };
/** Where a sequence stands. */
export type SequencePlace = { name: string; value: string; called: boolean };

export type Snapshot = {
  tables: CopiedTable[];
  /** The table's rows in COPY's text format, which every version of PostgreSQL reads. */
  rows: (table: CopiedTable) => AsyncIterable<Uint8Array>;
  sequences: () => Promise<SequencePlace[]>;
  /** Every name of a blob that a row has. */
  blobs: () => AsyncIterable<string>;
  serverVersion: string;
};

/** Where rows name blobs (db/schema); a test compares this with the schema. */
export const BLOB_COLUMNS = ['sealed_part.blob', 'upload_part.blob'] as const;

const BATCH = 1_000;
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/**
 * Runs `body` on one snapshot of the whole database: all that it reads is of one moment, however long it takes and
 * whatever is written meanwhile. Nothing is locked against writing.
 */
export async function withSnapshot<T>(url: string, body: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = openSql(url, { max: 1, connection: { application_name: 'anshao-backup' } });
  try {
    return (await client.begin('isolation level repeatable read read only', async (tx) => {
      const [version] = await tx<{ is: string }[]>`select current_setting('server_version') as is`;
      return await body({
        tables: await tablesIn(tx),
        rows: (table) => rowsIn(tx, table),
        sequences: () => sequencesIn(tx),
        blobs: () => blobsIn(tx),
        serverVersion: version?.is ?? '',
      });
    })) as T;
  } finally {
    await client.end({ timeout: 5 });
  }
}

const named = ({ name, columns }: Pick<CopiedTable, 'name' | 'columns'>) =>
  `public.${quoted(name)} (${columns.map(quoted).join(', ')})`;

/**
 * The driver stops its socket while nobody reads, and can leave it stopped when a COPY ends; asking for more once again
 * sets it going, so that the next answer is heard.
 */
async function* rowsIn(tx: TransactionSql, table: CopiedTable): AsyncGenerator<Uint8Array> {
  const stream = await tx.unsafe(`copy ${named(table)} to stdout`).readable();
  try {
    yield* stream;
  } finally {
    stream._read(0);
  }
}

/** Every table of ours, each after those that it refers to. */
async function tablesIn(tx: TransactionSql): Promise<CopiedTable[]> {
  const rows = await tx<CopiedTable[]>`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct r.relname::text) from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f'), '{}') as "refersTo"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`;
  return inOrderOfReference(rows.map(({ name, columns, refersTo }) => ({ name, columns, refersTo })));
}

async function sequencesIn(tx: TransactionSql): Promise<SequencePlace[]> {
  const found = await tx<{ name: string }[]>`select sequencename as name from pg_sequences where schemaname = 'public'
    order by 1`;
  const places: SequencePlace[] = [];
  for (const { name } of found) {
    const [row] = await tx.unsafe<{ value: string; called: boolean }[]>(
      `select last_value::text as value, is_called as called from public.${quoted(name)}`,
    );
    if (row) places.push({ name, value: row.value, called: row.called });
  }
  return places;
}

async function* blobsIn(tx: TransactionSql): AsyncIterable<string> {
  for (const place of BLOB_COLUMNS) {
    const [table = '', column = ''] = place.split('.');
    const cursor = tx
      .unsafe<{ ref: string }[]>(
        `select ${quoted(column)} as ref from ${quoted(table)} where ${quoted(column)} is not null`,
      )
      .cursor(BATCH);
    for await (const rows of cursor) for (const { ref } of rows) yield ref;
  }
}

export type Replacing = {
  /** Takes a table's rows in COPY's text format. */
  fill: (table: Pick<CopiedTable, 'name' | 'columns'>, rows: AsyncIterable<Uint8Array>) => Promise<void>;
  place: (sequences: readonly SequencePlace[]) => Promise<void>;
};

/**
 * Replaces all rows of the database at `url` (the owner's connection) by those that `body` gives, in one transaction: a
 * restore that is killed leaves the rows that were there. Our own triggers are off meanwhile, because they guard single
 * acts; foreign keys, checks and unique indexes hold.
 */
export async function replaceRows(url: string, body: (into: Replacing) => Promise<void>): Promise<void> {
  const client = openSql(url, { max: 1, connection: { application_name: 'anshao-restore' } });
  try {
    await client.begin(async (tx) => {
      const all = (await tablesIn(tx)).map(({ name }) => `public.${quoted(name)}`);
      for (const table of all) await tx.unsafe(`alter table ${table} disable trigger user`);
      await tx.unsafe(`truncate ${all.join(', ')}`);
      await body({
        fill: (table, rows) => fill(tx, table, rows),
        place: async (sequences) => {
          for (const { name, value, called } of sequences)
            await tx`select setval(${`public.${quoted(name)}`}::regclass, ${value}::bigint, ${called})`;
        },
      });
      for (const table of all) await tx.unsafe(`alter table ${table} enable trigger user`);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

/**
 * The driver never ends a COPY's stream whose rows the server refused at the end (a foreign key); what follows in the
 * transaction is refused then, and so tells.
 */
async function fill(
  tx: TransactionSql,
  table: Pick<CopiedTable, 'name' | 'columns'>,
  rows: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writable = await tx.unsafe(`copy ${named(table)} from stdin`).writable();
  const failed = new Promise<never>((_, reject) => writable.once('error', reject));
  failed.catch(() => undefined);
  for await (const chunk of rows) await Promise.race([written(writable, chunk), failed]);
  writable.end();
  await Promise.race([tx`select 1`, failed]);
}

function written(writable: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((done, fail) => writable.write(chunk, (error) => (error ? fail(error) : done())));
}
