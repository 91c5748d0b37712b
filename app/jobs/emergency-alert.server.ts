import { recordEmergencyAlert } from '~/services/opening/ceremony-expiry.server';
import { emergencyMail } from '~/words/opening/ceremony';
import { notify } from './notify.server';
import type { JobHandler } from './worker.server';

/** Job `alert.emergency` {ceremonyId, step}: tells the supervisors, else the upper unit; the mail names no case and no person. */
export const alertEmergency: JobHandler = async (ctx, payload, key) => {
  const notice = { words: emergencyMail, page: 'oversight', event: 'danger', key } as const;
  const told = await notify(ctx, [{ mayDo: 'oversight.read' }, { kind: 'upper' }], notice);
  if (told) await recordEmergencyAlert(ctx, String(payload.ceremonyId), String(payload.step));
};
