import { sql } from 'drizzle-orm';
import type { Db } from '#db/client';

/**
 * A row as a thief of the whole database sees it: every id in it, what else it says, and the transaction that wrote it.
 */
export type StolenRow = { table: string; ids: string[]; cells: object; born: string; nightly: boolean };

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Acts of the night run, which enter together what waited. */
const NIGHTLY = /\breward\.(?:enter|settle)\b/;
/** What many cases and payments share, and what therefore joins nothing: people, units, keys, funds, batches. */
const SHARED = ['unit', 'unit_key', 'member', 'fund', 'payout_batch'];

/** Every row of every table by the ids that stand in it, without sealed bytes. */
export async function stolenRows(db: Pick<Db, 'execute'>): Promise<StolenRow[]> {
  const columns = await db.execute<{ table: string; names: string }>(sql`
    select table_name as table, string_agg(format('%I', column_name), ', ') as names
    from information_schema.columns where table_schema = 'public' and data_type <> 'bytea' group by table_name`);
  const rows: StolenRow[] = [];
  for (const { table, names } of columns) {
    const found = await db.execute<{ cells: object; born: string }>(
      sql.raw(`select (select to_jsonb(cells) from (select ${names}) as cells) as cells, xmin::text as born
        from public."${table}"`),
    );
    for (const { cells, born } of found) {
      const text = JSON.stringify(cells);
      const ids = [...new Set(text.match(UUID) ?? [])];
      rows.push({ table, ids, cells, born, nightly: table === 'log_entry' && NIGHTLY.test(text) });
    }
  }
  return rows;
}

const idsIn = (rows: readonly StolenRow[], table: string) => rows.filter((row) => row.table === table);

type Index = { shared: Set<string>; byId: Map<string, StolenRow[]> };
const indexes = new WeakMap<readonly StolenRow[], Index>();

/** Made once for each theft, because there are many walks and many rows. */
function indexOf(rows: readonly StolenRow[]): Index {
  const known = indexes.get(rows);
  if (known) return known;
  const shared = new Set(SHARED.flatMap((table) => idsIn(rows, table).flatMap(({ ids }) => ids)));
  const byId = new Map<string, StolenRow[]>();
  for (const row of rows) {
    for (const id of row.ids) {
      if (shared.has(id)) continue;
      const held = byId.get(id);
      if (held) held.push(row);
      else byId.set(id, [row]);
    }
  }
  const index = { shared, byId };
  indexes.set(rows, index);
  return index;
}

/** Walks from an id through every row that holds it to every other id, and on from there; shared ids lead nowhere. */
export function idsReachedFrom(rows: readonly StolenRow[], start: string): Set<string> {
  const { shared, byId } = indexOf(rows);
  const reached = new Set([start]);
  const walked = new Set<StolenRow>();
  for (const id of reached) {
    for (const row of byId.get(id) ?? []) {
      if (walked.has(row)) continue;
      walked.add(row);
      for (const next of row.ids) if (!shared.has(next)) reached.add(next);
    }
  }
  return reached;
}

/** Ids that stand for a case (its own, its reports', its proposals'), and ids of payments. */
export function sidesOf(rows: readonly StolenRow[]): { cases: Set<string>; payments: Set<string> } {
  const own = (tables: readonly string[]) => {
    const { shared } = indexOf(rows);
    return new Set(
      tables.flatMap((table) => idsIn(rows, table).flatMap(({ ids }) => ids.filter((id) => !shared.has(id)))),
    );
  };
  return { cases: own(['case_file', 'report', 'reward_proposal']), payments: own(['reward']) };
}

/**
 * Transactions that wrote rows of both cases and payments, with how many of each, and whether it was the night run's.
 */
export function sharedTransactions(
  rows: readonly StolenRow[],
): { born: string; cases: number; payments: number; nightly: boolean }[] {
  const { cases, payments } = sidesOf(rows);
  const caseOf = new Map(idsIn(rows, 'reward_proposal').map(({ ids }) => [ids.find((id) => cases.has(id)) ?? '', ids]));
  const groups = new Map<string, { proposals: Set<string>; payments: Set<string>; others: Set<string> }>();
  for (const { table, ids, born } of rows) {
    const group = groups.get(born) ?? { proposals: new Set(), payments: new Set(), others: new Set() };
    groups.set(born, group);
    for (const id of ids) if (payments.has(id)) group.payments.add(id);
    if (table === 'reward_proposal') group.proposals.add(ids.find((id) => caseOf.has(id)) ?? '');
    else for (const id of ids) if (cases.has(id)) group.others.add(id);
  }
  const nights = new Set(rows.flatMap(({ nightly, born }) => (nightly ? [born] : [])));
  return [...groups]
    .map(([born, group]) => ({
      born,
      cases: Math.max(group.proposals.size, group.others.size > 0 ? 1 : 0),
      payments: group.payments.size,
      nightly: nights.has(born),
    }))
    .filter((group) => group.cases > 0 && group.payments > 0);
}
