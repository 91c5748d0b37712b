import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { member } from '#db/schema/staff';
import { logPage, wholeLog } from '~/services/log/log-page.server';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import { type County, makeCounty } from '../fixtures';
import { type TestContext, testContext } from '../test-context';

let ctx: TestContext;
let county: County;
let caseId = '';
let order = 0;

beforeAll(async () => {
  ctx = await testContext();
  county = await makeCounty(ctx);
  ({ caseId } = await reportFire(ctx));
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
  order = row?.order ?? 0;
  await acceptCase(ctx, county.actor('fire.lead'), caseId);
});

const auditor = () => county.actor('auditor');

describe('the log of record', () => {
  it('comes with the names behind its ids', async () => {
    const { rows, names } = await logPage(ctx, auditor(), { act: 'case.accept' });
    expect(rows.map(({ said }) => [said.act, said.subject])).toEqual([['case.accept', `case:${caseId}`]]);
    const lead = county.actor('fire.lead');
    const [row] = await ctx.db.select().from(member).where(eq(member.id, lead.memberId));
    expect(names.members[lead.memberId]).toBe(row?.name);
    expect(names.units[lead.unitId]?.zh).toBeTruthy();
    expect(names.cases[caseId]).toBe(order);
  });

  it('is found by day, act, person and case, alone and together', async () => {
    const lead = county.actor('fire.lead').memberId;
    const day = (await logPage(ctx, auditor(), { act: 'case.accept' })).rows[0]?.said.day ?? '';
    const acts = async (filter: Parameters<typeof logPage>[2]) =>
      (await logPage(ctx, auditor(), filter)).rows.map(({ said }) => said.act);
    expect(new Set(await acts({ case: order }))).toEqual(new Set(['case.accept', 'report.submit']));
    expect(await acts({ case: order, by: lead })).toEqual(['case.accept']);
    expect(await acts({ case: order, by: 'public' })).toEqual(['report.submit']);
    expect(await acts({ case: order, from: day, to: day })).toHaveLength(2);
    expect(await acts({ case: order, to: '2000-01-01' })).toEqual([]);
    expect(await acts({ case: 999_999 })).toEqual([]);
  });

  it('goes into a file whole, each line once, in the order of the pages', async () => {
    const inFile: number[] = [];
    for await (const { lines } of await wholeLog(ctx, auditor(), {})) inFile.push(...lines.map(({ id }) => id));
    const onPages: number[] = [];
    let before: number | null | undefined = (inFile[0] ?? 0) + 1;
    while (before) {
      const page: Awaited<ReturnType<typeof logPage>> = await logPage(ctx, auditor(), { before });
      onPages.push(...page.rows.map(({ id }) => id));
      before = page.next;
    }
    expect(inFile).toEqual(onPages);
  });

  it('is for auditors', async () => {
    for (const login of ['fire.lead', 'admin']) {
      await expect(logPage(ctx, county.actor(login))).rejects.toMatchObject({ code: 'notAllowed' });
      await expect(wholeLog(ctx, county.actor(login), {})).rejects.toMatchObject({ code: 'notAllowed' });
    }
  });
});
