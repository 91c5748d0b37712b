import { eq } from 'drizzle-orm';
import { caseFile } from '#db/schema/casework';
import type { Context } from '~/services/context.server';
import { units } from '~/services/county/county.server';
import { perform } from '~/services/perform.server';

/**
 * Who is alerted that somebody may be in danger: the duty address of the responsible unit, else of the level above it,
 * of intake, of the upper unit. Null when nobody has one, or the case is gone.
 */
export async function dutyAddress(ctx: Context, caseId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ unitId: caseFile.responsibleUnitId })
    .from(caseFile)
    .where(eq(caseFile.id, caseId));
  if (!row) return null;
  const all = await units(ctx.db);
  const own = all.find((unit) => unit.id === row.unitId);
  const order = [
    own,
    all.find((unit) => unit.id === own?.parentUnitId),
    all.find((unit) => unit.kind === 'intake'),
    all.find((unit) => unit.kind === 'upper'),
  ];
  return order.find((unit) => unit?.dutyMail)?.dutyMail ?? null;
}

/** The log says that the alert went out; to whom is in the unit's own row. */
export function recordAlert(ctx: Context, caseId: string): Promise<void> {
  const actor = { kind: 'system', name: 'duty' } as const;
  return perform(ctx, actor, 'report.alertDuty', `case:${caseId}`, async () => undefined);
}
