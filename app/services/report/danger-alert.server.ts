import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Tx } from '#db/client';
import { dangerAlert } from '#db/schema/duty';
import { dangerDueAt, lastNotch } from '~/domain/case/danger-hours';
import type { CaseRow } from '~/services/case/case-record.server';
import type { Context } from '~/services/context.server';
import type { NewJob } from '~/services/outbox.server';
import type { Performing } from '~/services/perform.server';

type Within = Pick<Performing, 'tx' | 'enqueue'>;
type Clock = Pick<Context, 'now'>;

/** Wakes the worker, which tells the first on the roster at once; without it the clock would do so within a minute. */
const firstStep = (alertId: string): NewJob => ({ kind: 'alert.danger', key: `alert.danger:${alertId}`, payload: {} });

/** An alert of which nobody was told yet. */
const untold = (now: number) => ({
  id: randomUUID(),
  nextAt: new Date(lastNotch(now)),
  steps: 0,
  acknowledgedBy: null,
});

/**
 * A report says danger to life: its hours begin, and the first on the roster is told at once. A second sending of the
 * same form begins them anew, since it may say more. `hours` is null where no time limits are known.
 */
export async function raiseAlert(
  { tx, enqueue }: Within,
  ctx: Clock,
  { caseId, hours }: { caseId: string; hours: number | null },
): Promise<void> {
  const now = ctx.now();
  const dueAt = hours === null ? null : new Date(dangerDueAt(now, hours));
  const fresh = { ...untold(now), dueAt, lateTold: false };
  await tx
    .insert(dangerAlert)
    .values({ caseId, ...fresh })
    .onConflictDoUpdate({ target: dangerAlert.caseId, set: fresh });
  await enqueue(firstStep(fresh.id));
}

/**
 * What an act on a case means for its alert. Whoever decides about acceptance has seen it: the row goes, and with it
 * the hour that it told. A unit that gets the case is told from the first step on, and the hours run on.
 */
export async function settleAlert(
  { tx, enqueue }: Within,
  ctx: Clock,
  row: Pick<CaseRow, 'id' | 'urgent' | 'responsibleUnitId'>,
  after: { stage: string; unitId: string },
): Promise<void> {
  if (!row.urgent) return;
  if (after.unitId !== row.responsibleUnitId) {
    const anew = untold(ctx.now());
    await tx
      .insert(dangerAlert)
      .values({ caseId: row.id, ...anew })
      .onConflictDoUpdate({ target: dangerAlert.caseId, set: anew });
    await enqueue(firstStep(anew.id));
  } else if (after.stage !== 'registered') {
    await dropAlert(tx, row.id);
  }
}

/** Nobody is told any more, and nothing tells the hour. */
export async function dropAlert(tx: Tx, caseId: string): Promise<void> {
  await tx.delete(dangerAlert).where(eq(dangerAlert.caseId, caseId));
}
