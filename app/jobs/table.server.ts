import { settleLimits } from '~/services/case/limit-settling.server';
import { settleCounty } from '~/services/county/county-change.server';
import type { JobKind } from '~/services/outbox.server';
import { forgetMarks } from '~/services/posted-once.server';
import { expireRewards } from '~/services/reward/reward-expiry.server';
import { endCeremonies } from './ceremony-expiry.server';
import { noticeCeremony } from './ceremony-notice.server';
import { heldByClock } from './clock-held.server';
import { alertDanger, escalateDanger, sendDuty } from './danger-alert.server';
import { remindOfDeadlines, sendReminder } from './deadline-reminder.server';
import { sendTest } from './duty-test.server';
import { alertEmergency } from './emergency-alert.server';
import { remindOfHandingOn, sendHandOnReminder } from './hand-on-reminder.server';
import { chainLog, checkpointLog } from './log-sequencer.server';
import { enterByNight } from './night.server';
import { escalateOverdue, sendEscalation } from './overdue-escalation.server';
import { makeAskedRelease } from './release.server';
import { noticeReserve, remindOfDrill } from './reserve-notice.server';
import { keepRetention } from './retention.server';
import { noticeStamp, remindOfStamps } from './stamp-reminder.server';
import { removeOrphans, removeStrays } from './upload-expiry.server';
import type { JobHandler, Periodic } from './worker.server';

/** Every kind of job in the outbox and what runs it. */
export const HANDLERS: Record<JobKind, JobHandler> = {
  'alert.danger': alertDanger,
  'alert.emergency': alertEmergency,
  'blob.remove': (ctx, payload) => ctx.blobs.remove(String(payload.blob)),
  'deadline.remind': sendReminder,
  'deadline.escalate': sendEscalation,
  'duty.send': sendDuty,
  'duty.test': sendTest,
  'handOn.remind': sendHandOnReminder,
  'notice.ceremony': noticeCeremony,
  'notice.reserve': noticeReserve,
  'notice.stamp': noticeStamp,
  'release.make': makeAskedRelease,
};

const returnUnclaimed: Periodic = {
  name: 'reward.expire',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await expireRewards(ctx)),
};

const settleProvisional: Periodic = {
  name: 'limits.settle',
  everyMs: 60 * 60_000,
  run: async (ctx) => void (await settleLimits(ctx)),
};

/** By a clock that is ahead it takes effect too early, which nobody can take back by waiting. */
const settleNames: Periodic = { name: 'county.settle', everyMs: 15 * 60_000, run: settleCounty };

const forgetPosted: Periodic = { name: 'posted.forget', everyMs: 24 * 60 * 60_000, run: forgetMarks };

/** Tasks that the clock starts. */
export const PERIODIC: Periodic[] = [
  chainLog,
  checkpointLog,
  settleProvisional,
  escalateDanger,
  remindOfDeadlines,
  escalateOverdue,
  remindOfStamps,
  remindOfHandingOn,
  remindOfDrill,
  // What these end or delete by a wrong clock, nobody brings back.
  ...[
    returnUnclaimed,
    settleNames,
    keepRetention,
    enterByNight,
    removeOrphans,
    removeStrays,
    endCeremonies,
    forgetPosted,
  ].map(heldByClock),
];
