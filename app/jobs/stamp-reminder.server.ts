import { queueStampReminder } from '~/services/keys/stamp.server';
import { stampMail } from '~/words/keys/stamp-mail';
import { notify } from './notify.server';
import type { JobHandler, Periodic } from './worker.server';

/** Checks once an hour whether the guardians must be reminded today that their stamps lapse. */
export const remindOfStamps: Periodic = {
  name: 'stamp.remind',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await queueStampReminder(ctx)),
};

/** Job `notice.stamp`: tells the guardians that the list waits to be confirmed as current, and nothing else. */
export const noticeStamp: JobHandler = async (ctx, _payload, key) => {
  await notify(ctx, [{ mayDo: 'directory.stamp' }], {
    words: stampMail,
    page: 'ceremonies',
    event: 'work',
    key,
  });
};
