import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { outbox } from '#db/schema/log';
import { statisticsRelease } from '#db/schema/publication';
import type { SECTORS } from '~/domain/vocabulary';
import { HANDLERS } from '~/jobs/table.server';
import { seedPolicies } from '~/services/county/policies.server';
import { undoneJobs } from '~/services/outbox.server';
import { askRelease, releasesPage } from '~/services/publication/release-asking.server';
import { makeRelease, releaseOf, releases } from '~/services/publication/statistics.server';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

describe('monthly release', () => {
  const insertCases = (count: number, sector: (typeof SECTORS)[number], town: string, receivedOn: string) =>
    ctx.db.insert(caseFile).values(
      Array.from({ length: count }, () => ({
        id: randomUUID(),
        matter: 'hazard',
        sector,
        town,
        channel: 'web',
        receivedOn,
        responsibleUnitId: county.unitIds.fire,
        assistingUnitIds: [],
        reasons: [],
        excludedUnitTags: [],
        stage: 'registered',
      })),
    );

  it('counts the month, hides small counts and never changes afterwards', async () => {
    await insertCases(12, 'fire', '500200101', '2025-08-10');
    await insertCases(3, 'gas', '500200102', '2025-08-11');
    await insertCases(9, 'mining', '500200102', '2025-08-12');
    await insertCases(7, 'mining', '500200102', '2025-07-31');
    const release = await makeRelease(ctx, { kind: 'system', name: 'test' }, '2025-08');
    const received = new Map(release.data.bySector.map(({ key, counts }) => [key, counts.received]));
    // By chance, once in a thousand, the total is hidden as well.
    expect([24, null]).toContain(release.data.totals.received);
    expect(['few', null]).toContain(received.get('gas'));
    // Zero is hidden just as three is.
    expect(received.get('construction')).toBe(received.get('gas'));
    expect([12, 'more', null]).toContain(received.get('fire'));
    expect(release.excepted).toBe(0);

    await insertCases(5, 'fire', '500200101', '2025-08-20');
    await expect(makeRelease(ctx, { kind: 'system', name: 'test' }, '2025-08')).rejects.toMatchObject({
      code: 'alreadyDone',
    });
    expect((await releaseOf(ctx, '2025-08'))?.data).toEqual(release.data);
    await expect(ctx.db.update(statisticsRelease).set({ madeOn: '2025-01-01' })).rejects.toMatchObject({
      cause: { code: '42501' },
    });
  });

  it('refuses the running month and whoever may not', async () => {
    const clerk = { kind: 'system', name: 'test' } as const;
    await expect(makeRelease(ctx, clerk, '2025-09')).rejects.toMatchObject({ code: 'notOpen' });
    await expect(makeRelease(ctx, county.actor('fire.lead'), '2025-07')).rejects.toMatchObject({
      code: 'notAllowed',
    });
    await expect(makeRelease(ctx, county.actor('publisher'), '2025-07')).rejects.toMatchObject({ code: 'notAllowed' });
  });

  it('is started by a publisher in the app, once, again after a try that failed, and made by a job', async () => {
    const publisher = county.actor('publisher');
    expect((await releasesPage(ctx, publisher)).due).toEqual([{ month: '2025-07', underWay: false, failures: 0 }]);
    await askRelease(ctx, publisher, '2025-07');
    expect((await releasesPage(ctx, publisher)).due).toEqual([{ month: '2025-07', underWay: true, failures: 0 }]);
    await expect(askRelease(ctx, publisher, '2025-07')).rejects.toMatchObject({ code: 'alreadyDone' });
    await ctx.db.update(outbox).set({ failed: 'Error' }).where(eq(outbox.kind, 'release.make'));
    expect((await releasesPage(ctx, publisher)).due).toEqual([{ month: '2025-07', underWay: false, failures: 1 }]);
    await Promise.allSettled([askRelease(ctx, publisher, '2025-07'), askRelease(ctx, publisher, '2025-07')]);
    expect((await releasesPage(ctx, publisher)).due).toEqual([{ month: '2025-07', underWay: true, failures: 1 }]);
    const jobs = (await undoneJobs(ctx.db, 'release.make')).filter(({ failed }) => !failed);
    expect(jobs).toHaveLength(1);
    for (const _ of [1, 2]) await HANDLERS['release.make']?.(ctx, { month: '2025-07' }, jobs[0]?.key ?? '');
    expect((await releases(ctx.db)).map(({ month }) => month)).toEqual(['2025-08', '2025-07']);
    const { due, made } = await releasesPage(ctx, publisher);
    expect([due, made.map(({ month }) => month)]).toEqual([[], ['2025-08', '2025-07']]);
    await expect(askRelease(ctx, publisher, '2025-07')).rejects.toMatchObject({ code: 'alreadyDone' });
    await expect(askRelease(ctx, publisher, '2025-09')).rejects.toMatchObject({ code: 'notOpen' });
    for (const login of ['fire.lead', 'admin']) {
      await expect(askRelease(ctx, county.actor(login), '2025-06')).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(releasesPage(ctx, county.actor(login))).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });
});
