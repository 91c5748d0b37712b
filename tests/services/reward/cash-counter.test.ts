import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { cashTry } from '#db/schema/cash';
import { logEntry } from '#db/schema/log';
import { reward } from '#db/schema/reward';
import { isRefusal } from '~/domain/refusal';
import { CASH_TRIES } from '~/domain/reward/cash';
import type { Context } from '~/services/context.server';
import { cashCodeOf } from '~/services/reward/cash-code.server';
import { findCash } from '~/services/reward/cash-find.server';
import { payReward } from '~/services/reward/payout.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { makeBatch, releaseBatch } from '../decided-as-shown';
import { actor, type Cash, claimed, ctx, ready, refusal, release } from './cash-county';

const rowOf = async ({ rewardId }: Cash) => {
  const [row] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
  return row;
};

/** A code that no waiting payment has. */
async function wrongCode(): Promise<string> {
  const codes = (await ctx.db.select().from(reward)).map(({ id }) => cashCodeOf(ctx, id));
  const free = Array.from({ length: codes.length + 1 }, (_, index) => String(index).padStart(8, '0'));
  return free.find((code) => !codes.includes(code)) ?? '';
}

const triesLeft = (login: string, code: string) =>
  findCash(ctx, actor(login), code).then(
    () => 'found',
    (error: unknown) => (isRefusal(error) ? (error.data?.triesLeft ?? error.code) : Promise.reject(error)),
  );

const findRows = async () => {
  const rows = await ctx.db.select().from(logEntry).where(eq(logEntry.act, 'payout.find'));
  return rows.map(({ subject, entry }) => ({ subject, ...JSON.parse(entry).data }));
};

