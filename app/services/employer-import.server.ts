import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { employer } from '#db/schema/register';
import { type Member, requireMay } from '~/domain/actions';
import {
  columnsOf,
  type EmployerColumn,
  type Lexicon,
  type ReadRow,
  type RowProblem,
  readEmployerRow,
} from '~/domain/employer-table';
import { Refusal } from '~/domain/refusal';
import { type EmployerEntry, readEmployer, type TypedEmployer } from '~/domain/register-entry';
import { SECTORS } from '~/domain/vocabulary';
import { regulatorOf } from '~/envelope/site-regulator';
import { registeredCodes } from './employer.server';
import type { House } from './house.server';
import { perform } from './perform.server';
import { knownOf, lockDraft, registerChoices } from './register-choices.server';
import { readTable } from './table-file.server';

export const MOST_IMPORTED = 2_000;
export const MOST_IMPORT_BYTES = 2_000_000;

/** A row that cannot be taken: where, and why; `cell` is what stands there. */
export type BadRow = RowProblem & { number: number; cell: string; otherRow: number | null };
export type CheckedImport = {
  good: { number: number; typed: TypedEmployer }[];
  bad: BadRow[];
};
export type SectorNames = Readonly<Record<string, readonly string[]>>;

/** Reads a table of employers and says for each row whether it can be taken. Nothing is written. Refusal `invalid` (file). */
export async function checkImport(
  { db }: House,
  actor: Member,
  bytes: Uint8Array,
  sectorNames: SectorNames,
): Promise<CheckedImport> {
  requireMay(actor, 'employer.import');
  const [header, ...rows] = readTable(bytes, MOST_IMPORTED + 1);
  if (header === undefined) throw new Refusal('invalid', { field: 'file', data: { rule: 'noTable' } });
  const { at, missing } = columnsOf(header.cells);
  if (missing.length > 0) throw new Refusal('invalid', { field: 'file', data: { rule: 'columns', missing } });
  const choices = await registerChoices(db);
  const named = (list: typeof choices.units) => list.map(({ value, zh, en }) => [value, zh, en] as const);
  const lexicon: Lexicon = {
    areas: named(choices.areas),
    units: named(choices.units),
    sectors: SECTORS.map((sector) => [sector, ...(sectorNames[sector] ?? [])] as const),
    regulatorOf,
  };
  const known = knownOf(choices);
  const read = rows.map(({ number, cells }) => ({ number, cells, ...readEmployerRow(cells, at, { lexicon, known }) }));
  const taken = await registeredCodes(
    db,
    read.flatMap(({ typed }) => codeIn(typed, known) ?? []),
  );
  return sorted(read, at, (typed) => codeIn(typed, known), taken);
}

type Row = ReadRow & { number: number; cells: string[] };

function sorted(
  rows: readonly Row[],
  at: Partial<Record<EmployerColumn, number>>,
  codeOf: (typed: TypedEmployer) => string | null,
  taken: ReadonlyMap<string, string>,
): CheckedImport {
  const first = new Map<string, number>();
  const found: CheckedImport = { good: [], bad: [] };
  for (const { number, cells, typed, problems } of rows) {
    const cellAt = (column: EmployerColumn) => cells[at[column] ?? -1] ?? '';
    const bad: BadRow[] = problems.map((one) => ({ ...one, number, cell: cellAt(one.column), otherRow: null }));
    const code = codeOf(typed);
    const otherRow = code === null ? undefined : first.get(code);
    if (code !== null && (taken.has(code) || otherRow !== undefined)) {
      const cell = cellAt('creditCode');
      const problem = otherRow === undefined ? 'registered' : 'repeated';
      bad.push({ column: 'creditCode', problem, number, cell, otherRow: otherRow ?? null });
    }
    if (code !== null && otherRow === undefined) first.set(code, number);
    if (bad.length === 0) found.good.push({ number, typed });
    found.bad.push(...bad);
  }
  return found;
}

function codeIn(typed: TypedEmployer, known: ReturnType<typeof knownOf>): string | null {
  const read = readEmployer(typed, known);
  return read.ok ? read.entry.creditCode : null;
}

const rowsShape = z.array(
  z.strictObject({
    nameZh: z.string(),
    nameEn: z.string(),
    creditCode: z.string(),
    sector: z.string(),
    areaCode: z.string(),
    regulators: z.array(z.strictObject({ unitId: z.string(), duty: z.string(), sectors: z.array(z.string()) })),
  }),
);

/** What the page was shown and posts back, as it will be checked once more. Refusal `invalid`. */
export function readConfirmed(text: string): TypedEmployer[] {
  try {
    return rowsShape.parse(JSON.parse(text));
  } catch {
    throw new Refusal('invalid', { field: 'rows' });
  }
}

/** Takes all these employers or none. How many; refusals `invalid` (rows), `conflict` (the register changed since they were checked). */
export async function importEmployers(house: House, actor: Member, rows: readonly TypedEmployer[]): Promise<number> {
  if (rows.length === 0 || rows.length > MOST_IMPORTED) throw new Refusal('invalid', { field: 'rows' });
  return perform(house, actor, 'employer.import', 'routing:draft', async ({ tx, record }) => {
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
