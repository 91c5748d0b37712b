import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { logEntry } from '#db/schema/log';
import { ledgerLine, payeeShare, reward } from '#db/schema/reward';
import { ownLogKey } from '~/services/log/log-keys.server';
import { sequenceLog } from '~/services/log/log-sequencer.server';
import { verifyLog } from '~/services/log/verify-log.server';
import { claimReward } from '~/services/reward/claim.server';
import type { Payment } from '~/services/reward/payout.server';
import { makeBatch, paymentNow, releaseBatch } from '../services/decided-as-shown';
import { county, ctx, guardianShares, PAYEE } from '../services/reward/payout-county';
import { approve, bankClaim, night, proposeBare, reporterOf } from '../services/reward-play';
import { atCommit, holdCommits, inTheMiddle, letCommits } from './killed-transaction';
import { ownProcess } from './own-process';

let payment: Payment;
const { killAt, again } = ownProcess(
  () => ctx,
  'payment-process.ts',
  () => ({ actor: county.actor('finance.1'), payment }),
);

/** How a payment stands: its state, what was booked for it, its released share, and whether the books and the log are whole. */
async function standing(rewardId: string) {
  await sequenceLog(ctx);
  const [row] = await ctx.db.select({ state: reward.state }).from(reward).where(eq(reward.id, rewardId));
  const booked = await ctx.db
    .select({ kind: ledgerLine.kind })
    .from(ledgerLine)
    .where(sql`${ledgerLine.rewardId} = ${rewardId} and ${ledgerLine.line} = 1 and ${ledgerLine.kind} = 'pay'`);
  const [sum] = await ctx.db.select({ sum: sql<string>`sum(${ledgerLine.amount})::text` }).from(ledgerLine);
  const released = sql`${payeeShare.rewardId} = ${rewardId} and ${payeeShare.share} = 'released'`;
  return {
    state: row?.state,
    booked: booked.length,
    logged: await ctx.db.$count(
      logEntry,
      sql`${logEntry.act} = 'payout.pay' and ${logEntry.subject} = ${`reward:${rewardId}`}`,
    ),
    opens: (await ctx.db.$count(payeeShare, released)) > 0,
    even: sum?.sum === '0' && (await verifyLog(ctx)).ok,
  };
}

test('kill -9 while a payment is recorded leaves no half, no double and no lost one', async () => {
  await ownLogKey(ctx);
  const proposalId = await proposeBare(ctx, county, 2_000_000n);
  const rewardId = await approve(ctx, county, proposalId);
  await claimReward(ctx, await reporterOf(ctx, proposalId), bankClaim(PAYEE));
  await night(ctx);
  const batchId = await makeBatch(ctx, county.actor('finance.1'));
  await releaseBatch(ctx, county.actor('guardians.1'), batchId, await guardianShares(batchId));
  payment = { rewardId, voucher: 'KILLED-1', shown: await paymentNow(ctx, rewardId) };

  // In its middle: it is as if nothing had been pressed, and the account can still be opened for it.
  await killAt(inTheMiddle('ledger_line'));
  expect(await standing(rewardId)).toEqual({ state: 'released', booked: 0, logged: 0, opens: true, even: true });
  // Once nothing can stop it any more, it is whole, though nobody was answered; sent again it does nothing.
  await holdCommits(ctx.database.owner.db, 'reward', 'update');
  await killAt(atCommit);
  await letCommits(ctx.database.owner.db, 'reward');
  const paid = { state: 'paid', booked: 1, logged: 1, opens: false, even: true };
  expect(await standing(rewardId)).toEqual(paid);
  expect(again()).toEqual({ code: 'alreadyDone' });
  expect(await standing(rewardId)).toEqual(paid);
});
