import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dangerAlert, dutyOutcome, rosterChange } from '#db/schema/duty';
import { dutyStanding } from '~/services/county/duty-standing.server';
import { seedPolicies } from '~/services/county/policies.server';
import { followFacts, ownReport } from '~/services/follow/follow-facts.server';
import { acknowledgeAlert } from '~/services/report/alerts.server';
import { submitReport } from '~/services/report/report.server';
import { reportChoices } from '~/services/report/report-choices.server';
import { acceptCase } from '../case-steps';
import { onRoster } from '../county/roster-play';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { reportDraft } from '../report-drafts';
import type { TestContext } from '../test-context';
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
  await ctx.database.owner.db.delete(rosterChange);
});

const danger = () => submitReport(ctx, { draft: reportDraft({ urgent: 'yes' }) });
const lead = () => county.actor('fire.lead');

describe('what a reporter is promised', () => {
  const followed = async (reportId: string) => (await followFacts(ctx, await ownReport(ctx, reportId))).danger;

  it('is nothing while nobody can be told at some hour, and what is true once everybody got a test', async () => {
    expect((await reportChoices(ctx)).told).toBe(false);
    const { reportId, caseId } = await danger();
    await drainOutbox(ctx);
    expect(await followed(reportId)).toBe('nobody');
    const id = await onRoster(ctx, county, { mail: 'county@duty.example' });
    expect(await dutyStanding(ctx, ctx.db)).toEqual(['untested']);
    await ctx.db.insert(dutyOutcome).values({ entryId: id, way: 'mail', state: 'sent', onDay: '2025-09-15' });
    expect(await dutyStanding(ctx, ctx.db)).toEqual([]);
    expect((await reportChoices(ctx)).told).toBe(true);
    expect(await followed(reportId)).toBe('told');
    await acknowledgeAlert(ctx, lead(), caseId);
    expect(await followed(reportId)).toBe('acknowledged');
    await acceptCase(ctx, lead(), caseId);
    expect(await followed(reportId)).toBeNull();
    await ctx.db.update(dutyOutcome).set({ state: 'refused' });
    expect((await reportChoices(ctx)).told).toBe(false);
  });

  it('names each thing that is lacking', async () => {
    const nowhere = {
      ...ctx,
      mail: { ...ctx.mail, configured: false },
      webhook: { ...ctx.webhook, configured: false },
    };
    expect(await dutyStanding(nowhere, ctx.db)).toEqual(['noWay', 'noRoster']);
    await onRoster(ctx, county, { days: [1], from: 480, to: 1080, target: 'phone-1' });
    expect(await dutyStanding(ctx, ctx.db)).toEqual(['holes', 'untested']);
    ctx.setNow('2025-09-15T20:00:00+08:00');
    expect(await dutyStanding(ctx, ctx.db)).toEqual(['nobodyNow', 'holes', 'untested']);
    const noGateway = { ...ctx, webhook: { ...ctx.webhook, configured: false } };
    await onRoster(ctx, county, { mail: null, target: 'phone-2' });
    expect(await dutyStanding(noGateway, ctx.db)).toEqual(['nobodyNow', 'holes', 'notReachable', 'untested']);
  });
});
