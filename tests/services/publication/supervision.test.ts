import { eq, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { handOver } from '#db/schema/hand-over';
import { supervision } from '#db/schema/publication';
import { shownAs } from '~/domain/shown';
import {
  enterSupervisions,
  moveSupervision,
  publicSupervisions,
  registerSupervision,
  supervisionShown,
  supervisionsPage,
} from '~/services/publication/supervision.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const draft = (n: number) => ({
  orderNumber: `安委办挂牌〔2025〕${n}号`,
  supervisor: '县安委办',
  employer: '标记木器厂',
  hazard: '消防通道被堵',
  dueOn: '2025-12-31',
});
const lead = () => county.actor('fire.lead');
const publisher = () => county.actor('publisher');
const rowOf = async (n: number) => {
  const [row] = await ctx.db
    .select()
    .from(supervision)
    .where(eq(supervision.orderNumber, draft(n).orderNumber));
  if (!row) throw new Error('no row');
  return { id: row.id, shown: shownAs(supervisionShown(row)), row };
};

it('a supervised hazard waits sealed for the night, under a log row that names nothing', async () => {
  await registerSupervision(ctx, lead(), draft(1));
  await expect(registerSupervision(ctx, lead(), draft(1))).rejects.toMatchObject({ code: 'alreadyDone' });
  for (const login of ['fire.handler', 'publisher', 'admin']) {
    await expect(registerSupervision(ctx, county.actor(login), draft(9))).rejects.toMatchObject({ code: 'notAllowed' });
  }
  const [waiting] = await ctx.db.select().from(handOver);
  expect(Buffer.from(waiting?.bytes ?? []).includes('标记')).toBe(false);
  ctx.advance(86_400_000);
  const taken = await Promise.all([enterSupervisions(ctx), enterSupervisions(ctx)]);
  expect(taken[0] + taken[1]).toBe(1);
  const log = await ctx.db.execute<{ entry: string }>(sql`select entry from log_entry where act like 'supervision.%'`);
  const { id } = await rowOf(1);
  expect(log.every(({ entry }) => !entry.includes(id) && !entry.includes('标记'))).toBe(true);
  expect(Object.keys(supervision).join(' ')).not.toMatch(/case|report|hazardId|publishedOn|endedOn/i);
});

it('is public once a publisher published what the page showed, then struck off, and gone once withdrawn', async () => {
  const { id, shown } = await rowOf(1);
  expect(await publicSupervisions(ctx)).toEqual([]);
  await expect(moveSupervision(ctx, lead(), 'publish', { id, shown })).rejects.toMatchObject({ code: 'notAllowed' });
  await expect(moveSupervision(ctx, publisher(), 'end', { id, shown })).rejects.toMatchObject({ code: 'stageForbids' });
  await expect(moveSupervision(ctx, publisher(), 'publish', { id, shown: 'x' })).rejects.toMatchObject({
    code: 'shownOtherwise',
  });
  const before = ctx.publicChanges();
  await moveSupervision(ctx, publisher(), 'publish', { id, shown });
  expect(ctx.publicChanges()).toBe(before + 1);
  expect(await publicSupervisions(ctx)).toMatchObject([{ employer: '标记木器厂', state: 'published' }]);
  await expect(moveSupervision(ctx, publisher(), 'publish', { id, shown })).rejects.toMatchObject({
    code: 'alreadyDone',
  });
  await moveSupervision(ctx, publisher(), 'end', { id, shown });
  expect(await publicSupervisions(ctx)).toMatchObject([{ state: 'ended' }]);
  expect((await supervisionsPage(ctx, lead())).rows).toHaveLength(1);
  expect((await supervisionsPage(ctx, county.actor('emergency.lead'))).rows).toEqual([]);
  await moveSupervision(ctx, publisher(), 'withdraw', { id, shown });
  expect(await publicSupervisions(ctx)).toEqual([]);
  // What was entered wrongly may be registered anew under its number.
  await registerSupervision(ctx, lead(), draft(1));
});
