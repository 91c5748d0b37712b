import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { caseEvent, caseFile } from '#db/schema/casework';
import { unit } from '#db/schema/county';
import type { Actor } from '~/domain/acts/permission';
import type { QueueFilter } from '~/domain/case/queue-filter';
import { addDays } from '~/domain/dates';
import { OPEN_STAGES, SECTORS, STAGES, type Stage } from '~/domain/vocabulary';
import { sendReminder } from '~/jobs/deadline-reminder.server';
import { dueInUnit, queueReminders } from '~/services/case/deadline-reminder.server';
import { unitProgress } from '~/services/case/oversight.server';
import { type QueueRow, queue, queueCounts, wholeQueue } from '~/services/case/queue.server';
import { queueNews } from '~/services/case/queue-news.server';
import { type TestContext, testContext } from '../test-context';

const [own, other] = [randomUUID(), randomUUID()];
const officer = randomUUID();
const member = (roles: 'handler' | 'supervisor' | 'auditor' | 'finance' | 'lead', unitId = own): Actor => ({
  kind: 'member',
  memberId: officer,
  unitId,
  roles: [roles],
});
const TODAY = '2025-09-15';
let ctx: TestContext;
let rows: (typeof caseFile.$inferSelect)[];

/** 400 cases over two units, with many equal due days and some without one. */
function someCases(): (typeof caseFile.$inferInsert)[] {
  return Array.from({ length: 400 }, (_, n) => {
    const stage = STAGES[(n * 7) % STAGES.length] ?? 'registered';
    const ended = stage === 'closed' || stage === 'notAccepted';
    return {
      id: randomUUID(),
      matter: 'hazard',
      sector: SECTORS[n % 5] ?? 'fire',
      town: null,
      channel: 'web',
      receivedOn: '2025-09-01',
      urgent: n % 11 === 0,
      responsibleUnitId: n % 4 === 0 ? other : own,
      assistingUnitIds: [],
      reasons: [],
      excludedUnitTags: [],
      stage,
      assignedTo: n % 3 === 0 ? officer : null,
      dueOn: ended || n % 9 === 0 ? null : addDays(TODAY, (n % 13) - 6),
    };
  });
}

beforeAll(async () => {
  ctx = await testContext();
  await ctx.db.insert(unit).values([
    { id: own, code: 'own', kind: 'department', names: { zh: '甲', en: 'A' }, dutyMail: 'duty@a.example' },
    { id: other, code: 'other', kind: 'department', names: { zh: '乙', en: 'B' } },
  ]);
  rows = await ctx.db.insert(caseFile).values(someCases()).returning();
});

const isOpen = (stage: string) => (OPEN_STAGES as readonly string[]).includes(stage);

const OWN_STAGES: readonly string[] = ['assigned', 'verifying', 'verdictConfirmed', 'replied', 'objected'];
const waitsForHandler = (row: (typeof rows)[number]): boolean =>
  row.assignedTo === null ? row.stage === 'registered' : row.assignedTo === officer && OWN_STAGES.includes(row.stage);

