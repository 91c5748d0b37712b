import { describe, expect, test } from 'vitest';
import { shownText } from '~/domain/shown-entry';
import { counterShown, setCashCounter } from '~/services/reward/cash-counter.server';
import { findCash } from '~/services/reward/cash-find.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { enterRules } from '../reward-play';
import { actor, ctx, ready, refusal } from './cash-county';

describe('the claimant', () => {
  test('is told where and when, as finance has entered it', async () => {
    const one = await ready();
    expect((await rewardForReporter(ctx, one.reportId))?.counter).toBeNull();
    const counter = { places: { zh: '财政局一楼3号窗口', en: 'Window 3' }, hours: { zh: '工作日 9:00–17:00' } };
    const shown = shownText(counterShown(null));
    await expect(setCashCounter(ctx, actor('guardians.1'), counter, shown)).rejects.toEqual(refusal('notAllowed'));
    const blank = { places: { zh: ' \u200b ' }, hours: counter.hours };
    await expect(setCashCounter(ctx, actor('finance.1'), blank, shown)).rejects.toEqual(refusal('invalid', 'place.zh'));
    await setCashCounter(ctx, actor('finance.1'), counter, shown);
    expect((await rewardForReporter(ctx, one.reportId))?.counter).toEqual(counter);
    // A colleague whose page is older overwrites nothing unseen.
    await expect(setCashCounter(ctx, actor('finance.2'), counter, shown)).rejects.toEqual(refusal('conflict'));
  });

  test('is told to bring a document where the rule rewards named reporters only, and so is the counter', async () => {
    const one = await ready();
    const told = async () => [
      (await rewardForReporter(ctx, one.reportId))?.cashByCode,
      (await findCash(ctx, actor('finance.2'), one.code))[0]?.byCode,
    ];
    expect(await told()).toEqual([true, true]);
    await enterRules(ctx, { id: 'anling-named', effectiveFrom: '2025-01-01', anonymousEligible: false });
    expect(await told()).toEqual([false, false]);
  });
});
