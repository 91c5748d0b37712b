import { escalatedNow, escalatedTo, queueEscalations } from '~/services/case/overdue-escalation.server';
import { leadMail, supervisorMail } from '~/words/case/escalation-mail';
import { notify } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Checks once an hour whether leads or supervisors are to be told today of cases that nobody saw to in time. */
export const escalateOverdue: Periodic = {
  name: 'deadline.escalate',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueEscalations(ctx)),
};

/** Job `deadline.escalate` {level, unitId}: numbers of cases, entries of ledgers, days and units, and none of them. */
export const sendEscalation: JobHandler = async (ctx, payload, key) => {
  const unitId = String(payload.unitId);
  const now = await escalatedNow(ctx, payload.level, unitId);
  if (now === null) return;
  const { level, days, units, cases, hazards } = now;
  const page = cases > 0 ? 'queue?overdue=yes' : 'hazards?state=late';
  const notice =
    level === 'lead'
      ? { words: leadMail, page, counts: [cases, days, hazards] }
      : { words: supervisorMail, page: 'oversight', counts: [units, cases, days, hazards] };
  await notify(ctx, await escalatedTo(ctx, level, unitId), { ...notice, event: 'deadline', key });
};