/** The plain meaning of a filter and of the order, over all rows in memory. */
function expected(filter: QueueFilter): string[] {
  const ended = filter.stage !== undefined && !isOpen(filter.stage);
  return rows
    .filter((row) => row.responsibleUnitId === own)
    .filter((row) => (filter.stage ? row.stage === filter.stage : isOpen(row.stage)))
    .filter((row) => !filter.mine || row.assignedTo === officer)
    .filter((row) => !filter.urgent || row.urgent)
    .filter((row) => !filter.sector || row.sector === filter.sector)
    .filter((row) => !filter.overdue || (row.dueOn !== null && row.dueOn < TODAY))
    .filter((row) => !filter.soon || (row.dueOn !== null && row.dueOn >= TODAY && row.dueOn <= '2025-09-18'))
    .filter((row) => !filter.forMe || waitsForHandler(row))
    .sort((a, b) =>
      ended
        ? b.order - a.order
        : Number(b.urgent) - Number(a.urgent) ||
          (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
          a.order - b.order,
    )
    .map(({ id }) => id);
}

describe('the queue', () => {
  test('property: whatever the filter and page size, the pages together are the whole list in order, each case once', async () => {
    const filters = fc.record(
      {
        stage: fc.constantFrom(...STAGES),
        sector: fc.constantFrom(...SECTORS.slice(0, 6)),
        mine: fc.constant(true),
        overdue: fc.constant(true),
        urgent: fc.constant(true),
        soon: fc.constant(true),
        forMe: fc.constant(true),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 60 }), async (filter, size) => {
        const seen: QueueRow[] = [];
        let after = '';
        do {
          const page = await queue(ctx, member('handler'), { ...filter, after }, size);
          expect(page.rows.length).toBeLessThanOrEqual(size);
          seen.push(...page.rows);
          after = page.next ?? '';
        } while (after !== '');
        expect(seen.map(({ id }) => id)).toEqual(expected(filter));
      }),
      // Each tick alone, which chance rarely draws.
      {
        numRuns: 40,
        examples: [
          [{ forMe: true }, 7],
          [{ mine: true }, 7],
          [{ soon: true }, 7],
          [{ overdue: true }, 7],
        ],
      },
    );
  });

  test('says how near each limit is', async () => {
    const { rows: page } = await queue(ctx, member('handler'), {}, 400);
    const of = (dueOn: string | null) => page.find((row) => row.dueOn === dueOn);
    expect(of('2025-09-14')).toMatchObject({ daysLeft: -1, lateness: 'overdue' });
    expect(of(TODAY)).toMatchObject({ daysLeft: 0, lateness: 'today' });
    expect(of('2025-09-18')).toMatchObject({ daysLeft: 3, lateness: 'soon' });
    expect(of('2025-09-19')).toMatchObject({ daysLeft: 4, lateness: 'later' });
    expect(of(null)).toMatchObject({ daysLeft: null, lateness: 'none' });
  });

  test('is for officers of the unit; a forged cursor is refused', async () => {
    await expect(queue(ctx, member('finance'))).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(queue(ctx, { kind: 'public' })).rejects.toMatchObject({ code: 'notAllowed' });
    await expect(queue(ctx, member('handler'), { after: "x' or 1=1" })).rejects.toMatchObject({ code: 'invalid' });
    await expect(wholeQueue(ctx, member('finance'))).rejects.toMatchObject({ code: 'notAllowed' });
  });

  test('counts each open stage, and the overdue among them', async () => {
    for (const { stage, count, overdue } of await queueCounts(ctx, member('handler'))) {
      expect([stage, count]).toEqual([stage, expected({ stage }).length]);
      expect([stage, overdue]).toEqual([stage, expected({ stage, overdue: true }).length]);
    }
  });

  test('the whole of it for a download holds every filtered case once', async () => {
    const found: string[] = [];
    const { pages } = await wholeQueue(ctx, member('lead'), { urgent: true });
    for await (const page of pages) found.push(...page.map(({ id }) => id));
    expect(found).toEqual(expected({ urgent: true }));
  });

  test('marks a case where the reporter had the last word, and no other', async () => {
    const [asked, answered, evidence, silent] = expected({});
    const event = (caseId: string | undefined, number: number, act: string) => {
      if (caseId === undefined) throw new Error('too few cases');
      return { caseId, number, act, onDay: TODAY, data: {} };
    };
    await ctx.db
      .insert(caseEvent)
      .values([
        event(asked, 1, 'case.message'),
        event(asked, 2, 'report.message'),
        event(asked, 3, 'case.note'),
        event(answered, 1, 'report.message'),
        event(answered, 2, 'case.message'),
        event(evidence, 1, 'report.addFiles'),
        event(silent, 1, 'case.accept'),
      ]);
    const { rows: page } = await queue(ctx, member('handler'), {}, 400);
    expect(page.filter(({ awaitsReply }) => awaitsReply).map(({ id }) => id)).toEqual([asked, evidence]);
    const { rows: chosen } = await queue(ctx, member('handler'), { awaitsReply: true }, 400);
    expect(chosen.map(({ id }) => id)).toEqual([asked, evidence]);
  });

  test('counts on the first page what each of its filters finds', async () => {
    for (const role of ['handler', 'lead'] as const) {
      const news = await queueNews(ctx, member(role));
      expect(news.map(({ name }) => name)).toEqual(['urgent', 'overdue', 'soon', 'awaitsReply', 'registered', 'forMe']);
      for (const { name, filter, count } of news) {
        const { rows: found } = await queue(ctx, member(role), filter, 400);
        expect([role, name, count]).toEqual([role, name, found.length]);
        expect(count).toBeGreaterThan(0);
      }
    }
    await expect(queueNews(ctx, member('finance'))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

describe('above the departments', () => {
  test('supervisors and auditors see numbers per unit, and nobody else does', async () => {
    const open = (unitId: string, late = false) =>
      rows.filter(
        (row) => row.responsibleUnitId === unitId && isOpen(row.stage) && (!late || (row.dueOn ?? '9') < TODAY),
      ).length;
    for (const role of ['supervisor', 'auditor'] as const) {
      const units = await unitProgress(ctx, member(role));
      expect(units).toHaveLength(2);
      for (const one of units) expect(one).toMatchObject({ open: open(one.unitId), overdue: open(one.unitId, true) });
      const sums = Object.values(units[0]?.stages ?? {}).reduce((sum: number, n) => sum + (n ?? 0), 0);
      expect(sums).toBe(units[0]?.open);
    }
    await expect(unitProgress(ctx, member('handler'))).rejects.toMatchObject({ code: 'notAllowed' });
  });

  test('a unit is reminded once a day, by two numbers', async () => {
    expect(await queueReminders(ctx)).toBe(1);
    expect(await queueReminders(ctx)).toBe(0);
    const due = await dueInUnit(ctx, own);
    const overdue = STAGES.filter((stage: Stage) => isOpen(stage)).reduce(
      (sum, stage) => sum + expected({ stage, overdue: true }).length,
      0,
    );
    expect(due).toMatchObject({ overdue });
    await sendReminder(ctx, { unitId: own }, '');
    await sendReminder(ctx, { unitId: other }, '');
    expect(ctx.mails.map(({ to }) => to)).toEqual(['duty@a.example']);
    expect(ctx.mails[0]?.text).toContain(`${overdue} late`);
  });
});
