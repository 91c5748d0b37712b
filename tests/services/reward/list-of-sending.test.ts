import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { ceremony, payeeSample } from '#db/schema/ceremony';
import { sampleTransferHistory } from '~/services/case/case-steps.server';
import { today } from '~/services/context.server';
import { certifyAll } from '~/services/keys/provision.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { correctPayment, makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import { guardianShares, waitingPayment } from '../payout-play';
import { playedContext } from '../played-context';
import { enterRules, fireFund, night } from '../reward-play';

const { ctx, county } = await playedContext();
await enterRules(ctx);
await fireFund(ctx, county, 100_000n);

const finance = county.actor('finance.1');
const guardian = county.actor('guardians.1');
const nextList = () => certifyAll(ctx, [county.of('guardians.1'), county.of('guardians.2')], county.directory);
const listsShown = async () => (await payoutPage(ctx, guardian)).lists;

async function release(batchId: string): Promise<void> {
  await releaseBatch(ctx, guardian, batchId, await guardianShares(ctx, county, batchId));
}

test('guardians judge a payment by the list of its sending, though no row of it says which: also one taken back later', async () => {
  const { rewardId, batchId } = await waitingPayment(ctx, county, {
    holder: '陈大江',
    bank: '农商银行',
    account: '6222000011112222',
  });
  const then = (await listsShown()).directory?.version ?? 0;
  await nextList();
  expect((await listsShown()).former.map(({ version }) => version)).toContain(then);
  await release(batchId);
  await payReward(ctx, finance, { rewardId, voucher: 'V-1' });
  await night(ctx);
  await nextList();
  // The case has learned of it, and the pair of case and payment is gone.
  await correctPayment(ctx, county.actor('finance.2'), { rewardId, voucher: 'HC-1', reason: 'sentBack' });
  const again = await makeBatch(ctx, finance);
  await release(again);
  await payReward(ctx, finance, { rewardId, voucher: 'V-2' });
  const sample = await sampled(rewardId);
  const way = await ctx.db.transaction((tx) => sampleTransferHistory(tx, sample));
  expect(way.former.map(({ version }) => version)).toContain(then);
});

/** A sample as an auditor draws it: what the browsers of a guardian and a finance officer then get to judge it by. */
async function sampled(rewardId: string): Promise<string> {
  const [id, day] = [randomUUID(), today(ctx)];
  const { memberId, unitId } = county.of('auditor');
  const asked = { kind: 'payeeSample', state: 'asked', reason: 'regularAudit', purpose: 'audit' } as const;
  const by = { askedBy: memberId, askedUnitId: unitId, askedOn: day, reasonSealed: new Uint8Array([1]), fields: [] };
  await ctx.db.insert(ceremony).values({ id, ...asked, ...by });
  const drawn = { fromDay: day, toDay: day, seedSequence: 1, seed: 'seed', rewardIds: [rewardId] };
  await ctx.db.insert(payeeSample).values({ ceremonyId: id, ...drawn });
  return id;
}
