import { queueHandOnReminders, stillReminded } from '~/services/report/superior-waiting.server';
import { handOnMail } from '~/words/report/hand-on-mail';
import { notify } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Checks once an hour whether somebody must be reminded today that a report for the level above waits too long. */
export const remindOfHandingOn: Periodic = {
  name: 'handOn.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueHandOnReminders(ctx)),
};

/** Job `handOn.remind` {kind}: tells one office that a sealed file waits to be handed on, and nothing else. */
export const sendHandOnReminder: JobHandler = async (ctx, payload, key) => {
  const kind = await stillReminded(ctx, payload.kind);
  if (kind !== null) await notify(ctx, [{ kind }], { words: handOnMail, page: 'outgoing', event: 'deadline', key });
};
