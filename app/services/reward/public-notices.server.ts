import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { rewardProposal } from '#db/schema/reward';
import type { IsoDate } from '~/domain/dates';
import { type Context, today } from '~/services/context.server';

/** A notice by number alone: no person, employer, unit, case or amount. */
export type PublicNotice = { order: number; noticedOn: IsoDate; until: IsoDate; provisional: boolean };

/** What may have become of a reward while its public notice stays. */
export const STATES_OF_NOTICE = ['approved', 'claimed', 'paid', 'waived', 'revised'] as const;

/**
 * The public notices (公告) whose days to claim run. Each stays until its last day, whatever became of the reward meanwhile, so
 * that nobody reads from this page when somebody claimed it.
 */
export async function publicNotices(ctx: Context): Promise<PublicNotice[]> {
  const { order, noticedOn, claimUntil, claimProvisional, noticedBy, state } = rewardProposal;
  const rows = await ctx.db
    .select({ order, noticedOn, until: claimUntil, provisional: claimProvisional })
    .from(rewardProposal)
    .where(and(eq(noticedBy, 'published'), gte(claimUntil, today(ctx)), inArray(state, [...STATES_OF_NOTICE])))
    .orderBy(asc(order));
  return rows.flatMap(({ noticedOn: on, until, ...row }) =>
    on === null || until === null ? [] : [{ ...row, noticedOn: on, until }],
  );
}
