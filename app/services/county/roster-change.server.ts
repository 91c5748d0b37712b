import { randomUUID } from 'node:crypto';
import type { Tx } from '#db/client';
import { rosterChange } from '#db/schema/duty';
import type { Member } from '~/domain/acts/permission';
import type { RosterLine } from '~/domain/county/roster';
import { type LineProblems, lineShown, readLine, type TypedLine } from '~/domain/county/roster-entry';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { requireShown, type Shown } from '~/domain/shown-entry';
import { readFirstDay } from '~/domain/typed/first-day';
import { isUuid } from '~/domain/uuid';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { askedChange, decideChange } from './asked-change.server';
import { units } from './county.server';
import { rosterOn } from './roster.server';

type ChangeRow = typeof rosterChange.$inferSelect;
/** What a form of a new entry begins with: nothing that a colleague could have changed. */
export const NO_LINE: Shown = {};

/**
 * Asks that an entry be added, or changed where `entryId` names one; it counts once a second person agrees. `shown` is
 * what the form was filled from. Refusals: `invalid` with data.problems, `notFound`, `conflict` (requireShown),
 * `alreadyDone` (nothing differs, or a change of it waits already; data.rule `unchanged`, `waits`).
 */
export async function askRoster(
  ctx: Context,
  actor: Member,
  entryId: string | null,
  { shown, ...typed }: TypedLine & { shown: string },
): Promise<void> {
  const id = entryId ?? randomUUID();
  await perform(ctx, actor, 'roster.ask', `roster:${id}`, async ({ tx, today, record }) => {
    const before = entryId === null ? null : await standing(tx, entryId, today);
    const open = (await units(tx)).filter(({ closedOn }) => closedOn === null);
    const read = readLine(typed, { unitIds: new Set(open.map((one) => one.id)), today });
    if (!read.ok) throw wrongLine(read.problems);
    if (before !== null) requireShown(shown, lineShown(before));
    if (before !== null && JSON.stringify(lineShown(before)) === JSON.stringify(lineShown(read.line))) {
      throw new Refusal('alreadyDone', { data: { rule: 'unchanged' } });
    }
    await keep(tx, actor, { entryId: id, line: read.line, fromDay: read.fromDay, today });
    record({ kind: before === null ? 'rosterAdd' : 'rosterChange', effectiveFrom: read.fromDay });
  });
}

/** Asks that an entry end. Refusals: `notFound`, `conflict`, `invalid` (endDay), `alreadyDone` (data.rule `waits`). */
export async function askRosterEnd(
  ctx: Context,
  actor: Member,
  entryId: string,
  { shown, endDay }: { shown: string; endDay: string },
): Promise<void> {
  await perform(ctx, actor, 'roster.ask', `roster:${entryId}`, async ({ tx, today, record }) => {
    requireShown(shown, lineShown(await standing(tx, entryId, today)));
    const day = readFirstDay(endDay, today);
    if ('problem' in day)
      throw new Refusal('invalid', { field: 'endDay', data: { problems: [`endDay ${day.problem}`] } });
    await keep(tx, actor, { entryId, line: null, fromDay: day.day, today });
    record({ kind: 'rosterEnd', effectiveFrom: day.day });
  });
}

async function standing(tx: Tx, entryId: string, today: IsoDate): Promise<RosterLine> {
  const entry = isUuid(entryId) ? (await rosterOn(tx, today)).find(({ id }) => id === entryId) : undefined;
  if (!entry) throw new Refusal('notFound');
  const { id: _id, ...line } = entry;
  return line;
}

type Asked = Pick<ChangeRow, 'entryId' | 'line' | 'fromDay'> & { today: IsoDate };

async function keep(tx: Tx, actor: Member, { today, ...asked }: Asked): Promise<void> {
  const rows = await tx
    .insert(rosterChange)
    .values({ id: randomUUID(), ...asked, state: 'asked', askedBy: actor.memberId, askedOn: today })
    .onConflictDoNothing()
    .returning({ id: rosterChange.id });
  if (rows.length === 0) throw new Refusal('alreadyDone', { data: { rule: 'waits' } });
}

const wrongLine = (problems: LineProblems): Refusal =>
  new Refusal('invalid', {
    ...(problems[0] && { field: problems[0].field }),
    data: { problems: problems.map(({ field, problem }) => `${field} ${problem}`) },
  });

/** What the second person is shown of a change, and posts back. */
export const changeShown = ({ entryId, line, fromDay }: Pick<ChangeRow, 'entryId' | 'line' | 'fromDay'>): string =>
  shownAs(toldOf({ entryId, line, fromDay }));

const toldOf = ({ entryId, line, fromDay }: Pick<ChangeRow, 'entryId' | 'line' | 'fromDay'>) => ({
  entryId,
  fromDay,
  line: line === null ? null : JSON.stringify(lineShown(line)),
});

/**
 * A second person agrees, and the change counts from its day on. Refusals: `samePerson`, `alreadyDone`,
 * `shownOtherwise` (by now it says something else), `notFound`.
 */
export async function confirmRoster(
  ctx: Context,
  actor: Member,
  { request, shown }: { request: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'roster.confirm', null, async (p) => {
    const row = await askedChange(p.tx, rosterChange, request);
    p.about(`roster:${row.entryId}`);
    requireAsShown(shown, toldOf(row));
    if (row.askedBy === actor.memberId) throw new Refusal('samePerson');
    await decideChange(p.tx, rosterChange, row, 'confirmed', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy, effectiveFrom: row.fromDay });
  });
  ctx.publicChanged();
}

/** Whoever asked takes it back, or another one refuses it; the roster stays as it is. */
export async function refuseRoster(ctx: Context, actor: Member, request: string): Promise<void> {
  await perform(ctx, actor, 'roster.refuse', null, async (p) => {
    const row = await askedChange(p.tx, rosterChange, request);
    p.about(`roster:${row.entryId}`);
    await decideChange(p.tx, rosterChange, row, 'refused', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy });
  });
}
