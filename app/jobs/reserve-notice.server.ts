import { queueDrillReminder } from '~/services/keys/reserve.server';
import { reserveDrillMail, reserveUsedMail } from '~/words/keys/reserve-mail';
import { notify } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Checks every hour whether the printed reserve key must be tried. */
export const remindOfDrill: Periodic = {
  name: 'reserve.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueDrillReminder(ctx)),
};

/**
 * Job `notice.reserve` {what}: tells the guardians that the paper was used, or that it waits for its yearly drill, and
 * nothing else.
 */
export const noticeReserve: JobHandler = async (ctx, { what }, key) => {
  const words = what === 'used' ? reserveUsedMail : reserveDrillMail;
  await notify(ctx, [{ mayDo: 'reserve.drill' }], { words, page: 'reserve', event: 'work', key });
};
