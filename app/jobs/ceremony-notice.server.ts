import { dutyAddressOf, WAITED_FOR } from '~/services/opening/ceremony-notice.server';
import { ceremonyMail } from '~/words/opening/ceremony-mail';
import type { JobHandler } from './worker.server';

/** Job `notice.ceremony` {unit}: tells guardians, custodians or finance that an ask waits for them, and nothing of it. */
export const noticeCeremony: JobHandler = async (house, payload) => {
  const unit = WAITED_FOR.find((kind) => kind === payload.unit);
  const to = unit === undefined ? null : await dutyAddressOf(house, unit);
  if (to === null) {
    house.log('notice.noAddress');
    return;
  }
  const { zh, en } = ceremonyMail;
  await house.mail.send({
    to,
    subject: `${zh.subject} / ${en.subject}`,
    text: `${zh.text}\n${en.text}\n\n${house.origin}/zh/staff/ceremonies\n`,
  });
};
