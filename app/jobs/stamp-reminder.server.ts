import { guardiansAddress, queueStampReminder } from '~/services/keys/stamp.server';
import { stampWords } from '~/words/keys/stamp';
import type { JobHandler, Periodic } from './worker.server';

/** Looks once an hour whether the guardians must be reminded today that their stamps lapse. */
export const remindOfStamps: Periodic = {
  name: 'stamp.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueStampReminder(ctx)),
};

/** Job `notice.stamp`: tells the guardians that the list waits to be confirmed as current, and nothing else. */
export const noticeStamp: JobHandler = async (ctx) => {
  const to = await guardiansAddress(ctx);
  if (to === null) {
    ctx.log('notice.noAddress');
    return;
  }
  const { zh, en } = stampWords;
  await ctx.mail.send({
    to,
    subject: `${zh.mailSubject} / ${en.mailSubject}`,
    text: `${zh.mail}\n${en.mail}\n\n${ctx.origin}/zh/staff/ceremonies\n`,
  });
};
