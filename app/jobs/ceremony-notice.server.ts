import { dutyAddressOf, WAITED_FOR } from '~/services/opening/ceremony-notice.server';
import { ceremonyMail } from '~/words/opening/ceremony-mail';
import type { JobHandler } from './worker.server';

/** Job `notice.ceremony` {unit}: tells guardians, custodians or finance that an ask waits for them, and nothing of it. */
export const noticeCeremony: JobHandler = async (ctx, payload) => {
  const unit = WAITED_FOR.find((kind) => kind === payload.unit);
  const to = unit === undefined ? null : await dutyAddressOf(ctx, unit);
  if (to === null) {
    ctx.log('notice.noAddress');
    return;
  }
  const { zh, en } = ceremonyMail;
  await ctx.mail.send({
    to,
    subject: `${zh.subject} / ${en.subject}`,
    text: `${zh.text}\n${en.text}\n\n${ctx.origin}/zh/staff/ceremonies\n`,
  });
};
