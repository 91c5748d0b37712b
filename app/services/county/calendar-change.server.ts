import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '#db/client';
import { holidayChange } from '#db/schema/calendar';
import type { Member } from '~/domain/acts/permission';
import { readNotice } from '~/domain/county/holiday-notice';
import { tableChanges, tableIn, type YearTable } from '~/domain/county/holiday-table';
import { type IsoDate, yearOf } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { plainLine } from '~/domain/typed/text';
import type { Context } from '~/services/context.server';
import { look } from '~/services/look.server';
import { perform } from '~/services/perform.server';
import { type Moves, movesWith } from './calendar-moves.server';
import { countyYears } from './work-calendar.server';

type ChangeRow = typeof holidayChange.$inferSelect;
export type TypedYear = { year: number; text: string; notice: string; shown: string };

const LONGEST_NOTICE = 100;
const LONGEST_TEXT = 20_000;
/** How many years back and ahead can be entered. */
const BACK = 1;
const AHEAD = 2;

/** The years that can be entered: limits of older ones are past, and later ones have no notice yet. */
export const yearsToEnter = (today: IsoDate): number[] =>
  Array.from({ length: BACK + 1 + AHEAD }, (_, i) => yearOf(today) - BACK + i);

/** The table of a year as it stands: what the county entered, else what the program has, if it has it. */
export async function standingTable(ctx: Context, db: Db | Tx, year: number): Promise<YearTable | null> {
  return (await countyYears(db)).get(year) ?? tableIn(ctx.holidays.program, year);
}

const valuesOf = (year: number, table: YearTable | null) => ({
  year,
  free: table?.free ?? null,
  working: table?.working ?? null,
});
/** What a form of a year was filled from, as it posts it back. */
export const tableShown = (year: number, table: YearTable | null): string => shownAs(valuesOf(year, table));

export type CheckedYear = {
  year: number;
  table: YearTable;
  changes: { off: IsoDate[]; on: IsoDate[] };
  moves: Moves;
};

/** What a notice says as it was typed, and what it would move; nothing is written. Refusal `invalid` (text, with data.problems). */
export function checkYear(ctx: Context, actor: Member, { year, text }: TypedYear): Promise<CheckedYear> {
  return look(ctx, actor, 'calendar.ask', null, async ({ db, today }) => {
    const table = readYear(year, text, today);
    const changes = tableChanges(await standingTable(ctx, db, year), table);
    return { year, table, changes, moves: await movesWith(ctx, db, year, table) };
  });
}

function readYear(year: number, text: string, today: IsoDate): YearTable {
  if (!yearsToEnter(today).includes(year)) throw new Refusal('invalid', { field: 'year' });
  if (text.length > LONGEST_TEXT) throw wrongText(['long ']);
  const read = readNotice(text, year);
  if (!read.ok) throw wrongText(read.problems.map(({ problem, at }) => `${problem} ${at}`));
  return read.table;
}

const wrongText = (problems: string[]): Refusal => new Refusal('invalid', { field: 'text', data: { problems } });

/**
 * Asks that a year's holidays be these; they hold once a second person agrees. Refusals: `invalid` (text with
 * data.problems, notice with data.rule, year), `shownOtherwise`, `alreadyDone` (data.rule `unchanged`, `waits`).
 */
export async function askYear(ctx: Context, actor: Member, typed: TypedYear): Promise<void> {
  const { year, shown } = typed;
  await perform(ctx, actor, 'calendar.ask', `calendar:${year}`, async ({ tx, today, record }) => {
    const table = readYear(year, typed.text, today);
    const notice = plainLine(typed.notice);
    if (notice === '') throw new Refusal('invalid', { field: 'notice', data: { rule: 'missing' } });
    if (notice.length > LONGEST_NOTICE) throw new Refusal('invalid', { field: 'notice', data: { rule: 'tooLong' } });
    const standing = await standingTable(ctx, tx, year);
    requireAsShown(shown, valuesOf(year, standing));
    const { off, on } = tableChanges(standing, table);
    if (standing !== null && off.length + on.length === 0) throw unchanged();
    await keep(tx, actor, { year, table, notice, today });
    record({ year: String(year), count: off.length + on.length });
  });
}

/** Asks that a year be as the program has it again. Refusals: `invalid` (year), `alreadyDone` (data.rule). */
export async function askProgramYear(ctx: Context, actor: Member, year: number): Promise<void> {
  await perform(ctx, actor, 'calendar.ask', `calendar:${year}`, async ({ tx, today, record }) => {
    if (!yearsToEnter(today).includes(year)) throw new Refusal('invalid', { field: 'year' });
    if (!(await countyYears(tx)).has(year)) throw unchanged();
    await keep(tx, actor, { year, table: null, notice: '', today });
    record({ year: String(year) });
  });
}

const unchanged = () => new Refusal('alreadyDone', { data: { rule: 'unchanged' } });

type Asked = Pick<ChangeRow, 'year' | 'table' | 'notice'> & { today: IsoDate };

async function keep(tx: Tx, actor: Member, { today, ...asked }: Asked): Promise<void> {
  const rows = await tx
    .insert(holidayChange)
    .values({ id: randomUUID(), ...asked, state: 'asked', askedBy: actor.memberId, askedOn: today })
    .onConflictDoNothing()
    .returning({ id: holidayChange.id });
  if (rows.length === 0) throw new Refusal('alreadyDone', { data: { rule: 'waits' } });
}
