import { recordEmergencyAlert, supervisorsAddress } from '~/services/opening/ceremony-expiry.server';
import { emergencyMail } from '~/words/opening/ceremony';
import type { JobHandler } from './worker.server';

/** Job `alert.emergency` {ceremonyId, step}: tells the supervisors at once; the mail names no case and no person. */
export const alertEmergency: JobHandler = async (ctx, payload) => {
  const to = await supervisorsAddress(ctx);
  if (to === null) {
    ctx.log('alert.noAddress');
    return;
  }
  const { zh, en } = emergencyMail;
  await ctx.mail.send({
    to,
    subject: `${zh.subject} / ${en.subject}`,
    text: `${zh.text}\n${en.text}\n\n${ctx.origin}/zh/staff/oversight\n`,
  });
  await recordEmergencyAlert(ctx, String(payload.ceremonyId), String(payload.step));
};
