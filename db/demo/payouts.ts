import { releaseShares } from '../../app/browser/reward/payee-workspace';
import { shownText } from '../../app/domain/shown-entry';
import { fromBase64 } from '../../app/envelope/bytes';
import type { Context } from '../../app/services/context.server';
import { cashCodeOf } from '../../app/services/reward/cash-code.server';
import { counterShown, setCashCounter } from '../../app/services/reward/cash-counter.server';
import { findCash } from '../../app/services/reward/cash-find.server';
import { creditFund, openFund } from '../../app/services/reward/fund.server';
import { makeBatch, payReward, releaseBatch } from '../../app/services/reward/payout.server';
import { payoutPage } from '../../app/services/reward/payout-page.server';
import { type Cast, keyringOf, personOf } from './players';

const FUND_FEN = 60_000_000n;

/** Every paying unit's fund of a year, with its appropriation. */
export async function fillFunds(ctx: Context, cast: Cast, year: number): Promise<void> {
  const finance = personOf(cast, 'finance1');
  const paying = ['emergency', 'housing', 'fire', 'transport', 'market', 'chengguan', 'upper', 'discipline'];
  for (const [index, code] of paying.entries()) {
    const unitId = cast.unitIds.get(code) ?? '';
    const fundId = await openFund(ctx, finance.actor, { unitId, year, source: 'fiscal' });
    const voucher = `拨〔${year}〕${index + 1}`;
    await creditFund(ctx, finance.actor, { fundId, amount: FUND_FEN, voucher });
  }
}

/** Where and when claimants are told to come for cash. */
export async function sayCounter(ctx: Context, cast: Cast): Promise<void> {
  const { actor } = personOf(cast, 'finance1');
  const places = {
    zh: '县财政局一楼 3 号窗口（安岭大道 8 号）',
    en: 'Window 3, ground floor, Finance Bureau, 8 Anling Avenue',
  };
  const hours = { zh: '工作日 9:00–11:30、14:30–17:00', en: 'Working days 9:00–11:30 and 14:30–17:00' };
  await setCashCounter(ctx, actor, { places, hours }, shownText(counterShown(null)));
}

export async function batchAll(ctx: Context, cast: Cast): Promise<string> {
  const { actor } = personOf(cast, 'finance1');
  const { finance } = await payoutPage(ctx, actor);
  return makeBatch(ctx, actor, finance?.nextBatch.shown ?? '');
}

/** As in a guardian's browser: opens the guardians' shares of a batch and seals each anew to finance. */
export async function release(ctx: Context, cast: Cast, batchId: string): Promise<void> {
  const guardian = personOf(cast, 'guardian1');
  const page = await payoutPage(ctx, guardian.actor);
  const batch = page.guardian?.batches.find(({ id }) => id === batchId);
  if (!batch) throw new Error('The demo batch is gone');
  const shares = await releaseShares(batch, page.lists, page.grants, keyringOf(guardian));
  const posted = shares.map((share) => ({ ...share, bytes: fromBase64(share.bytes) }));
  await releaseBatch(ctx, guardian.actor, batchId, { shares: posted, shown: batch.shown });
}

export async function pay(ctx: Context, cast: Cast, rewardId: string, number: number): Promise<void> {
  const { actor } = personOf(cast, 'finance2');
  const { finance } = await payoutPage(ctx, actor);
  const transfer = finance?.payable.find((one) => one.rewardId === rewardId);
  const [cash] = transfer ? [] : await findCash(ctx, actor, cashCodeOf(ctx, rewardId));
  const row = transfer ?? cash;
  if (!row) throw new Error('The demo payment is gone');
  const voucher = `付-${String(number).padStart(4, '0')}`;
  await payReward(ctx, actor, { rewardId, voucher, shown: row.shown, found: cash?.found });
}
