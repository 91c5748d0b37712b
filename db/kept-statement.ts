import { type Column, getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db, Tx } from './client';

/** Asks the driver to keep a statement parsed for each connection; the driver finds it again by its text. */
const KEPT = 'kept';

type Values = Record<string, unknown>;
type Question<T> = { prepare: (name: string) => { execute: (values?: Values) => Promise<T> } };

/**
 * A query whose text is always the same, with its values in `sql.placeholder`s. The text is made once for each
 * connection pool, parsed by the database once for each connection, and then answered in one round trip instead of two.
 * Not for texts that differ by how many values they name, because each of them would be kept.
 */
export function keptQuestion<T>(build: (db: Db | Tx) => Question<T>): (db: Db | Tx, values?: Values) => Promise<T> {
  const made = new WeakMap<Db | Tx, ReturnType<Question<T>['prepare']>>();
  return (db, values) => {
    const known = made.get(db) ?? build(db).prepare(KEPT);
    made.set(db, known);
    return known.execute(values);
  };
}

/** Inserts of more rows at once are too rare, and differ too much in number, to keep a text for each. */
const MAX_ROWS = 16;

type Row<T extends PgTable, K extends keyof T['$inferInsert']> = Required<Pick<T['$inferInsert'], K>>;

/**
 * An insert of rows that name these columns; columns that they leave out get their defaults. Its text is made once for
 * each number of rows, and parsed by the database once for each connection. It serves what is written with every
 * report, where building the statement anew costs more than the row. Several may be under way in one transaction, and
 * then travel together.
 */
export function keptInsert<T extends PgTable, K extends keyof T['$inferInsert'] & string>(
  table: T,
  names: readonly K[],
): (tx: Tx, ...rows: Row<T, K>[]) => Promise<void> {
  const all: Record<string, Column> = getTableColumns(table);
  const columns = names.map((name) => ({ name, column: all[name] as Column }));
  const texts = new Map<number, string>();
  const textFor = (rows: number): string => {
    const text = texts.get(rows) ?? insertText(table, columns, rows);
    if (rows <= MAX_ROWS) texts.set(rows, text);
    return text;
  };
  return async (tx, ...rows) => {
    if (rows.length === 0) return;
    const params = rows.flatMap((row) =>
      columns.map(({ name, column }) => {
        const value = row[name];
        return value === null ? null : column.mapToDriverValue(value);
      }),
    );
    const name = rows.length <= MAX_ROWS ? KEPT : undefined;
    await tx._.session.prepareQuery({ sql: textFor(rows.length), params }, undefined, name, false).execute();
  };
}

function insertText(table: PgTable, columns: readonly { column: Column }[], rows: number): string {
  const quoted = (name: string) => `"${name}"`;
  const places = Array.from({ length: rows }, (_, row) => {
    const numbers = columns.map((_, at) => `$${row * columns.length + at + 1}`);
    return `(${numbers.join(', ')})`;
  });
  const into = columns.map(({ column }) => quoted(column.name)).join(', ');
  return `insert into ${quoted(getTableName(table))} (${into}) values ${places.join(', ')}`;
}
