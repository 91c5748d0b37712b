import { dangerAddresses, recordAlert } from '~/services/report/danger-alert.server';
import { dutyWords } from '~/words/county/duty';
import { notify } from './notify.server';
import type { JobHandler } from './worker.server';

/** Job `alert.danger` {caseId}: tells the duty address to look now; the mail names no case and no content. */
export const alertDanger: JobHandler = async (ctx, payload) => {
  const caseId = String(payload.caseId);
  const told = await notify(ctx, await dangerAddresses(ctx, caseId), { words: dutyWords, page: 'queue' });
  if (told) await recordAlert(ctx, caseId);
};
