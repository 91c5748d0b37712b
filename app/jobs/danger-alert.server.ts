import { reachNamed } from '~/services/county/duty-address.server';
import { advanceAlerts, isOpenAlert } from '~/services/report/danger-escalation.server';
import { dutyWords } from '~/words/county/duty';
import { sendAlong } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Job `alert.danger`: a report says danger to life; the first on the roster is told at once. */
export const alertDanger: JobHandler = async (ctx) => void (await advanceAlerts(ctx));

/** Looks every minute whether the next on the roster must be told. */
export const escalateDanger: Periodic = {
  name: 'duty.escalate',
  everyMs: 60_000,
  run: async (ctx) => void (await advanceAlerts(ctx)),
};

/**
 * Job `duty.send` {alertId, step, of, way}: one message to one address, which names no case, no unit and no content.
 * Nothing is sent any more once somebody acknowledged the alert.
 */
export const sendDuty: JobHandler = async (ctx, { alertId, step, of, way }, key) => {
  if (!(await isOpenAlert(ctx, String(alertId), String(step)))) return;
  const reach = await reachNamed(ctx, String(of), String(way));
  if (reach) await sendAlong(ctx, reach, { words: dutyWords, page: 'alerts', event: 'danger', key });
};