/** Every row of every table as text, as the owner sees it. */
async function dump(): Promise<string> {
  const { db } = ctx.database.owner;
  const tables = await db.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')`,
  );
  const all: string[] = [];
  for (const { name } of tables) {
    all.push(
      ...(await db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`)).map((r) => r.row),
    );
  }
  return all.join('\n');
}

describe('the counter', () => {
  test('finds a payment by the code alone, however it is typed, and pays it as it was shown', async () => {
    const [one, other] = [await ready(), await ready()];
    const finance = actor('finance.1');
    const typed = [
      one.code,
      `${one.code.slice(0, 4)} ${one.code.slice(4)}`,
      `\u202a${one.code}\u202c。`,
      one.code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ];
    for (const text of typed) {
      const found = await findCash(ctx, finance, text);
      expect(found).toMatchObject([{ rewardId: one.rewardId, state: 'released', own: false, method: 'cash' }]);
    }
    const [found] = await findCash(ctx, finance, one.code);
    if (!found) throw new Error('not found');
    await payReward(ctx, finance, { ...found, voucher: 'XJ-1' });
    expect(await rowOf(one)).toMatchObject({ state: 'paid', voucher: 'XJ-1' });
    expect(await rowOf(other)).toMatchObject({ state: 'released' });
    await expect(payReward(ctx, finance, { ...found, voucher: 'XJ-2' })).rejects.toEqual(refusal('alreadyDone'));
    // Once it is paid out, its code no longer finds anything.
    expect(await triesLeft('finance.1', one.code)).toBe(CASH_TRIES - 1);
  });

  test('a wrong code costs its typist a try of the day, and no claimant one', async () => {
    const one = await ready();
    const before = await rowOf(one);
    const logged = (await findRows()).length;
    const wrong = await wrongCode();
    const left: unknown[] = [];
    for (let index = 0; index < CASH_TRIES + 2; index += 1) left.push(await triesLeft('finance.1', wrong));
    expect(left).toEqual([...Array.from({ length: CASH_TRIES }, (_, at) => CASH_TRIES - 1 - at), 0, 0]);
    // Whoever has no try left finds nothing today, not even with a right code; the payment is unchanged for a
    // colleague.
    expect(await triesLeft('finance.1', one.code)).toBe(0);
    expect(await rowOf(one)).toEqual(before);
    expect(await triesLeft('finance.2', one.code)).toBe('found');
    // The log has those that were answered, and no more however often somebody asks.
    const rows = (await findRows()).slice(logged);
    expect(rows.filter(({ outcome }) => outcome === 'wrongCode')).toEqual(
      Array.from({ length: CASH_TRIES }, () => ({ subject: null, outcome: 'wrongCode', refused: 'invalid' })),
    );
    expect(rows).toHaveLength(CASH_TRIES + 1);
    expect(await ctx.db.$count(cashTry)).toBe(2);
    ctx.advance(86_400_000);
    expect(await triesLeft('finance.1', wrong)).toBe(CASH_TRIES - 1);
    expect(await triesLeft('finance.1', one.code)).toBe('found');
    expect(await ctx.db.$count(cashTry)).toBe(2);
  });

  test('tries at the same moment are counted one after the other', async () => {
    const wrong = await wrongCode();
    const tried = await Promise.all(Array.from({ length: 8 }, () => triesLeft('finance.2', wrong)));
    const left = tried.map(Number).sort((a, b) => b - a);
    expect(left).toEqual(left.map((_, at) => CASH_TRIES - 1 - at));
    expect(await ctx.db.select().from(cashTry)).toMatchObject([{ wrong: 8 }]);
  });

  test('what is no code counts nothing', async () => {
    for (const typed of ['', '12', '1234 567', '123456789', '一二三四五六七八', '无']) {
      expect(await triesLeft('finance.1', typed)).toBe('invalid');
    }
    expect(await ctx.db.$count(cashTry)).toBe(0);
  });

  test('says of a payment that is not released yet that it has to wait, which costs no try', async () => {
    const one = await claimed();
    const [early] = await findCash(ctx, actor('finance.1'), one.code);
    expect(early).toMatchObject({ rewardId: one.rewardId, state: 'claimed' });
    if (!early) throw new Error('not found');
    await expect(payReward(ctx, actor('finance.1'), { ...early, voucher: 'XJ-9' })).rejects.toEqual(
      refusal('stageForbids'),
    );
    await makeBatch(ctx, actor('finance.1'));
    expect(await findCash(ctx, actor('finance.1'), one.code)).toMatchObject([{ state: 'batched' }]);
    expect(await ctx.db.select().from(cashTry)).toMatchObject([{ wrong: 0 }]);
    const page = await payoutPage(ctx, actor('guardians.1'));
    for (const { id } of page.guardian?.batches ?? []) await releaseBatch(ctx, actor('guardians.1'), id, []);
    expect(await findCash(ctx, actor('finance.1'), one.code)).toMatchObject([{ state: 'released' }]);
  });

  test('nobody pays cash without having been told its code, today, for this release', async () => {
    const [one, other] = [await ready(), await ready()];
    const find = async (login: string, { code }: Cash) => {
      const [found] = await findCash(ctx, actor(login), code);
      if (!found) throw new Error('not found');
      return found;
    };
    const mine = await find('finance.1', one);
    const pay = (found: string) =>
      payReward(ctx, actor('finance.1'), { rewardId: one.rewardId, voucher: 'XJ-20', shown: mine.shown, found });
    const untold = ['', 'x', one.code, (await find('finance.2', one)).found, (await find('finance.1', other)).found];
    for (const found of untold) await expect(pay(found)).rejects.toEqual(refusal('expired'));
    ctx.advance(86_400_000);
    await expect(pay(mine.found)).rejects.toEqual(refusal('expired'));
    const today = await find('finance.1', one);
    // Put back and released anew in another batch.
    await ctx.database.owner.db
      .update(reward)
      .set({ state: 'claimed', batchId: null })
      .where(eq(reward.id, one.rewardId));
    await release();
    await expect(pay(today.found)).rejects.toEqual(refusal('expired'));
    await pay((await find('finance.1', one)).found);
    expect(await rowOf(one)).toMatchObject({ state: 'paid' });
  });

  test('two payments with the same code by chance are both told', async () => {
    const [one, other] = [await ready(), await ready()];
    const alike = (label: string) => label === 'cash-code';
    const same: Context = {
      ...ctx,
      secret: { ...ctx.secret, tag: (label, text) => (alike(label) ? 'f'.repeat(64) : ctx.secret.tag(label, text)) },
    };
    const found = await findCash(same, actor('finance.1'), cashCodeOf(same, one.rewardId));
    expect(found.map(({ rewardId }) => rewardId)).toEqual(expect.arrayContaining([one.rewardId, other.rewardId]));
  });

  test('does the same work whether the first, the last or none has the code', async () => {
    const cash = [await ready(), await ready(), await ready()];
    const work = async (code: string) => {
      const tagged: string[] = [];
      const counting: Context = {
        ...ctx,
        secret: {
          ...ctx.secret,
          tag: (label, text) => {
            if (label === 'cash-code') tagged.push(text);
            return ctx.secret.tag(label, text);
          },
        },
      };
      await findCash(counting, actor('finance.1'), code).catch(() => undefined);
      return tagged.toSorted();
    };
    const [first, ...rest] = await Promise.all(
      [cash[0]?.code, cash[2]?.code, await wrongCode()].map((c) => work(c ?? '')),
    );
    expect(first?.length).toBeGreaterThanOrEqual(3);
    for (const other of rest) expect(other).toEqual(first);
  });

  test('keeps no code in any row or log line, neither a right nor a wrong one', async () => {
    const one = await ready();
    const wrong = '73920146';
    await triesLeft('finance.1', wrong);
    await findCash(ctx, actor('finance.1'), one.code);
    const rows = await dump();
    const lines = JSON.stringify(ctx.logged, (_, part) => (typeof part === 'bigint' ? String(part) : part));
    for (const code of [one.code, wrong]) {
      expect(rows).not.toContain(code);
      expect(lines).not.toContain(code);
      expect(rows).not.toContain(Buffer.from(code).toString('hex'));
    }
  });
});
