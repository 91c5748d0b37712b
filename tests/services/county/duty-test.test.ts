import { beforeAll, describe, expect, it } from 'vitest';
import { dutyOutcome } from '#db/schema/duty';
import { outbox } from '#db/schema/log';
import { HANDLERS } from '~/jobs/table.server';
import type { Context } from '~/services/context.server';
import { answerTest } from '~/services/county/duty-outcome.server';
import { testRoster } from '~/services/county/duty-test.server';
import { rosterPage } from '~/services/county/roster-page.server';
import { WebhookError } from '~/services/webhook.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';
import { onRoster } from './roster-play';

let ctx: TestContext;
let county: County;
let entryId = '';
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const admin = () => county.actor('admin');
/** Sends what is queued as test messages, by this context. */
async function send(by: Context = ctx): Promise<void> {
  const jobs = (await ctx.db.select().from(outbox)).filter(({ kind }) => kind === 'duty.test');
  for (const { payload, key } of jobs) await HANDLERS['duty.test'](by, payload, key);
}
const results = async () =>
  (await rosterPage(ctx, admin())).outcomes
    .map(({ way, state, problem, said, readOn }) => ({ way, state, problem, said, readOn }))
    .sort((a, b) => a.way.localeCompare(b.way));
const SENT = { state: 'sent', problem: null, said: null, readOn: null };

describe('a test of the roster', () => {
  it('has nobody to go to while nobody stands on it', async () => {
    await expect(testRoster(ctx, admin(), null)).rejects.toMatchObject({ code: 'notFound', field: 'entry' });
  });

  it('goes along every way of an entry, marked as a test, each with its number', async () => {
    entryId = await onRoster(ctx, county, { mail: 'one@duty.example', target: 'phone-1' });
    expect(await testRoster(ctx, admin(), null)).toBe(2);
    expect((await results()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await send();
    const [mail] = ctx.mails;
    const [hook] = ctx.hooks;
    expect(mail).toMatchObject({ to: 'one@duty.example', subject: '测试：值班通知 / Test: message to those on duty' });
    expect(mail?.text).toMatch(/没有举报.*(\d{6})\n[\s\S]*no report.*\1\n/);
    expect(hook).toMatchObject({ event: 'test', target: 'phone-1', number: expect.any(Number) });
    expect(await results()).toEqual([
      { way: 'mail', ...SENT },
      { way: 'webhook', ...SENT },
    ]);
  });

  it('is known to be read once its reader tells the number, whoever they are', async () => {
    const number = ctx.hooks[0]?.number ?? 0;
    await expect(answerTest(ctx, county.actor('finance.1'), number + 1)).rejects.toMatchObject({ code: 'notFound' });
    await expect(answerTest(ctx, county.actor('finance.1'), Number.NaN)).rejects.toMatchObject({ code: 'notFound' });
    await answerTest(ctx, county.actor('finance.1'), number);
    await expect(answerTest(ctx, county.actor('admin'), number)).rejects.toMatchObject({ code: 'alreadyDone' });
    expect((await results()).map(({ readOn }) => readOn)).toEqual([null, '2025-09-15']);
  });

  it('that was refused says by whom and why, and is not tried again', async () => {
    expect(await testRoster(ctx, admin(), entryId)).toBe(2);
    const refuse = (error: Error) => ({ configured: true, send: () => Promise.reject(error), close: () => undefined });
    const error = Object.assign(new Error('x'), { code: 'EAUTH', response: '535 5.7.8 Error: authentication failed' });
    await send({ ...ctx, mail: refuse(error), webhook: refuse(new WebhookError('status', 404)) });
    expect(await results()).toEqual([
      {
        way: 'mail',
        state: 'refused',
        problem: 'signIn',
        said: '535 5.7.8 Error: authentication failed',
        readOn: null,
      },
      { way: 'webhook', state: 'refused', problem: 'status', said: 'HTTP 404', readOn: null },
    ]);
    ctx.mails.length = 0;
    await send();
    expect(ctx.mails).toEqual([]);
  });

  it('leaves one row for each way, with a day and no time', async () => {
    const rows = await ctx.db.select().from(dutyOutcome);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/\d\d:\d\d/);
  });

  it('is sent by administrators and supervisors alone', async () => {
    await expect(testRoster(ctx, county.actor('guardians.1'), null)).rejects.toMatchObject({ code: 'notAllowed' });
    expect(await testRoster(ctx, county.actor('committee.1'), null)).toBe(2);
  });
});
