import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { unit } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { superiorReport } from '#db/schema/superior';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { HAND_ON_LIMIT, parsePolicyOf } from '~/domain/county/policy';
import { receiptNumber } from '~/domain/typed/receipt-number';
import { randomDigits } from '~/envelope/outside-file';
import { homeItems } from '~/routes/staff/home-items';
import { exportSuperiorReport, recordSent, superiorReports } from '~/services/report/superior-report.server';
import { queueHandOnReminders } from '~/services/report/superior-waiting.server';
import { staffHome } from '~/services/staff/staff-home.server';
import { enterCountyPolicySeen } from '../as-shown';
import { playedContext } from '../played-context';
import { drainOutbox } from './drain-outbox';

const { ctx, county } = await playedContext();
const MARKER = '受理组组长收了红包';
const number = receiptNumber(randomDigits());

/** Nothing here looks at what is sealed, so that any bytes do. */
const cameOn = (receivedOn: string, named: string) =>
  ctx.db.insert(superiorReport).values({
    id: randomUUID(),
    number: named,
    formTokenHash: named,
    sealed: new TextEncoder().encode(MARKER),
    listVersion: 1,
    receivedOn,
  });
const gives = (code: string, dutyMail: string) =>
  ctx.database.owner.db.update(unit).set({ dutyMail }).where(eq(unit.code, code));
const home = async (login: string) => {
  const counts = await staffHome(ctx, county.actor(login));
  return { counts: counts.outgoing, item: homeItems(counts, 'zh').waiting.find(({ to }) => to.endsWith('/outgoing')) };
};
const told = async () => {
  await drainOutbox(ctx);
  return ctx.mails.splice(0);
};

test('within the policy’s working days nobody is reminded; the holidays and weekends between do not count', async () => {
  // A Wednesday: Thursday, Friday and Monday are its three working days.
  await cameOn('2025-09-10', number);
  await gives('intake', 'intake@county.example');
  await gives('administration', 'admin@county.example');
  await gives('fire', 'fire@county.example');
  ctx.setNow('2025-09-15');
  expect(await queueHandOnReminders(ctx)).toBe(0);
  expect(await home('intake.1')).toMatchObject({ counts: { waiting: 1, late: 0 }, item: { count: 1, bad: false } });
  expect((await superiorReports(ctx, county.actor('admin'))).rows).toMatchObject([{ number, late: false }]);
});

test('after them those who may hand it on see it first, and three offices get a mail a day that says nothing of it', async () => {
  ctx.setNow('2025-09-16');
  for (const login of ['intake.1', 'admin', 'committee.1']) {
    expect(await home(login)).toMatchObject({ counts: { waiting: 1, late: 1 }, item: { bad: true } });
  }
  expect((await home('fire.handler')).counts).toBeNull();
  expect((await superiorReports(ctx, county.actor('admin'))).rows).toMatchObject([{ number, late: true }]);
  expect(await queueHandOnReminders(ctx)).toBe(2);
  expect(await queueHandOnReminders(ctx)).toBe(0);
  const mails = await told();
  expect(mails.map(({ to }) => to).sort()).toEqual(['admin@county.example', 'intake@county.example']);
  const all = JSON.stringify([mails, await ctx.db.select().from(outbox)]);
  for (const said of [MARKER, number, '2025-09-10']) expect(all).not.toContain(said);
  expect(mails[0]?.text).toContain('/zh/staff/outgoing');
  ctx.setNow('2025-09-17');
  expect(await queueHandOnReminders(ctx)).toBe(2);
});

test('what was handed on since is not told any more, and one report that is late is enough for the next', async () => {
  const admin = county.actor('admin');
  await exportSuperiorReport(ctx, admin, number);
  await recordSent(ctx, admin, { number, sentOn: '', way: 'carried' });
  expect(await told()).toEqual([]);
  ctx.setNow('2025-09-18');
  await cameOn('2025-09-17', receiptNumber(randomDigits()));
  expect(await queueHandOnReminders(ctx)).toBe(0);
  expect(await home('intake.1')).toMatchObject({ counts: { waiting: 1, late: 0 } });
});

test('the county enters its own days, up to fewer than after which the reporter is told to inquire', async () => {
  const limits = { ...timeLimits2023, effectiveFrom: '2025-09-18', legalBasis: '本县规定' };
  await enterCountyPolicySeen(ctx, county.actor('admin'), { ...limits, kind: 'timeLimits', handOnWorkingDays: 1 });
  ctx.setNow('2025-09-19');
  expect(await queueHandOnReminders(ctx)).toBe(2);
  const { handOnWorkingDays: _days, ...before } = timeLimits2023;
  expect(parsePolicyOf('timeLimits', before).handOnWorkingDays).toBe(HAND_ON_LIMIT.standard);
  expect(() => parsePolicyOf('timeLimits', { ...timeLimits2023, handOnWorkingDays: 10 })).toThrow();
});

test('where no office has an address, the log says so and nothing is queued', async () => {
  await ctx.database.owner.db.update(unit).set({ dutyMail: null });
  ctx.setNow('2025-09-22');
  expect(await queueHandOnReminders(ctx)).toBe(0);
  expect(ctx.logged.map(({ event }) => event)).toContain('notice.noAddress');
});
