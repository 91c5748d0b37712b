import type { Db } from '#db/client';
import { withYears, type YearTable } from '~/domain/county/holiday-table';
import type { IsoDate } from '~/domain/dates';
import { type Recounted, recount } from '~/services/case/limit-recount.server';
import type { Context } from '~/services/context.server';
import { countyYears } from './work-calendar.server';

/** Last days that a change moves from one day to another: how many, and of no case in particular. */
export type Move = { from: IsoDate; to: IsoDate; cases: number; claims: number };
export type Moves = { shown: Move[]; more: number };

/** Kinds of moves that are shown; a change of a whole year has many. */
const MOST_SHOWN = 30;

/** Which open last days would move if the year's table were this one; null is what the program has. */
export async function movesWith(ctx: Context, db: Db, year: number, table: YearTable | null): Promise<Moves> {
  const years = await countyYears(db);
  if (table === null) years.delete(year);
  else years.set(year, table);
  const calendar = withYears(ctx.holidays.program, years);
  const { cases, claims } = await recount(db, { now: ctx.now, calendar }, `${year}-01-01`);
  const moves = new Map<string, Move>();
  const add = (kind: 'cases' | 'claims', { before, after }: Recounted) => {
    if (before.on === after.on) return;
    const key = `${before.on} ${after.on}`;
    const move = moves.get(key) ?? { from: before.on, to: after.on, cases: 0, claims: 0 };
    moves.set(key, { ...move, [kind]: move[kind] + 1 });
  };
  for (const one of cases) add('cases', one);
  for (const one of claims) add('claims', one);
  const sorted = [...moves.values()].sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
  return { shown: sorted.slice(0, MOST_SHOWN), more: Math.max(0, sorted.length - MOST_SHOWN) };
}
