import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { rewardProposal } from '#db/schema/reward';
import { creditFund } from '~/services/reward/fund.server';
import { playedContext } from '../played-context';
import { approve, bareCase, enterRules, fireFund } from '../reward-play';

const APPROVALS = 200;
const PAID = 50;
const EACH = 123_457n;

test('200 approvals that race for a fund with money for 50 commit exactly 50, and the books are even at every instant', async () => {
  const { ctx, county } = await playedContext();
  await enterRules(ctx);
  const fundId = await fireFund(ctx, county, 0n);
  // A fen less than what the next one would take.
  const amount = EACH * BigInt(PAID + 1) - 1n;
  await creditFund(ctx, county.actor('finance.1'), { fundId, amount, voucher: 'RACE-1' });
  const ids = Array.from({ length: APPROVALS }, () => crypto.randomUUID());
  const unitId = county.unitIds.fire;
  const steps = new Uint8Array(300);
  for (const id of ids) {
    const filed = await bareCase(ctx, unitId);
    await ctx.db.insert(rewardProposal).values({
      ...{ id, ...filed, unitId, policyId: 'race', amount: EACH, state: 'proposed', proposedOn: '2025-09-10' },
      ...{ stepsForCase: steps, stepsForReporter: steps, proposedBy: county.actor('fire.handler').memberId },
    });
  }
  const sums: string[] = [];
  let racing = true;
  const watching = (async () => {
    while (racing) {
      const [row] = await ctx.db.execute<{ sum: string; low: string }>(
        sql`select (select coalesce(sum(amount), 0) from ledger_line)::text as sum, (select min(balance) from fund)::text as low`,
      );
      sums.push(row?.sum ?? '');
      expect(BigInt(row?.low ?? '-1')).toBeGreaterThanOrEqual(0n);
    }
  })();
  const leads = ['fire.lead', 'fire.lead2'] as const;
  const tried = await Promise.allSettled(ids.map((id, at) => approve(ctx, county, id, leads[at % 2])));
  racing = false;
  await watching;
  const refused = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(tried.length - refused.length).toBe(PAID);
  for (const reason of refused) expect(reason).toMatchObject({ refusal: true, code: 'fundTooLow' });
  expect(sums.length).toBeGreaterThan(10);
  expect(new Set(sums)).toEqual(new Set(['0']));
  const [books] = await ctx.db.execute<{ balance: string; booked: string; committed: string }>(sql`
    select balance::text, (select sum(amount) from ledger_line where account = ${`fund:${fundId}`})::text as booked,
      (select sum(amount) from ledger_line where account = ${`committed:${fundId}`})::text as committed
    from fund where id = ${fundId}`);
  const left = String(EACH - 1n);
  expect(books).toEqual({ balance: left, booked: left, committed: String(EACH * BigInt(PAID)) });
});
