import { eq } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import type { Context } from '~/services/context.server';
import type { Addressee } from '~/services/county/duty-address.server';
import type { NewJob } from '~/services/outbox.server';
import { perform } from '~/services/perform.server';

/** Alerts once for each report, because somebody may be in danger. */
export const dangerAlert = ({ caseId, reportId }: { caseId: string; reportId: string }): NewJob => ({
  kind: 'alert.danger',
  key: `alert.danger:${reportId}`,
  payload: { caseId },
});

/**
 * Who is alerted: the responsible unit, else the level above it, intake, the upper unit. Nobody when the case is gone.
 */
export async function dangerAddresses(ctx: Context, caseId: string): Promise<Addressee[]> {
  const [row] = await ctx.db
    .select({ unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  return row ? [{ unitId: row.unitId }, { aboveUnitId: row.unitId }, { kind: 'intake' }, { kind: 'upper' }] : [];
}

/** The log says that the alert went out; to whom is in the unit's own row. */
export function recordAlert(ctx: Context, caseId: string): Promise<void> {
  const actor = { kind: 'system', name: 'duty' } as const;
  return perform(ctx, actor, 'report.alertDuty', `case:${caseId}`, async () => undefined);
}
