import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { penaltyDecision } from '#db/schema/publication';
import { shownAs } from '~/domain/shown';
import { seedPolicies } from '~/services/county/policies.server';
import { protectionFacts } from '~/services/log/protection.server';
import * as services from '~/services/publication/penalty.server';
import {
  enterPenalties,
  penaltiesPage,
  penaltiesWaiting,
  penaltyPage,
  penaltyShown,
  registerPenalty,
} from '~/services/publication/penalty.server';
import { publishPenalty, withdrawPenalty } from './decided-as-shown';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

const decision = (number: number, decidedOn = '2025-09-01') => ({
  decisionNumber: `安消罚〔2025〕${number}号`,
  decidedOn,
  offender: '某服装厂',
  creditCode: null,
  sector: 'fire' as const,
  town: '500200101',
  offence: '堵塞疏散通道',
  legalBasis: '消防法第六十条',
  amount: 2_000_000n,
});

/**
 * Registers a decision and lets the night pass: the clock goes on by a day. Returns the id that the decision then has.
 */
async function registered(draft: ReturnType<typeof decision>): Promise<string> {
  await registerPenalty(ctx, county.actor('fire.handler'), draft);
  ctx.advance(86_400_000);
  await enterPenalties(ctx);
  return idOf(draft.decisionNumber);
}

async function idOf(decisionNumber: string): Promise<string> {
  const [row] = await ctx.db
    .select({ id: penaltyDecision.id })
    .from(penaltyDecision)
    .where(eq(penaltyDecision.decisionNumber, decisionNumber));
  return row?.id ?? '';
}

describe('exposure list', () => {
  it('shows a decision only after a publisher published it, and leads to no case', async () => {
    const id = await registered(decision(1));
    expect((await penaltyPage(ctx.db, 'published')).rows).toEqual([]);
    expect(await penaltiesWaiting(ctx.db)).toBe(1);
    await expect(publishPenalty(ctx, county.actor('fire.lead'), id)).rejects.toMatchObject({ code: 'notAllowed' });
    const before = ctx.publicChanges();
    await publishPenalty(ctx, county.actor('publisher'), id);
    expect(ctx.publicChanges()).toBe(before + 1);
    const [row] = (await penaltyPage(ctx.db, 'published')).rows;
    expect(row).toMatchObject({ offender: '某服装厂', amount: 2_000_000n, publishedOn: '2025-09-16' });
    expect(Object.keys(penaltyDecision).some((column) => /case|report/i.test(column))).toBe(false);
    const logged = await ctx.db.execute<{ entry: string }>(
      sql`select entry from log_entry where act = 'penalty.register'`,
    );
    expect(logged[0]?.entry).not.toContain('case');
    await expect(publishPenalty(ctx, county.actor('publisher'), id)).rejects.toMatchObject({ code: 'alreadyDone' });
    await withdrawPenalty(ctx, county.actor('publisher'), id, 'setAside');
    expect((await penaltyPage(ctx.db, 'published')).rows).toEqual([]);
    // A withdrawn decision comes onto the list only by being registered anew.
    await expect(publishPenalty(ctx, county.actor('publisher'), id)).rejects.toMatchObject({ code: 'stageForbids' });
    expect((await penaltyPage(ctx.db, 'published')).rows).toEqual([]);
  });

  it('publishes and takes back only what the page showed', async () => {
    const publisher = county.actor('publisher');
    const id = await registered(decision(50));
    const [row] = await ctx.db.select().from(penaltyDecision).where(eq(penaltyDecision.id, id));
    const shown = row ? shownAs(penaltyShown(row)) : '';
    const write = (offender: string) =>
      ctx.database.owner.db.update(penaltyDecision).set({ offender }).where(eq(penaltyDecision.id, id));
    await write('另一家厂');
    const otherwise = { code: 'shownOtherwise' };
    await expect(services.publishPenalty(ctx, publisher, { id, shown })).rejects.toMatchObject(otherwise);
    const mistake = { id, shown, reason: 'mistake' } as const;
    await expect(services.withdrawPenalty(ctx, publisher, mistake)).rejects.toMatchObject(otherwise);
    await write('某服装厂');
    await services.publishPenalty(ctx, publisher, { id, shown });
    await services.withdrawPenalty(ctx, publisher, mistake);
  });

  it('takes a decision number once', async () => {
    await registerPenalty(ctx, county.actor('fire.handler'), decision(2));
    await expect(registerPenalty(ctx, county.actor('fire.lead'), decision(2))).rejects.toMatchObject({
      code: 'alreadyDone',
      field: 'decisionNumber',
    });
  });

  it('enters a day’s decisions at night, in an order and under ids that tell nothing of who registered which when', async () => {
    ctx.advance(86_400_000);
    const numbers = Array.from({ length: 8 }, (_, n) => decision(800 + n).decisionNumber);
    for (let n = 0; n < 8; n += 1) {
      await registerPenalty(ctx, county.actor(n % 2 ? 'fire.lead' : 'fire.handler'), decision(800 + n));
    }
    await enterPenalties(ctx);
    expect(await Promise.all(numbers.map(idOf))).toEqual(numbers.map(() => ''));
    ctx.advance(86_400_000);
    const made = await Promise.all([enterPenalties(ctx), enterPenalties(ctx)]);
    expect(made[0] + made[1]).toBe(8);
    const rows = await ctx.db.select().from(penaltyDecision).orderBy(penaltyDecision.order);
    const entered = rows.filter((row) => numbers.includes(row.decisionNumber));
    expect(entered.every((row) => row.state === 'registered')).toBe(true);
    const log = await ctx.db.execute<{ act: string; entry: string }>(
      sql`select act, entry from log_entry where act in ('penalty.register', 'penalty.enter') order by id`,
    );
    const said = log.filter(({ act }) => act === 'penalty.enter').map(({ entry }) => entry);
    for (const { id } of entered) expect(said.filter((entry) => entry.includes(id))).toHaveLength(1);
    const acts = log
      .filter(({ act }) => act === 'penalty.register')
      .map(({ entry }) => JSON.parse(entry) as { subject: unknown; data: object });
    expect(acts.every(({ subject, data }) => subject === null && Object.keys(data).length === 0)).toBe(true);
  });

  it('pages by key through every row exactly once, newest decision first', async () => {
    for (let number = 100; number < 123; number += 1) {
      const day = `2025-08-${String(1 + (number % 5)).padStart(2, '0')}`;
      await registerPenalty(ctx, county.actor('fire.handler'), decision(number, day));
    }
    ctx.advance(86_400_000);
    expect(await enterPenalties(ctx)).toBeGreaterThanOrEqual(23);
    for (let number = 100; number < 123; number += 1) {
      await publishPenalty(ctx, county.actor('publisher'), await idOf(decision(number).decisionNumber));
    }
    const seen: { day: string; number: string }[] = [];
    let after: Awaited<ReturnType<typeof penaltyPage>>['next'] | undefined;
    do {
      const page = await penaltyPage(ctx.db, 'published', after ? { after } : {}, 4);
      seen.push(...page.rows.map((row) => ({ day: row.decidedOn, number: row.decisionNumber })));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(23);
    expect(new Set(seen.map(({ number }) => number)).size).toBe(23);
    expect(seen.map(({ day }) => day)).toEqual(
      seen
        .map(({ day }) => day)
        .toSorted()
        .reverse(),
    );
  });
});

describe('a decision of a trade or place that there is not', () => {
  it('is refused by the service too, whatever a form posts', async () => {
    const officer = county.actor('fire.handler');
    await expect(registerPenalty(ctx, officer, { ...decision(700), sector: 'own99' })).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'sector' },
    });
    await expect(registerPenalty(ctx, officer, { ...decision(700), town: '999999999' })).rejects.toMatchObject({
      ...{ code: 'invalid', field: 'town' },
    });
  });
});

