import { beforeAll, expect, test } from 'vitest';
import { claimReward } from '~/services/reward/claim.server';
import { shuffled } from '~/services/shuffle.server';
import { makeBatch, releaseBatch } from './decided-as-shown';
import { joiningFields } from './equal-values';
import type { County } from './fixtures';
import { stolenRows } from './join-search';
import { playedContext } from './played-context';
import { approve, enterRules, fireFund, night, proposalRow, proposeBare, reporterOf, rewardOf } from './reward-play';
import type { TestContext } from './test-context';

const MANY = 8;

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await enterRules(ctx);
  await fireFund(ctx, county, 10_000_000n);
});

/** Claimed in cash; every two reports are sealed by a list of their own. */
async function claimedByLists(): Promise<string[]> {
  const proposals: string[] = [];
  for (let index = 0; index < MANY; index += 1) {
    proposals.push(await proposeBare(ctx, county, 2_000_000n, 1 + Math.floor(index / 2)));
  }
  for (const id of shuffled(proposals)) {
    await approve(ctx, county, id);
    await claimReward(ctx, await reporterOf(ctx, id), { method: 'cash' });
  }
  return proposals;
}

test('no field beside a payment is equal to one beside its own case and to no other', async () => {
  const proposals = await claimedByLists();
  await night(ctx);
  const batchId = await makeBatch(ctx, county.actor('finance.1'));
  await releaseBatch(ctx, county.actor('guardians.1'), batchId, []);
  const rows = await stolenRows(ctx.database.owner.db);
  const pairs = await Promise.all(
    proposals.map(async (id) => {
      const { caseId, reportId } = await proposalRow(ctx, id);
      return { payment: rewardOf(id), ofCase: [id, caseId, reportId] };
    }),
  );
  expect(joiningFields(rows, pairs)).toEqual([]);
  // The control: the list by which a report was sealed is found when it is written beside its payment.
  const versions = new Map(pairs.map(({ payment }, index) => [payment, 1 + Math.floor(index / 2)]));
  const written = rows.map((row) => {
    const version = row.ids.flatMap((id) => versions.get(id) ?? [])[0];
    return row.table === 'reward' && version !== undefined ? { ...row, cells: { ...row.cells, version } } : row;
  });
  expect(joiningFields(written, pairs)).toEqual(['reward.version = report.list_version']);
});
