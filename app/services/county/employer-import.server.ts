import { randomUUID } from 'node:crypto';
import type { Db } from '#db/client';
import { employer } from '#db/schema/register';
import { readTable, underHeadings } from '~/contract/county/table-file';
import type { Member } from '~/domain/acts/permission';
import {
  calledBy,
  columnsOf,
  type EmployerColumn,
  type Lexicon,
  type ReadRow,
  type RowProblem,
  readEmployerRow,
} from '~/domain/county/employer-table';
import { type EmployerEntry, readEmployer, type TypedEmployer } from '~/domain/county/register-entry';
import type { OwnSectors } from '~/domain/county/sector-list';
import { Refusal } from '~/domain/refusal';
import { regulatorOf } from '~/envelope/keys/site-regulator';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { registeredCodes } from './employer.server';
import { knownOf, lockDraft, registerChoices } from './register-choices.server';
import { draftedSectors } from './sector-rows.server';

export const MAX_IMPORTED = 2_000;
export const MAX_IMPORT_BYTES = 2_000_000;
/**
 * At most this many problems are reported; a table with more of them has one common cause, or is no table of employers.
 */
const MAX_TOLD = 200;
const LONGEST_QUOTE = 80;

/** A row that cannot be taken: where, and why; `cell` is the beginning of what stands there. */
export type BadRow = RowProblem & { number: number; cell: string; otherRow: number | null };
export type CheckedImport = {
  good: { number: number; typed: TypedEmployer }[];
  /** The first of the problems, and how many there are. */
  bad: BadRow[];
  problems: number;
};
/** The names of trades in all languages, of the program's list and the county's own. */
export type SectorNames = (own: OwnSectors) => Readonly<Record<string, readonly string[]>>;

/** The page with the empty form: what the county says of trades, as drafted. Refusal `notAllowed`. */
export const openImport = (ctx: Context, actor: Member): Promise<OwnSectors> =>
  look(ctx, actor, 'employer.import', null, ({ db }) => draftedSectors(db));

/** Reads a table of employers and says for each row whether it can be taken. Nothing is written. Refusal `invalid` (file). */
export function checkImport(
  ctx: Context,
  actor: Member,
  bytes: Uint8Array,
  sectorNames: SectorNames,
): Promise<CheckedImport> {
  return look(ctx, actor, 'employer.import', null, ({ db }) => checkedTable(db, bytes, sectorNames));
}

async function checkedTable(db: Db, bytes: Uint8Array, sectorNames: SectorNames): Promise<CheckedImport> {
  const { at, rows } = underHeadings(await readTable(bytes, MAX_IMPORTED + 1), columnsOf);
  const choices = await registerChoices(db);
  const named = (list: typeof choices.units) =>
    calledBy(list.map(({ value, names }) => [value, ...Object.values(names)] as const));
  const lexicon: Lexicon = {
    areas: named(choices.areas),
    units: named(choices.units),
    sectors: calledBy(Object.entries(sectorNames(choices.sectors)).map(([code, names]) => [code, ...names] as const)),
    regulatorOf,
  };
  const known = knownOf(choices);
  const read = rows.map(({ number, cells }) => ({ number, cells, ...readEmployerRow(cells, at, { lexicon, known }) }));
  const taken = await registeredCodes(
    db,
    read.flatMap(({ code }) => code ?? []),
  );
  return sorted(read, at, taken);
}

type Row = ReadRow & { number: number; cells: string[] };

function sorted(
  rows: readonly Row[],
  at: Partial<Record<EmployerColumn, number>>,
  taken: ReadonlyMap<string, string>,
): CheckedImport {
  const first = new Map<string, number>();
  const found: CheckedImport = { good: [], bad: [], problems: 0 };
  for (const { number, cells, typed, code, problems } of rows) {
    const otherRow = code === null ? null : (first.get(code) ?? null);
    const told = [...problems];
    if (code !== null && (taken.has(code) || otherRow !== null)) {
      told.push({ column: 'creditCode', problem: otherRow === null ? 'registered' : 'repeated' });
    }
    if (code !== null && otherRow === null) first.set(code, number);
    if (told.length === 0) found.good.push({ number, typed });
    found.problems += told.length;
    for (const one of told.slice(0, MAX_TOLD - found.bad.length)) {
      found.bad.push({ ...one, number, cell: quoted(cells[at[one.column] ?? -1] ?? ''), otherRow });
    }
  }
  return found;
}

const quoted = (cell: string): string =>
  cell.length <= LONGEST_QUOTE ? cell : `${[...cell.slice(0, 2 * LONGEST_QUOTE)].slice(0, LONGEST_QUOTE).join('')}…`;

/** Takes all these employers or none; returns how many. Refusals `invalid` (rows), `conflict` (the register changed since they were checked). */
export async function importEmployers(ctx: Context, actor: Member, rows: readonly TypedEmployer[]): Promise<number> {
  if (rows.length === 0 || rows.length > MAX_IMPORTED) throw new Refusal('invalid', { field: 'rows' });
  return perform(ctx, actor, 'employer.import', 'routing:draft', async ({ tx, record }) => {
    await lockDraft(tx);
    const known = knownOf(await registerChoices(tx));
    const entries = rows.map((typed): EmployerEntry => {
      const read = readEmployer(typed, known);
      if (!read.ok) throw new Refusal('conflict', { field: 'rows', data: { rule: 'changedSince' } });
      return read.entry;
    });
    const codes = entries.map(({ creditCode }) => creditCode);
    if (new Set(codes).size !== codes.length || (await registeredCodes(tx, codes)).size > 0) {
      throw new Refusal('conflict', { field: 'rows', data: { rule: 'changedSince' } });
    }
    const values = entries.map((entry) => ({ id: randomUUID(), ...entry }));
    await tx.insert(employer).values(values);
    record({ count: values.length, employers: values.map(({ id }) => id) });
    return values.length;
  });
}
