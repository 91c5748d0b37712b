import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { shownAs } from '~/domain/shown';
import { issueOrder, moveOrder, orderShown, ordersPage, ordersWaiting } from '~/services/case/committee-order.server';
import { today } from '~/services/context.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const office = () => county.actor('committee.1');
const lead = () => county.actor('fire.lead');
const draft = (n: number) => ({
  unitId: lead().unitId,
  kind: 'interview' as const,
  reason: 'overdue' as const,
  number: `安委办督〔2025〕${n}号`,
  dueOn: today(ctx),
});
const seen = async (n: number) => {
  const row = (await ordersPage(ctx, office())).rows.find(({ number }) => number === draft(n).number);
  if (!row) throw new Error('no such order');
  return { id: row.id, shown: shownAs(orderShown(row)) };
};
const waiting = (login: string) => ordersWaiting(ctx.db, county.actor(login), today(ctx));

it('is issued by the committee office to an open unit, once for each document', async () => {
  await issueOrder(ctx, office(), draft(1));
  await expect(issueOrder(ctx, office(), draft(1))).rejects.toMatchObject({ code: 'alreadyDone', field: 'number' });
  const nowhere = { ...draft(2), unitId: office().memberId };
  await expect(issueOrder(ctx, office(), nowhere)).rejects.toMatchObject({ code: 'invalid', field: 'unitId' });
  for (const login of ['fire.lead', 'admin', 'fire.handler']) {
    await expect(issueOrder(ctx, county.actor(login), draft(3))).rejects.toMatchObject({ code: 'notAllowed' });
  }
});

it('waits for the unit’s own lead, who alone sees and answers it, and is late the day after its last day', async () => {
  expect(await waiting('fire.lead')).toEqual({ open: 1, late: 0 });
  expect(await waiting('emergency.lead')).toEqual({ open: 0, late: 0 });
  expect((await ordersPage(ctx, county.actor('emergency.lead'))).rows).toEqual([]);
  await expect(ordersPage(ctx, county.actor('fire.handler'))).rejects.toMatchObject({ code: 'notAllowed' });
  ctx.advance(86_400_000);
  expect(await waiting('fire.lead')).toEqual({ open: 1, late: 1 });
  expect(await waiting('committee.1')).toEqual({ open: 1, late: 1 });
  const by = { ...(await seen(1)), answerNumber: '消防〔2025〕8号' };
  await expect(moveOrder(ctx, county.actor('emergency.lead'), 'answer', by)).rejects.toMatchObject({
    code: 'notFound',
  });
  await expect(moveOrder(ctx, lead(), 'answer', { ...by, shown: 'x' })).rejects.toMatchObject({
    code: 'shownOtherwise',
  });
  await moveOrder(ctx, lead(), 'answer', by);
  expect(await waiting('fire.lead')).toEqual({ open: 0, late: 0 });
  expect(await waiting('committee.1')).toEqual({ open: 1, late: 0 });
});

it('is sent back with a new last day, answered again and accepted; one of two presses wins', async () => {
  const dueOn = today(ctx);
  await expect(moveOrder(ctx, lead(), 'accept', await seen(1))).rejects.toMatchObject({ code: 'notAllowed' });
  await moveOrder(ctx, office(), 'return', { ...(await seen(1)), dueOn });
  expect((await ordersPage(ctx, lead())).rows).toMatchObject([{ state: 'issued', returned: 1, dueOn, late: false }]);
  await moveOrder(ctx, lead(), 'answer', { ...(await seen(1)), answerNumber: '消防〔2025〕9号' });
  const both = await seen(1);
  const done = await Promise.allSettled([
    moveOrder(ctx, office(), 'accept', both),
    moveOrder(ctx, office(), 'withdraw', both),
  ]);
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await waiting('committee.1')).toEqual({ open: 0, late: 0 });
});

it('can be issued anew under the number of one that was withdrawn, and its log names the unit alone', async () => {
  await issueOrder(ctx, office(), draft(4));
  await moveOrder(ctx, office(), 'withdraw', await seen(4));
  await issueOrder(ctx, office(), draft(4));
  const log = await ctx.db.execute<{ entry: string }>(sql`select entry from log_entry where act like 'order.%'`);
  expect(log.length).toBeGreaterThanOrEqual(8);
  expect(log.every(({ entry }) => entry.includes(lead().unitId) && !entry.includes('〔'))).toBe(true);
});
