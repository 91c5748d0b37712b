import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { handOver } from '#db/schema/hand-over';
import { penaltyDecision } from '#db/schema/publication';
import { enterNight } from '~/services/night.server';
import { nightKeys } from '~/services/night-keys.server';
import { enterPenalties, registerPenalty } from '~/services/publication/penalty.server';
import { newMarker } from '../faults/marker-search';
import { logPosition, rightByOrder, stolenBytes } from './database-thief';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;
const DAY = 86_400_000;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const decision = (decisionNumber: string, offender: string) => ({
  decisionNumber,
  decidedOn: '2025-09-01',
  offender,
  creditCode: null,
  sector: 'fire' as const,
  town: '500200101',
  offence: '堵塞疏散通道',
  legalBasis: '消防法第六十条',
  amount: 2_000_000n,
});
const register = (number: string, offender = '某厂') =>
  registerPenalty(ctx, county.actor('fire.handler'), decision(number, offender));
const keysOf = () => readdirSync(join(ctx.blobFolder, 'night'));

describe('what waits for the night', () => {
  test('lies in no table file and no write-ahead log, neither number nor offender', async () => {
    const marks = { number: newMarker(), offender: newMarker() };
    const since = await logPosition(ctx);
    await register(marks.number, marks.offender);
    const stolen = await stolenBytes(ctx, since);
    for (const mark of Object.values(marks)) expect(stolen.includes(mark)).toBe(false);
    // The search does find what lies there: the act of registering itself.
    expect(stolen.includes('penalty.register')).toBe(true);

    ctx.advance(DAY);
    await enterNight(ctx);
    const after = await stolenBytes(ctx, since);
    expect(after.includes(marks.offender)).toBe(true);
  });

  test('opens for nobody once it is entered: the key of its day is gone', async () => {
    await register(newMarker());
    const [row] = await ctx.db.select().from(handOver);
    const day = row?.onDay ?? '';
    expect(ctx.nightKeys.known(day)?.open('penalty', row?.bytes ?? new Uint8Array())).toBeDefined();
    await enterNight(ctx);
    expect(ctx.nightKeys.known(day)).not.toBeNull();
    ctx.advance(DAY);
    await enterNight(ctx);
    expect(ctx.nightKeys.known(day)).toBeNull();
    expect(keysOf()).toEqual([]);
  });

  test('has one size, whatever it says', async () => {
    await register(newMarker(), '厂');
    await register(newMarker(), '某某某某某有限责任公司'.repeat(12));
    const rows = await ctx.db.select().from(handOver);
    expect(new Set(rows.map(({ bytes }) => bytes.length)).size).toBe(1);
  });

  test('is entered in one transaction and in no order that tells which act it came from', async () => {
    ctx.advance(DAY);
    await enterNight(ctx);
    const numbers = Array.from({ length: 16 }, newMarker);
    for (const number of numbers) await register(number);
    ctx.advance(DAY);
    expect(await enterPenalties(ctx)).toBe(16);
    const entered = await ctx.database.owner.db.execute<{ number: string; born: string }>(sql`
      select decision_number as number, xmin::text as born from penalty_decision
      where decision_number in ${numbers} order by ctid`);
    expect(entered).toHaveLength(16);
    expect(new Set(entered.map(({ born }) => born)).size).toBe(1);
    // By chance one or two of sixteen are right; nine happen once in half a million nights.
    for (const order of ['ctid', '"order"', 'id', 'cmin']) {
      const rows = await ctx.database.owner.db.execute<{ number: string }>(sql`
        select decision_number as number from penalty_decision where decision_number in ${numbers}
        order by ${sql.raw(order === 'cmin' ? 'cmin::text' : order)}`);
      expect(
        rightByOrder(
          numbers,
          rows.map(({ number }) => number),
        ),
      ).toBeLessThan(9);
    }
  });
});

describe('nothing is lost or done twice', () => {
  test('a number that waits already is refused, and one that stands', async () => {
    const number = newMarker();
    await register(number);
    await expect(register(number)).rejects.toMatchObject({ code: 'alreadyDone', field: 'decisionNumber' });
    ctx.advance(DAY);
    await expect(register(number)).rejects.toMatchObject({ code: 'alreadyDone', field: 'decisionNumber' });
    await enterNight(ctx);
    await expect(register(number)).rejects.toMatchObject({ code: 'alreadyDone', field: 'decisionNumber' });
  });

  test('several processes enter each thing once, and nothing handed over meanwhile loses its key', async () => {
    const numbers = Array.from({ length: 6 }, newMarker);
    for (const number of numbers) await register(number);
    ctx.advance(DAY);
    const late = newMarker();
    await Promise.all([enterNight(ctx), register(late), enterNight(ctx), enterNight(ctx)]);
    ctx.advance(DAY);
    await enterNight(ctx);
    for (const number of [...numbers, late]) {
      expect(await ctx.db.$count(penaltyDecision, eq(penaltyDecision.decisionNumber, number))).toBe(1);
    }
    expect(await ctx.db.$count(handOver)).toBe(0);
  });

  test('a night that fails half-way leaves everything waiting, and the next one enters it', async () => {
    const number = newMarker();
    await register(number);
    ctx.advance(DAY);
    const broken = { ...ctx, db: failingAtCommit() };
    await expect(enterPenalties(broken)).rejects.toThrow('power cut');
    expect(await ctx.db.$count(handOver)).toBe(1);
    await enterNight(ctx);
    expect(await ctx.db.$count(penaltyDecision, eq(penaltyDecision.decisionNumber, number))).toBe(1);
  });

  test('what has lost its key is told, holds up nothing else, and stays', async () => {
    await register(newMarker());
    const [row] = await ctx.db.select().from(handOver);
    ctx.nightKeys.destroy(row?.onDay ?? '');
    ctx.advance(DAY);
    const number = newMarker();
    await register(number);
    ctx.advance(DAY);
    await enterNight(ctx);
    expect(await ctx.db.$count(penaltyDecision, eq(penaltyDecision.decisionNumber, number))).toBe(1);
    expect(await ctx.db.$count(handOver)).toBe(1);
    expect(ctx.logged).toContainEqual({ event: 'handOver.unreadable', fields: { kind: 'penalty', rows: 1 } });
  });

  test('two processes that make a day’s key at once agree on one', () => {
    const folder = join(ctx.blobFolder, 'shared');
    const [one, other] = [nightKeys(folder), nightKeys(folder)];
    const sealed = one.ofDay('2025-09-15').seal('x', new Uint8Array(4));
    expect(other.ofDay('2025-09-15').open('x', sealed)).toHaveLength(4);
    expect(other.known('2025-09-16')).toBeNull();
  });
});

/** The transaction does its work and is then thrown away, as when the power fails before it commits. */
function failingAtCommit(): TestContext['db'] {
  return new Proxy(ctx.db, {
    get: (db, name, self) =>
      name === 'transaction'
        ? (body: (tx: unknown) => Promise<unknown>) =>
            db.transaction(async (tx) => {
              await body(tx);
              throw new Error('power cut');
            })
        : Reflect.get(db, name, self),
  });
}
