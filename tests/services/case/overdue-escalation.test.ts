import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import { outbox } from '#db/schema/log';
import { timeLimits2023 } from '~/domain/county/policies/time-limits-2023';
import { parsePolicyOf } from '~/domain/county/policy';
import { parsePolicyForm, policyAnswers } from '~/domain/county/policy-form';
import { addWorkingDays } from '~/domain/dates';
import { takeHazards } from '~/services/case/hazard.server';
import { queueEscalations } from '~/services/case/overdue-escalation.server';
import { seedPolicies } from '~/services/county/policies.server';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import { onRoster } from '../county/roster-play';
import { playedContext } from '../played-context';
import { drainOutbox } from '../report/drain-outbox';
import { hazardsOf } from './hazard-play';

const { ctx, county } = await playedContext();
await seedPolicies(ctx);

const gives = (code: string, dutyMail: string) =>
  ctx.database.owner.db.update(unit).set({ dutyMail }).where(eq(unit.code, code));
/** Who is told, at nine in the morning of that day or at the time given. */
const toldOn = async (at: string) => {
  ctx.setNow(at);
  await queueEscalations(ctx);
  await queueEscalations(ctx);
  await drainOutbox(ctx);
  return ctx.mails.splice(0);
};
const names = (mails: { to: string }[]) => mails.map(({ to }) => to).sort();
/** Working days after the end of the limit of acceptance, which is 22 September. */
const after = (days: number) => addWorkingDays('2025-09-22', days, ctx.calendar).on;

test('a late case is told to the lead after the policy’s working days, then to supervisors too, once a day, by numbers alone', async () => {
  await gives('fire', 'fire@county.example');
  await gives('committee', 'committee@county.example');
  const { caseId } = await reportFire(ctx);
  await reportFire(ctx);
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  expect(row?.dueOn).toBe('2025-09-22');
  expect(names(await toldOn('2025-09-22'))).toEqual([]);
  const lead = await toldOn(after(1));
  expect(names(lead)).toEqual(['fire@county.example']);
  expect(lead[0]?.text).toContain('2 个案件逾期已满 1 个工作日');
  expect(names(await toldOn(after(4)))).toEqual(['fire@county.example']);
  const both = await toldOn(after(5));
  expect(names(both)).toEqual(['committee@county.example', 'fire@county.example']);
  expect(both.find(({ to }) => to.startsWith('committee'))?.text).toContain('1 个单位的 2 个案件');
  expect(both.find(({ to }) => to.startsWith('committee'))?.text).toContain('/zh/staff/oversight');
  // Neither mails nor jobs say which case it is.
  const all = JSON.stringify([lead, both, await ctx.db.select({ payload: outbox.payload }).from(outbox)]);
  for (const said of [caseId, '红星', 'hazard']) expect(all).not.toContain(said);
});

test('where the roster names leader and supervisor it is for them, when they are on duty, and not for who goes first', async () => {
  const day = { from: 9 * 60, to: 18 * 60, event: 'deadline' } as const;
  const { fire } = county.unitIds;
  await onRoster(ctx, county, { ...day, unitId: fire ?? '', role: 'officer', mail: 'officer@fire.example' });
  await onRoster(ctx, county, { ...day, unitId: fire ?? '', role: 'leader', rank: 2, mail: 'lead@fire.example' });
  await onRoster(ctx, county, { ...day, role: 'supervisor', mail: 'supervisor@county.example' });
  expect(names(await toldOn(`${after(6)}T03:00:00+08:00`))).toEqual([]);
  expect(names(await toldOn(`${after(6)}T10:00:00+08:00`))).toEqual(['lead@fire.example', 'supervisor@county.example']);
});

test('once somebody saw to the cases nobody is told any more', async () => {
  for (const { id } of await ctx.db.select().from(caseFile)) await acceptCase(ctx, county.actor('fire.lead'), id);
  expect(names(await toldOn(`${after(7)}T10:00:00+08:00`))).toEqual([]);
});

test('an entry of a rectification ledger that is as late is told in the same way, by its number alone', async () => {
  const before = await toldOn(`${after(7)}T10:00:00+08:00`);
  expect(before).toEqual([]);
  await hazardsOf(ctx).enter(county.of('fire.handler'), '标记木器厂', 'major', after(7));
  ctx.setNow(`${after(8)}T08:00:00+08:00`);
  await takeHazards(ctx);
  const [mail, ...others] = await toldOn(`${after(8)}T10:00:00+08:00`);
  expect(others).toEqual([]);
  expect(mail?.to).toBe('lead@fire.example');
  expect(mail?.text).toContain('隐患台账另有 1 条整改同样逾期');
  expect(mail?.text).toContain('/zh/staff/hazards?state=late');
  expect(mail?.text).not.toContain('标记');
});

test('a rule of before has the product’s days, and supervisors are not told before leads', () => {
  const { overdueLeadWorkingDays: _, overdueSupervisorWorkingDays: __, ...before } = timeLimits2023;
  expect(parsePolicyOf('timeLimits', before)).toMatchObject({
    overdueLeadWorkingDays: 1,
    overdueSupervisorWorkingDays: 5,
  });
  const typed: Record<string, string> = { ...policyAnswers('timeLimits', timeLimits2023), effectiveFrom: '2027-01-01' };
  const swapped = { ...typed, legalBasis: '本县办法', overdueLeadWorkingDays: '6', overdueSupervisorWorkingDays: '5' };
  const parsed = parsePolicyForm('timeLimits', (name) => swapped[name as keyof typeof swapped] ?? '', '2026-12-01');
  expect(parsed).toMatchObject({ problems: [{ field: 'overdueSupervisorWorkingDays', problem: 'order' }] });
});
