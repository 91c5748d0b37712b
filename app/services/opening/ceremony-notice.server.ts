import type { Act } from '~/domain/acts/table';
import type { Performing } from '~/services/perform.server';

/**
 * Queues the mail that tells those who may do the next part that it waits for them; the job names neither case nor
 * person.
 */
export const notifyNextPart = ({ enqueue }: Pick<Performing, 'enqueue'>, ceremonyId: string, act: Act) =>
  enqueue({ kind: 'notice.ceremony', key: `notice.ceremony:${ceremonyId}:${act}`, payload: { act } });

/** Queues the mail that tells the supervisors about a step in an emergency, once for each step. */
export const alertSupervisors = ({ enqueue }: Pick<Performing, 'enqueue'>, ceremonyId: string, step: string) =>
  enqueue({ kind: 'alert.emergency', key: `alert.emergency:${ceremonyId}:${step}`, payload: { ceremonyId, step } });
