import { isNull } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { area, routingRule, unit } from '#db/schema/county';
import { employer, signboard } from '#db/schema/register';
import { readTable, underHeadings } from '~/contract/county/table-file';
import type { Member } from '~/domain/acts/permission';
import {
  type AreaChange,
  type AreaEntry,
  type AreaRowProblem,
  areaColumns,
  readAreas,
  type TypedArea,
  typedArea,
} from '~/domain/county/area-table';
import { Refusal } from '~/domain/refusal';
import type { Context } from '~/services/context.server';
import { waitingDraft } from '~/services/keys/routing-waiting.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { areas } from './county.server';
import { lockDraft } from './register-choices.server';

const MAX_AREAS = 2_000;
export const MAX_AREA_BYTES = 2_000_000;
const MAX_TOLD = 200;
const LONGEST_QUOTE = 80;

export type BadArea = AreaRowProblem & { number: number; cell: string };
export type CheckedAreas = {
  /** What the table does, without rows that change nothing. */
  changes: { change: AreaChange; entry: AreaEntry; before: AreaEntry | null }[];
  unchanged: number;
  rows: TypedArea[];
  bad: BadArea[];
  problems: number;
};

/** All areas as drafted, and what of the routing waits to be signed. */
export const areaPage = (ctx: Context, actor: Member) =>
  look(ctx, actor, 'area.import', null, async ({ db, today }) => ({
    areas: await areas(db),
    waiting: await waitingDraft(db, today),
  }));

/** Reads a table of areas and says what it would do, and for each row what is wrong. Nothing is written. Refusal `invalid` (file). */
export function checkAreas(ctx: Context, actor: Member, bytes: Uint8Array): Promise<CheckedAreas> {
  return look(ctx, actor, 'area.import', null, async ({ db, today }) => {
    const { at, rows: lines } = underHeadings(await readTable(bytes, MAX_AREAS + 1), areaColumns);
    const rows = lines.map(({ cells }) => typedArea(cells, at));
    const present = await areas(db);
    const read = readAreas(rows, present, await areasInUse(db), today);
    const bad: BadArea[] = read.flatMap(({ problems }, i) =>
      problems.map((one) => ({ ...one, number: lines[i]?.number ?? 0, cell: quoted(lines[i]?.cells, at[one.column]) })),
    );
    return { ...shownOf(read, present), rows, bad: bad.slice(0, MAX_TOLD), problems: bad.length };
  });
}

function shownOf(read: ReturnType<typeof readAreas>, present: readonly AreaEntry[]) {
  const changed = read.filter(({ change }) => change !== 'unchanged');
  const before = (code: string) => present.find((one) => one.code === code) ?? null;
  return {
    changes: changed.map(({ change, entry }) => ({ change, entry, before: before(entry.code) })),
    unchanged: read.length - changed.length,
  };
}

const quoted = (cells: readonly string[] | undefined, place: number | undefined): string =>
  (cells?.[place ?? -1] ?? '').slice(0, LONGEST_QUOTE);

/**
 * Takes the whole table or nothing of it; returns how many areas changed. It is a draft of the routing. Refusals `invalid`
 * (rows), `conflict` (something changed since it was checked).
 */
export async function importAreas(ctx: Context, actor: Member, rows: readonly TypedArea[]): Promise<number> {
  if (rows.length === 0 || rows.length > MAX_AREAS) throw new Refusal('invalid', { field: 'rows' });
  return perform(ctx, actor, 'area.import', 'routing:draft', async ({ tx, today, record }) => {
    await lockDraft(tx);
    const read = readAreas(rows, await areas(tx), await areasInUse(tx), today);
    if (read.some(({ problems }) => problems.length > 0))
      throw new Refusal('conflict', { field: 'rows', data: { rule: 'changedSince' } });
    const changed = read.filter(({ change }) => change !== 'unchanged');
    for (const { entry } of changed) {
      await tx.insert(area).values(entry).onConflictDoUpdate({ target: area.code, set: entry });
    }
    record({ count: changed.length });
    return changed.length;
  });
}

/** Areas that something in force or drafted names. */
export async function areasInUse(db: Db | Tx): Promise<ReadonlySet<string>> {
  const [rules, seats, employers, boards] = await Promise.all([
    db.select({ code: routingRule.area }).from(routingRule),
    db.select({ code: unit.areaCode }).from(unit).where(isNull(unit.closedOn)),
    db.select({ code: employer.areaCode }).from(employer).where(isNull(employer.closedOn)),
    db.select({ code: signboard.areaCode }).from(signboard).where(isNull(signboard.closedOn)),
  ]);
  return new Set([...rules, ...seats, ...employers, ...boards].flatMap(({ code }) => code ?? []));
}
