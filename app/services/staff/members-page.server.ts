import type { Member } from '~/domain/acts/permission';
import type { Context } from '~/services/context.server';
import { backupStanding } from '~/services/county/backup-runs.server';
import { readiness, reportingOpen, units } from '~/services/county/county.server';
import { look } from '~/services/look.server';
import { members } from './member.server';

/**
 * The administrator's page: all members, what keeps units from taking reports, and what to put right about the site.
 */
export function membersPage(ctx: Context, actor: Member) {
  return look(ctx, actor, 'member.read', null, async ({ db }) => {
    const { open, routed } = await reportingOpen(db);
    return {
      members: await members(ctx, actor),
      lacking: (await readiness(db)).filter((one) => one.lack !== null),
      open,
      routed,
      units: (await units(db)).map(({ id, kind, names, closedOn }) => ({ id, kind, names, closed: closedOn !== null })),
      /** The site cannot tell visitors apart. */
      faults: { oneAddress: ctx.addresses.oneAddress() },
      backup: await backupStanding({ ...ctx, db }),
    };
  });
}
