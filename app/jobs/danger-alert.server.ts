import { dutyAddress, recordAlert } from '~/services/report/danger-alert.server';
import { dutyWords } from '~/words/county/duty';
import type { JobHandler } from './worker.server';

/** Job `alert.danger` {caseId}: tells the duty address to look now; the mail names no case and no content. */
export const alertDanger: JobHandler = async (ctx, payload) => {
  const caseId = String(payload.caseId);
  const to = await dutyAddress(ctx, caseId);
  if (to === null) {
    ctx.log('alert.noAddress');
    return;
  }
  const { zh, en } = dutyWords;
  await ctx.mail.send({
    to,
    subject: `${zh.subject} / ${en.subject}`,
    text: `${zh.text}\n${en.text}\n\n${ctx.origin}/zh/staff/queue\n`,
  });
  await recordAlert(ctx, caseId);
};
