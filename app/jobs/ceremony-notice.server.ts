import { actNamed } from '~/domain/acts/table';
import { ceremonyMail } from '~/words/opening/ceremony-mail';
import { notify } from './notify.server';
import type { JobHandler } from './worker.server';

/**
 * Job `notice.ceremony` {act}: tells the unit that may do the act that something waits for it, and nothing about it.
 */
export const noticeCeremony: JobHandler = async (ctx, payload, key) => {
  const act = actNamed(String(payload.act));
  await notify(ctx, act === null ? [] : [{ mayDo: act }], {
    words: ceremonyMail,
    page: 'ceremonies',
    event: 'work',
    key,
  });
};
