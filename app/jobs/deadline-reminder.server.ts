import { dueInUnit, queueReminders } from '~/services/case/deadline-reminder.server';
import { queueWords } from '~/words/case/queue';
import type { JobHandler, Periodic } from './worker.server';

/** Looks once an hour whether a unit must be reminded today. */
export const remindOfDeadlines: Periodic = {
  name: 'deadline.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => {
    await queueReminders(ctx);
  },
};

/** Job `deadline.remind` {unitId}: a mail to the unit's duty address that holds two numbers and no case. */
export const sendReminder: JobHandler = async (ctx, payload) => {
  const counts = await dueInUnit(ctx, String(payload.unitId));
  if (counts === null) return;
  const { zh, en } = queueWords;
  await ctx.mail.send({
    to: counts.to,
    subject: `${zh.reminderSubject} / ${en.reminderSubject}`,
    text: `${zh.reminder(counts.overdue, counts.due)}\n${en.reminder(counts.overdue, counts.due)}\n\n${ctx.origin}/zh/staff/queue\n`,
  });
};
