import { queueDrillReminder } from '~/services/keys/reserve.server';
import { guardiansAddress } from '~/services/keys/stamp.server';
import { reserveWords } from '~/words/keys/reserve';
import type { JobHandler, Periodic } from './worker.server';

/** Looks every hour whether the printed reserve key waits to be tried. */
export const remindOfDrill: Periodic = {
  name: 'reserve.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueDrillReminder(ctx)),
};

/** Job `notice.reserve`: tells the guardians that the paper was used, or waits for its yearly drill, and nothing else. */
export const noticeReserve: JobHandler = async (ctx, { what }) => {
  const to = await guardiansAddress(ctx);
  if (to === null) {
    ctx.log('notice.noAddress');
    return;
  }
  const [zh, en] = [reserveWords.zh.mail, reserveWords.en.mail].map((mail) =>
    what === 'used' ? mail.used : mail.drill,
  );
  await ctx.mail.send({
    to,
    subject: `${zh?.subject} / ${en?.subject}`,
    text: `${zh?.text}\n${en?.text}\n\n${ctx.origin}/zh/staff/reserve\n`,
  });
};
