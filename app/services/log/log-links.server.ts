import { sql } from 'drizzle-orm';
import type { Db } from '#db/client';
import { readLoggedRow } from '~/contract/logged-row';
import { CHAIN_GENESIS, chainHash } from '~/domain/log/log';
import { sha256Hex } from './log-chain.server';

const BATCH = 5000;

/** A position in the chain and its hash. */
export type ChainPosition = { sequence: number; hash: string };
export const START: ChainPosition = { sequence: 0, hash: CHAIN_GENESIS };

export type LinkProblem = {
  kind: 'removedLink' | 'removedEntry' | 'altered' | 'columns';
  sequence: number;
};

export type LinkRow = {
  sequence: number;
  hash: string;
  entry: string | null;
  on_day: string | null;
  act: string | null;
  subject: string | null;
};

type Reader = Pick<Db, 'execute'>;

export function linksAfter(db: Reader, sequence: number) {
  return db.execute<LinkRow>(sql`
    select l.sequence::float8 as sequence, l.hash, e.entry, e.on_day::text as on_day, e.act, e.subject
    from log_link l left join log_entry e on e.id = l.entry_id
    where l.sequence > ${sequence} order by l.sequence limit ${BATCH}`);
}

/** The row's index columns must say what its hashed text says. */
function columnsFit(row: LinkRow): boolean {
  const said = readLoggedRow(row.entry ?? '');
  return said !== null && said.day === row.on_day && said.act === row.act && (said.subject ?? null) === row.subject;
}

/** What is wrong with a link, given the one before it. Null when nothing is wrong. */
export function linkProblem(row: LinkRow, before: ChainPosition): LinkProblem | null {
  const { sequence } = row;
  if (sequence !== before.sequence + 1) return { kind: 'removedLink', sequence: before.sequence + 1 };
  if (row.entry === null) return { kind: 'removedEntry', sequence };
  if (chainHash(before.hash, row.entry, sha256Hex) !== row.hash) return { kind: 'altered', sequence };
  return columnsFit(row) ? null : { kind: 'columns', sequence };
}

/** What is wrong with the links of these entries, each compared with the link before it. */
export async function entryProblems(db: Reader, entryIds: readonly number[]): Promise<LinkProblem[]> {
  const ids = JSON.stringify(entryIds);
  const rows = await db.execute<LinkRow & { before: string | null }>(sql`
    select l.sequence::float8 as sequence, l.hash, e.entry, e.on_day::text as on_day, e.act, e.subject, p.hash as before
    from log_link l join log_entry e on e.id = l.entry_id left join log_link p on p.sequence = l.sequence - 1
    where l.entry_id in (select jsonb_array_elements_text(${ids}::jsonb)::bigint) order by l.sequence`);
  return rows.flatMap((row) => {
    const sequence = row.sequence - 1;
    const problem = linkProblem(row, sequence === 0 ? START : { sequence, hash: row.before ?? '' });
    return problem ? [problem] : [];
  });
}
