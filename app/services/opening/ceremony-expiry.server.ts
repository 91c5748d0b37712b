import { and, eq, inArray, lt } from 'drizzle-orm';
import { ceremony, ceremonyShare } from '#db/schema/ceremony';
import { isOverdue } from '~/domain/opening/ceremony';
import { type Context, today } from '~/services/context.server';
import { perform } from '~/services/perform.server';
import { type CeremonyRow, lockCeremony, logDataOf } from './ceremony-rows.server';
import { destroyShares } from './ceremony-shares.server';

const CLERK = { kind: 'system', name: 'ceremony' } as const;

/**
 * Ends requests and approvals whose last day is past, one act for each, and destroys approvals that can no longer
 * serve, including those of openings whose outcome nobody recorded. Returns how many ended.
 */
export async function expireCeremonies(ctx: Context): Promise<number> {
  const day = today(ctx);
  const due = await ctx.db
    .select({ id: ceremony.id, kind: ceremony.kind })
    .from(ceremony)
    .where(and(inArray(ceremony.state, ['asked', 'approved']), lt(ceremony.expiresOn, day)));
  let ended = 0;
  for (const one of due) if (await end(ctx, one)) ended += 1;
  await destroyLeftOvers(ctx, day);
  return ended;
}

function end(ctx: Context, { id, kind }: Pick<CeremonyRow, 'id' | 'kind'>): Promise<boolean> {
  return perform(ctx, CLERK, 'ceremony.expire', `ceremony:${id}`, async ({ tx, today: on, record, nothing }) => {
    const row = await lockCeremony(tx, id, kind);
    if (!isOverdue(row, on)) return nothing(false);
    await tx.update(ceremony).set({ state: 'expired' }).where(eq(ceremony.id, id));
    await destroyShares(tx, id);
    record({ ...logDataOf(row), was: row.state });
    return true;
  });
}

async function destroyLeftOvers(ctx: Context, day: string): Promise<void> {
  const left = await ctx.db
    .selectDistinct({ id: ceremony.id, kind: ceremony.kind })
    .from(ceremony)
    .innerJoin(ceremonyShare, eq(ceremonyShare.ceremonyId, ceremony.id))
    .where(and(eq(ceremony.state, 'opened'), lt(ceremony.expiresOn, day)));
  for (const { id, kind } of left) {
    await perform(ctx, CLERK, 'ceremony.expire', `ceremony:${id}`, async ({ tx, record, nothing }) => {
      const row = await lockCeremony(tx, id, kind);
      if ((await destroyShares(tx, id)) === 0) return nothing(undefined);
      record({ ...logDataOf(row), was: row.state });
      return undefined;
    });
  }
}

/** The log row says that the supervisors were told. */
export function recordEmergencyAlert(ctx: Context, ceremonyId: string, step: string): Promise<void> {
  return perform(ctx, CLERK, 'report.alertDuty', `ceremony:${ceremonyId}`, async ({ record }) => record({ step }));
}
