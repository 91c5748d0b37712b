import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { addDays, addMonths, monthBounds, monthOf } from '~/domain/dates';
import { enterPoints, monthAssessment, unitsToJudge } from '~/services/case/assessment.server';
import { issueOrder } from '~/services/case/committee-order.server';
import { today } from '~/services/context.server';
import { seedPolicies } from '~/services/county/policies.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
const DAY_MS = 86_400_000;
const office = () => county.actor('committee.1');
const unitOf = (login: string) => county.actor(login).unitId;

type Days = { received: string; accepted?: string | null; confirmed?: string | null; replied?: string | null };
/** So many cases of a unit with these days. */
const cases = (n: number, login: string, days: Days, more: Partial<typeof caseFile.$inferInsert> = {}) =>
  ctx.db.insert(caseFile).values(
    Array.from({ length: n }, () => ({
      id: randomUUID(),
      matter: 'hazard',
      sector: 'fire',
      channel: 'web',
      receivedOn: days.received,
      acceptedOn: days.accepted ?? null,
      confirmedOn: days.confirmed ?? null,
      repliedOn: days.replied ?? null,
      responsibleUnitId: unitOf(login),
      assistingUnitIds: [],
      reasons: [],
      excludedUnitTags: [],
      stage: 'accepted',
      ...more,
    })),
  );

let month = '';
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
  month = monthOf(today(ctx));
  const { first, last } = monthBounds(month);
  const start = addDays(first, 7);
  // Acceptance ends within two weeks: in this month for all of them. Four of six keep it.
  await cases(4, 'fire.lead', { received: start, accepted: start });
  await cases(2, 'fire.lead', { received: start, accepted: addDays(start, 40) });
  // Those whose acceptance counts in hours, was refused, or that came at the very end of the month, do not count here.
  await cases(9, 'fire.lead', { received: start }, { urgent: true });
  await cases(9, 'fire.lead', { received: start }, { stage: 'notAccepted' });
  await cases(9, 'fire.lead', { received: last });
  // The sixty days of verification end in this month; an extended one's later.
  const sixty = addDays(first, -50);
  await cases(5, 'emergency.lead', { received: sixty, accepted: sixty, confirmed: addDays(sixty, 30) });
  await cases(1, 'emergency.lead', { received: sixty, accepted: sixty });
  await cases(7, 'emergency.lead', { received: sixty, accepted: sixty }, { extensions: 1 });
  await issueOrder(ctx, office(), {
    unitId: unitOf('emergency.lead'),
    kind: 'notice',
    reason: 'overdue',
    number: '安委办〔2025〕1号',
    dueOn: today(ctx),
  });
});

const assessed = async () => {
  const { units } = await monthAssessment(ctx, office(), month);
  return (login: string) => units.find(({ unitId }) => unitId === unitOf(login));
};

it('counts the limits that ended in the month as kept or missed, and lets the last one speak first', async () => {
  ctx.advance(40 * DAY_MS);
  const of = await assessed();
  expect(of('fire.lead')).toMatchObject({ rates: { acceptance: 67, verification: null, orders: null }, score: 67 });
  expect(of('emergency.lead')).toMatchObject({ rates: { verification: 83, orders: 0 }, rank: 2, speaksFirst: true });
});

it('takes points of the committee office at once, and nobody else’s', async () => {
  const points = { month, unitId: unitOf('fire.lead'), indicator: 'publicity', points: '３０' };
  await enterPoints(ctx, office(), points);
  await enterPoints(ctx, office(), { ...points, points: '40' });
  expect((await assessed())('fire.lead')).toMatchObject({ rates: { publicity: 40 }, score: 67 });
  for (const [field, value] of [
    ['month', addMonths(month, 9)],
    ['unitId', randomUUID()],
    ['indicator', 'acceptance'],
    ['points', '101'],
  ] as const) {
    await expect(enterPoints(ctx, office(), { ...points, [field]: value })).rejects.toMatchObject({
      code: 'invalid',
      field,
    });
  }
  for (const login of ['fire.lead', 'admin']) {
    await expect(enterPoints(ctx, county.actor(login), points)).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(monthAssessment(ctx, county.actor(login), month)).rejects.toMatchObject({ code: 'notAllowed' });
  }
  expect((await unitsToJudge(ctx, office())).length).toBeGreaterThan(1);
});
