import { holidayChange } from '#db/schema/calendar';
import type { Member } from '~/domain/acts/permission';
import { Refusal } from '~/domain/refusal';
import { requireAsShown, shownAs } from '~/domain/shown';
import { settleLimits } from '~/services/case/limit-settling.server';
import type { Context } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { askedChange, decideChange } from './asked-change.server';

type ChangeRow = typeof holidayChange.$inferSelect;
type Asked = Pick<ChangeRow, 'year' | 'table' | 'notice'>;

/** What the second person is shown of a change, and posts back. */
export const changeShown = (row: Asked): string => shownAs(toldOf(row));

const toldOf = ({ year, table, notice }: Asked) => ({
  year,
  notice,
  free: table?.free ?? null,
  working: table?.working ?? null,
});

/**
 * A second person agrees: the year counts as entered from now on, in every process, and last days are computed anew.
 * Refusals: `samePerson`, `alreadyDone`, `shownOtherwise`, `notFound`.
 */
export async function confirmYear(
  ctx: Context,
  actor: Member,
  { request, shown }: { request: string; shown: string },
): Promise<void> {
  await perform(ctx, actor, 'calendar.confirm', null, async (p) => {
    const row = await askedChange(p.tx, holidayChange, request);
    p.about(`calendar:${row.year}`);
    requireAsShown(shown, toldOf(row));
    if (row.askedBy === actor.memberId) throw new Refusal('samePerson');
    await decideChange(p.tx, holidayChange, row, 'confirmed', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy, year: String(row.year) });
  });
  await ctx.holidays.reload(ctx.db);
  ctx.publicChanged();
  // Where this is cut off, the task of the clock does it within the hour.
  await settleLimits(ctx);
}

/** Whoever asked takes it back, or another one refuses it; the year stays as it is. */
export async function refuseYear(ctx: Context, actor: Member, request: string): Promise<void> {
  await perform(ctx, actor, 'calendar.refuse', null, async (p) => {
    const row = await askedChange(p.tx, holidayChange, request);
    p.about(`calendar:${row.year}`);
    await decideChange(p.tx, holidayChange, row, 'refused', { decidedBy: actor.memberId, decidedOn: p.today });
    p.record({ askedBy: row.askedBy, year: String(row.year) });
  });
}
