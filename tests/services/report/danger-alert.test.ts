import { and, eq, inArray } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dangerAlert, dutyOutcome, rosterChange } from '#db/schema/duty';
import { logEntry, outbox } from '#db/schema/log';
import { HANDLERS } from '~/jobs/table.server';
import type { Context } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import { JobWaits } from '~/services/outbox.server';
import { acknowledgeAlert, alertsFor, openAlerts } from '~/services/report/alerts.server';
import { advanceAlerts } from '~/services/report/danger-escalation.server';
import { submitReport } from '~/services/report/report.server';
import { acceptCase } from '../case-steps';
import { onRoster } from '../county/roster-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import type { TestContext } from '../test-context';
import { giveCase } from '../transfer-play';
import { drainOutbox } from './drain-outbox';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});
beforeEach(async () => {
  ctx.setNow('2025-09-15T10:10:00+08:00');
  await ctx.db.delete(dangerAlert);
  await ctx.db.delete(dutyOutcome);
  await ctx.database.owner.db.delete(outbox);
  await ctx.database.owner.db.delete(rosterChange);
  ctx.mails.length = 0;
  ctx.hooks.length = 0;
});

const danger = () => submitReport(ctx, { draft: reportDraft({ urgent: 'yes', description: '标记内容' }) });
const alertOf = async (caseId: string) =>
  (await ctx.db.select().from(dangerAlert).where(eq(dangerAlert.caseId, caseId)))[0];
const drain = (workers = 1, by: Context = ctx) => drainOutbox(ctx, workers, by);
const told = () => [...ctx.mails.map(({ to }) => to), ...ctx.hooks.map(({ target }) => target)].sort();
const later = async (minutes: number): Promise<string[]> => {
  ctx.mails.length = 0;
  ctx.hooks.length = 0;
  ctx.advance(minutes * 60_000);
  await advanceAlerts(ctx);
  await drain();
  return told();
};
const lead = () => county.actor('fire.lead');

/** Two of the fire brigade, one for the whole county, and a supervisor. */
async function roster(): Promise<void> {
  const { fire } = county.unitIds;
  await onRoster(ctx, county, { unitId: fire, mail: 'first@duty.example', target: 'phone-1' });
  await onRoster(ctx, county, { unitId: fire, rank: 2, role: 'leader', mail: 'second@duty.example' });
  await onRoster(ctx, county, { mail: 'county@duty.example' });
  await onRoster(ctx, county, { role: 'supervisor', mail: 'last@duty.example' });
}

describe('a report of danger to life', () => {
  it('tells the first at once, then the next ones after the policy’s minutes, at the end supervisors, then anew', async () => {
    await roster();
    await danger();
    await drain();
    expect(told()).toEqual(['first@duty.example', 'phone-1']);
    expect(await later(20)).toEqual([]);
    expect(await later(15)).toEqual(['second@duty.example']);
    expect(await later(35)).toEqual(['county@duty.example']);
    expect(await later(35)).toEqual(['last@duty.example']);
    expect(await later(60)).toEqual(['first@duty.example', 'phone-1']);
    // Past its hours by now, which the supervisor is told once.
    expect(await later(35)).toEqual(['last@duty.example', 'second@duty.example']);
    expect(await later(35)).toEqual(['county@duty.example']);
  });

  it('says nothing of itself: no case, no unit, no word, and no more than the minute', async () => {
    await roster();
    const { caseId } = await danger();
    await drain();
    const sent = JSON.stringify([ctx.mails, ctx.hooks]);
    expect(sent).not.toMatch(new RegExp(`${caseId}|标记|消防|fire|${county.unitIds.fire}|undefined|null`, 'i'));
    expect(ctx.hooks).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{32}$/), event: 'danger', target: 'phone-1' }]);
    const jobs = await ctx.db.select().from(outbox);
    expect(JSON.stringify(jobs.map(({ payload }) => payload))).not.toMatch(/@|phone-1/);
    expect(jobs.every(({ runAfter, doneOn }) => doneOn === '2025-09-15' && runAfter.getUTCHours() === 16)).toBe(true);
  });

  it('is acknowledged by somebody of its unit, after which nobody is told and only the hours count', async () => {
    await roster();
    const { caseId } = await danger();
    await drain();
    for (const login of ['emergency.lead', 'zhenxi.handler']) {
      await expect(acknowledgeAlert(ctx, county.actor(login), caseId)).rejects.toMatchObject({ code: 'notFound' });
    }
    for (const login of ['committee.1', 'admin', 'guardians.1']) {
      await expect(acknowledgeAlert(ctx, county.actor(login), caseId)).rejects.toMatchObject({ code: 'notAllowed' });
    }
    expect(await openAlerts(ctx.db, lead())).toBe(1);
    expect(await openAlerts(ctx.db, county.actor('emergency.lead'))).toBe(0);
    await acknowledgeAlert(ctx, lead(), caseId);
    await expect(acknowledgeAlert(ctx, lead(), caseId)).rejects.toMatchObject({ code: 'alreadyDone' });
    expect(await openAlerts(ctx.db, lead())).toBe(0);
    expect(await later(40)).toEqual([]);
    expect((await alertsFor(ctx, lead())).own).toMatchObject([{ caseId, late: false, dueHour: '13:00' }]);
    // The hours are still kept or seen to be missed.
    expect(await later(180)).toEqual(['last@duty.example']);
    const units = (await alertsFor(ctx, county.actor('committee.1'))).units;
    expect(units).toMatchObject([{ unitId: county.unitIds.fire, open: 0, late: 1 }]);
    await acceptCase(ctx, lead(), caseId);
    expect(await alertOf(caseId)).toBeUndefined();
  });

  it('stays red for supervisors and administrators, by unit and without a case, until then', async () => {
    const { caseId } = await danger();
    for (const login of ['committee.1', 'admin']) {
      const seen = await alertsFor(ctx, county.actor(login));
      expect(seen).toMatchObject({ own: null, units: [{ unitId: county.unitIds.fire, open: 1 }] });
      expect(JSON.stringify(seen)).not.toContain(caseId);
      expect(await openAlerts(ctx.db, county.actor(login))).toBe(1);
    }
    expect(await alertsFor(ctx, county.actor('finance.1'))).toEqual({ own: null, units: null });
  });

  it('that goes to another unit tells that one from its first on', async () => {
    await roster();
    await onRoster(ctx, county, { unitId: county.unitIds.emergency, mail: 'emergency@duty.example' });
    const { caseId } = await danger();
    await drain();
    await acknowledgeAlert(ctx, county.actor('fire.handler'), caseId);
    ctx.mails.length = 0;
    ctx.hooks.length = 0;
    await giveCase(ctx, county.of('fire.handler'), caseId, county.unitIds.emergency);
    await drain();
    expect(told()).toEqual(['emergency@duty.example']);
  });

  it('where nobody is on duty, goes to the address from set-up, and then to supervisors and administrators', async () => {
    await onRoster(ctx, county, { role: 'administrator', mail: 'last@duty.example' });
    await danger();
    await drain();
    expect(told()).toEqual(['duty@fire.example']);
    expect(await later(35)).toEqual(['last@duty.example']);
  });

  it('leaves in the log that somebody was told, by day and case, and no address', async () => {
    await roster();
    const { caseId } = await danger();
    await drain();
    await later(35);
    await acknowledgeAlert(ctx, lead(), caseId);
    const rows = await ctx.db
      .select()
      .from(logEntry)
      .where(eq(logEntry.subject, `case:${caseId}`))
      .orderBy(logEntry.id);
    const acts = rows.map(({ act }) => act).filter((act) => /alert/i.test(act));
    expect(acts).toEqual(['report.alertDuty', 'report.alertDuty', 'alert.acknowledge']);
    expect(rows.map(({ entry }) => entry).join()).not.toMatch(/duty\.example|phone-1|\d\d:\d\d/);
  });
});