describe('decisions that wait', () => {
  it('are shown to their own unit and to publishers only', async () => {
    await registered(decision(900));
    const numbers = async (login: string) =>
      (await penaltiesPage(ctx, county.actor(login))).waiting.map((row) => row.decisionNumber);
    expect(await numbers('publisher')).toContain(decision(900).decisionNumber);
    expect(await numbers('fire.lead')).toContain(decision(900).decisionNumber);
    expect(await numbers('emergency.handler')).toEqual([]);
    await expect(penaltiesPage(ctx, county.actor('finance.1'))).rejects.toMatchObject({ code: 'notAllowed' });
  });
});

describe('the protection page', () => {
  it('shows the signed list, and none when its signature does not hold', async () => {
    const shown = await protectionFacts(ctx);
    expect(shown.directory?.units.map((one) => one.names.zh)).toContain('消防救援大队');
    const [signed] = await ctx.db.execute<{ version: number; statement: string; signature: string; made_by: string }>(
      sql`select * from directory_version order by version desc limit 1`,
    );
    const attestations = ['guardians.1', 'guardians.2'].map((login) => ({
      memberId: county.actor(login).memberId,
      signature: signed?.signature,
    }));
    await ctx.db.execute(sql`insert into directory_version (version, statement, signature, attestations, made_by, made_on)
      values (${(signed?.version ?? 0) + 1}, ${signed?.statement.replace('消防', '假冒') ?? ''}, ${signed?.signature ?? ''},
      ${JSON.stringify(attestations)}::jsonb, ${signed?.made_by ?? ''}, '2025-09-15')`);
    expect((await protectionFacts(ctx)).directory).toBeNull();
  });
});
