import { waitingTest } from '~/services/county/duty-test.server';
import { dutyTestWords } from '~/words/county/duty-test';
import { sendAlong } from './notify.server';
import type { JobHandler } from './worker.server';

/**
 * Job `duty.test` {entryId, way}: a marked test message with its number. What came of it stands on the page of the
 * roster; it is not tried again, because somebody waits for the answer.
 */
export const sendTest: JobHandler = async (ctx, { entryId, way }, key) => {
  const test = await waitingTest(ctx, String(entryId), String(way));
  if (test === null) return;
  const { number } = test;
  const notice = { words: dutyTestWords, page: 'alerts', counts: [number], event: 'test', key } as const;
  await sendAlong(ctx, { of: `entry/${test.entryId}`, ...test }, notice).catch(() => undefined);
};
