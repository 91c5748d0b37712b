import { dueInUnit, queueReminders } from '~/services/case/deadline-reminder.server';
import { deadlineMail } from '~/words/case/deadline-mail';
import { notify } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Checks once an hour whether a unit must be reminded today. */
export const remindOfDeadlines: Periodic = {
  name: 'deadline.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => {
    await queueReminders(ctx);
  },
};

/** Job `deadline.remind` {unitId}: a mail to the unit's duty address that holds two numbers and no case. */
export const sendReminder: JobHandler = async (ctx, payload, key) => {
  const unitId = String(payload.unitId);
  const counts = await dueInUnit(ctx, unitId);
  if (counts === null) return;
  const numbers = [counts.overdue, counts.due];
  await notify(ctx, [{ unitId }], { words: deadlineMail, page: 'queue', counts: numbers, event: 'deadline', key });
};
