import { randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, lte } from 'drizzle-orm';
import type { Db, Tx } from '#db/client';
import { county } from '#db/schema/county';
import { countyChange } from '#db/schema/county-change';
import { signboard } from '#db/schema/register';
import type { Member } from '~/domain/acts/permission';
import { type CountyEntry, countyShown, readCounty, sameCounty, type TypedCounty } from '~/domain/county/county-entry';
import type { IsoDate } from '~/domain/dates';
import { Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { requireShown } from '~/domain/shown-entry';
import type { Context } from '~/services/context.server';
import { today } from '~/services/context.server';
import { type Performing, perform } from '~/services/perform.server';
import { askedChange, decideChange } from './asked-change.server';
import { countyInfo } from './county.server';

type ChangeRow = typeof countyChange.$inferSelect;

/** What the second person is shown of a change, and posts back. */
export const changeShown = (row: Pick<ChangeRow, 'entry' | 'fromDay'>): string => shownAs(toldOf(row));
const toldOf = ({ entry, fromDay }: Pick<ChangeRow, 'entry' | 'fromDay'>) => ({ fromDay, ...countyShown(entry) });

/**
 * Asks that the county's names and hotline be these from a day on. Refusals: `invalid` with data.problems, `conflict`
 * (requireShown), `alreadyDone` (data.rule `unchanged`, `waits`).
 */
export async function askCounty(
  ctx: Context,
  actor: Member,
  { shown, ...typed }: TypedCounty & { shown: string },
): Promise<void> {
  await perform(ctx, actor, 'county.ask', 'county:entry', async ({ tx, today: day, record }) => {
    const read = readCounty(typed, day);
    if (!read.ok) {
      const problems = read.problems.map(({ field, problem }) => `${field} ${problem}`);
      throw new Refusal('invalid', { ...(read.problems[0] && { field: read.problems[0].field }), data: { problems } });
    }
    const standing = await countyInfo(tx);
    requireShown(shown, countyShown(standing));
    if (sameCounty(standing, read.entry)) throw new Refusal('alreadyDone', { data: { rule: 'unchanged' } });
    const asked = { entry: read.entry, fromDay: read.fromDay, askedBy: actor.memberId, askedOn: day };
    const rows = await tx
      .insert(countyChange)
      .values({ id: randomUUID(), ...asked, state: 'asked' })
      .onConflictDoNothing()
      .returning({ id: countyChange.id });
    if (rows.length === 0) throw new Refusal('alreadyDone', { data: { rule: 'waits' } });
    record({ effectiveFrom: read.fromDay });
  });
}

/**
 * A second person agrees; the change counts from its day on, today at the earliest. Refusals: `samePerson`,
 * `alreadyDone`, `shownOtherwise` (by now it says something else), `notFound`.
 */
export async function confirmCounty(
  ctx: Context,
  actor: Member,
  { request, shown }: { request: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'county.confirm', 'county:entry', async (p) => {
    const row = await askedChange(p.tx, countyChange, request);
    requireAsShown(shown, toldOf(row));
    if (row.askedBy === actor.memberId) throw new Refusal('samePerson');
    await decideChange(p.tx, countyChange, row, 'confirmed', { decidedBy: actor.memberId, decidedOn: p.today });
    const boards = row.fromDay <= p.today ? await take(p.tx, row, p.today) : 0;
    p.record({ askedBy: row.askedBy, effectiveFrom: row.fromDay, boards });
  });
  ctx.publicChanged();
}

/** Whoever asked takes it back, or another one refuses it; the county stays as it is. */
export async function refuseCounty(ctx: Context, actor: Member, request: string): Promise<void> {
  await perform(ctx, actor, 'county.refuse', 'county:entry', async (p) => {
    const row = await askedChange(p.tx, countyChange, request);
    await decideChange(p.tx, countyChange, row, 'refused', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy });
  });
}

/** Confirmed changes whose day has come, in the order of their days. */
const dueChanges = (db: Db | Tx, day: IsoDate): Promise<ChangeRow[]> =>
  db
    .select()
    .from(countyChange)
    .where(and(eq(countyChange.state, 'confirmed'), isNull(countyChange.appliedOn), lte(countyChange.fromDay, day)))
    .orderBy(asc(countyChange.fromDay), asc(countyChange.order));

/** What was confirmed for a day that has come by now stands from now on. */
export async function settleCounty(ctx: Context): Promise<void> {
  if ((await dueChanges(ctx.db, today(ctx))).length === 0) return;
  await perform(ctx, { kind: 'system', name: 'clock' }, 'county.settle', 'county:entry', settleDue);
  ctx.publicChanged();
}

async function settleDue({ tx, today: day, record }: Performing): Promise<void> {
  let boards = 0;
  for (const row of await dueChanges(tx, day)) boards += await take(tx, row, day);
  record({ boards });
}

/**
 * Writes the entry into the county's row. Boards that show the county's old number get the new one in the draft of the
 * register: guardians sign it, and their sheets are printed anew. Returns how many they are.
 */
async function take(tx: Tx, { id, entry }: { id: string; entry: CountyEntry }, day: IsoDate): Promise<number> {
  const { hotline } = await countyInfo(tx);
  await tx.update(county).set(entry);
  await tx.update(countyChange).set({ appliedOn: day }).where(eq(countyChange.id, id));
  if (hotline === entry.hotline) return 0;
  const changed = await tx
    .update(signboard)
    .set({ hotline: entry.hotline })
    .where(and(eq(signboard.hotline, hotline), isNull(signboard.closedOn)))
    .returning({ code: signboard.code });
  return changed.length;
}
