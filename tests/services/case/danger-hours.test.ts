import { eq } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { dangerAlert } from '#db/schema/duty';
import { caseForStaff } from '~/services/case/case-page.server';
import { dueInUnit } from '~/services/case/deadline-reminder.server';
import { unitProgress } from '~/services/case/oversight.server';
import { queue, queueCounts } from '~/services/case/queue.server';
import { queueNews } from '~/services/case/queue-news.server';
import { seedPolicies } from '~/services/county/policies.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { submitReport } from '~/services/report/report.server';
import { acceptCase } from '../case-steps';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import type { TestContext } from '../test-context';
import { giveCase } from '../transfer-play';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});
beforeEach(() => ctx.setNow('2025-09-15T10:10:00+08:00'));

const danger = () => submitReport(ctx, { draft: reportDraft({ urgent: 'yes' }) });
const rowOf = async (caseId: string) => (await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId)))[0];
const alertOf = async (caseId: string) =>
  (await ctx.db.select().from(dangerAlert).where(eq(dangerAlert.caseId, caseId)))[0];
const lead = () => county.actor('fire.lead');

describe('danger to life', () => {
  it('is due in hours, on the day they end, and its rows hold no finer time than the hour', async () => {
    const { caseId } = await danger();
    expect(await rowOf(caseId)).toMatchObject({ dueOn: '2025-09-15', dueProvisional: false, urgent: true });
    const alert = await alertOf(caseId);
    expect(alert?.dueAt?.toISOString()).toBe('2025-09-15T05:00:00.000Z');
    expect((alert?.nextAt?.getTime() ?? 1) % 300_000).toBe(0);
  });

  it('is late everywhere from that hour on, of the same day, and nowhere before', async () => {
    const { caseId, reportId } = await danger();
    const seen = async () => {
      const facts = (await caseForStaff(ctx, county.actor('fire.handler'), caseId)).facts;
      const own = await ownReport(ctx, reportId);
      const news = await queueNews(ctx, lead());
      const progress = await unitProgress(ctx, county.actor('committee.1'));
      return {
        page: [facts.lateness, facts.dueHour],
        row: (await queue(ctx, lead())).rows.find(({ id }) => id === caseId)?.lateness,
        filtered: (await queue(ctx, lead(), { overdue: true })).rows.some(({ id }) => id === caseId),
        news: (news.find(({ name }) => name === 'overdue')?.count ?? 0) > 0,
        counts: (await queueCounts(ctx, lead())).find(({ stage }) => stage === 'registered')?.overdue !== 0,
        oversight: progress.find(({ unitId }) => unitId === county.unitIds.fire)?.overdue !== 0,
        reminder: ((await dueInUnit(ctx, county.unitIds.fire))?.overdue ?? 0) > 0,
        reporter: (await followFacts(ctx, own)).late,
      };
    };
    ctx.setNow('2025-09-15T12:59:00+08:00');
    const no = { filtered: false, news: false, counts: false, oversight: false, reminder: false, reporter: false };
    expect(await seen()).toEqual({ page: ['today', '13:00'], row: 'today', ...no });
    ctx.setNow('2025-09-15T13:00:00+08:00');
    const yes = { filtered: true, news: true, counts: true, oversight: true, reminder: true, reporter: true };
    expect(await seen()).toEqual({ page: ['overdue', '13:00'], row: 'overdue', ...yes });
    await acceptCase(ctx, lead(), caseId);
  });

  it('tells no hour any more once somebody accepted it', async () => {
    const { caseId } = await danger();
    await acceptCase(ctx, lead(), caseId);
    expect(await alertOf(caseId)).toBeUndefined();
    expect((await rowOf(caseId))?.dueOn).toBe('2025-11-14');
  });

  it('keeps its hours through a transfer, whose unit is told anew', async () => {
    const { caseId } = await danger();
    const before = await alertOf(caseId);
    ctx.setNow('2025-09-15T11:40:00+08:00');
    await giveCase(ctx, county.of('fire.handler'), caseId, county.unitIds.emergency);
    const after = await alertOf(caseId);
    expect([after?.dueAt, (await rowOf(caseId))?.dueOn]).toEqual([before?.dueAt, '2025-09-15']);
    expect(after?.id).not.toBe(before?.id);
    expect(after).toMatchObject({ steps: 0, acknowledgedBy: null });
  });

  it('comes before everything else of the queue, by the hour', async () => {
    const first = await danger();
    ctx.setNow('2025-09-15T11:30:00+08:00');
    const second = await danger();
    const calm = await submitReport(ctx, { draft: reportDraft() });
    const ids = (await queue(ctx, lead())).rows.map(({ id }) => id);
    const at = [first, second, calm].map(({ caseId }) => ids.indexOf(caseId));
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });
});
