import { expect, test } from 'vitest';
import { penaltyDecision } from '#db/schema/publication';
import { PERIODIC } from '~/jobs/table.server';
import { doubtOfClock } from '~/services/county/clock.server';
import { makeCheckpoint } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { registerPenalty } from '~/services/publication/penalty.server';
import { noteSeen } from '~/services/reward/reward-notice.server';
import { actor, county, ctx, rowOf } from '../services/reward/reward-county';
import { approve, proposeBare, reporterOf } from '../services/reward-play';

const DAY = 86_400_000;
/** The database's clock is this machine's, so that the site's stands there too, or apart from it. */
const REAL = Date.now();
const at = (days: number) => ctx.setNow(new Date(REAL + days * DAY).toISOString());
const HELD = ['reward.expire', 'retention', 'night.enter', 'upload.expire', 'ceremony.expire', 'posted.forget'];

/** Runs what the clock starts and what would end or delete something, as the site does. */
async function byClock(): Promise<void> {
  for (const { name, run } of PERIODIC) if (HELD.includes(name)) await run(ctx, new AbortController().signal);
}
async function livedOn(...days: number[]): Promise<void> {
  for (const day of days) {
    at(day);
    await makeCheckpoint(ctx);
  }
}
let proposalId = '';
const stands = async () => [(await rowOf(proposalId)).state, await ctx.db.$count(penaltyDecision)];
const doubted = () => ctx.logged.filter(({ event }) => event === 'clock.doubted').map(({ fields }) => fields.task);

test('a clock that jumps ahead by months is noticed, and nothing lapses, is entered or deleted by it', async () => {
  proposalId = await proposeBare(ctx, county, 2_000_000n);
  await approve(ctx, county, proposalId);
  await noteSeen(ctx, (await reporterOf(ctx, proposalId)).reportId);
  await registerPenalty(ctx, actor('fire.handler'), {
    ...{
      decisionNumber: '安消罚〔2026〕1号',
      decidedOn: '2026-01-05',
      offender: '某厂',
      creditCode: null,
      sector: 'fire',
    },
    ...{ town: null, offence: '甲', legalBasis: '乙', amount: 100n },
  });
  // The site ran day by day until a hundred days ago.
  await livedOn(-103, -102, -101, -100);
  expect(await doubtOfClock(ctx)).toBe('otherThanDatabase');
  at(0);
  expect(await doubtOfClock(ctx)).toBe('aheadOfRows');
  await byClock();
  expect(await stands()).toEqual(['approved', 0]);
  expect(doubted().sort()).toEqual([...HELD].sort());
});

test('nor while it goes on, at a start anew or the next day', async () => {
  await livedOn(-1, 0);
  expect(await doubtOfClock(ctx)).toBe('aheadOfRows');
  await byClock();
  expect(await stands()).toEqual(['approved', 0]);
});

test('one that is set back is noticed too, by what the log has already', async () => {
  at(-30);
  expect(await doubtOfClock(ctx)).toBe('behindRows');
  await byClock();
  expect(await stands()).toEqual(['approved', 0]);
  await makeCheckpoint(ctx);
  await makeCheckpoint(ctx);
});

test('after two days that were lived through, what was late is done', async () => {
  await livedOn(-3, -2);
  at(0);
  expect(await doubtOfClock(ctx)).toBeNull();
  await byClock();
  expect(await stands()).toEqual(['returned', 1]);
});

test('the log is whole after all of it', async () => {
  expect(await verifyLog(ctx)).toMatchObject({ ok: true, problemCount: 0 });
});