describe('messages', () => {
  it('go out once, though several processes look and work at the same moment', async () => {
    await roster();
    const cases = [await danger(), await danger(), await danger()].map(({ caseId }) => `case:${caseId}`);
    await Promise.all(Array.from({ length: 6 }, () => advanceAlerts(ctx)));
    await drain(3);
    expect(told()).toEqual([...Array(3).fill('first@duty.example'), ...Array(3).fill('phone-1')]);
    const steps = await ctx.db
      .select({ act: logEntry.act })
      .from(logEntry)
      .where(and(inArray(logEntry.subject, cases), eq(logEntry.act, 'report.alertDuty')));
    expect(steps).toHaveLength(3);
  });

  it('that a killed process left half done go out under the same id, and no longer once acknowledged', async () => {
    await roster();
    const { caseId } = await danger();
    await advanceAlerts(ctx);
    const jobs = await ctx.db.select().from(outbox).where(eq(outbox.kind, 'duty.send'));
    expect(jobs).toHaveLength(2);
    const again = async () => {
      for (const { payload, key } of jobs) await HANDLERS['duty.send'](ctx, payload, key);
    };
    // Sent, and killed before the job was marked as done: its lease ends, and another process takes it.
    await again();
    await again();
    expect(ctx.mails.map(({ id }) => id)).toEqual([ctx.mails[0]?.id, ctx.mails[0]?.id]);
    expect(new Set(ctx.hooks.map(({ id }) => id)).size).toBe(1);
    await acknowledgeAlert(ctx, lead(), caseId);
    await again();
    expect(ctx.mails).toHaveLength(2);
  });

  it('that one way refuses come by the other one, and what was said stands on the roster’s page', async () => {
    await roster();
    await danger();
    const refusing = { ...ctx, mail: { ...ctx.mail, send: () => Promise.reject(refusal()) } };
    await drain(1, refusing);
    expect(told()).toEqual(['phone-1']);
    const rows = await ctx.db.select().from(dutyOutcome);
    expect(rows.map(({ way, state, problem, said }) => ({ way, state, problem, said }))).toEqual(
      expect.arrayContaining([
        { way: 'mail', state: 'refused', problem: 'address', said: '550 5.1.1 User unknown' },
        { way: 'webhook', state: 'sent', problem: null, said: null },
      ]),
    );
    const [job] = (await ctx.db.select().from(outbox)).filter(({ doneOn }) => doneOn === null);
    expect(job).toMatchObject({ kind: 'duty.send', failed: 'Error:EENVELOPE' });
  });

  it('wait for a mail server where there is none, and go out once it is there', async () => {
    await danger();
    const waiting = { ...ctx, mail: { ...ctx.mail, send: () => Promise.reject(new JobWaits('noMailServer')) } };
    await advanceAlerts(waiting);
    const jobs = await ctx.db.select().from(outbox).where(eq(outbox.kind, 'duty.send'));
    for (const { payload, key } of jobs) {
      await expect(HANDLERS['duty.send'](waiting, payload, key)).rejects.toThrow(JobWaits);
      await HANDLERS['duty.send'](ctx, payload, key);
    }
    expect(told()).toEqual(['duty@fire.example']);
    expect(await ctx.db.select().from(dutyOutcome)).toEqual([]);
  });
});

const refusal = () => Object.assign(new Error('550'), { code: 'EENVELOPE', response: '550 5.1.1 User\r\nunknown' });
