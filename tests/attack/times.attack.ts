import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inArray, sql } from 'drizzle-orm';
import { beforeAll, expect } from 'vitest';
import { penaltyDecision } from '#db/schema/publication';
import { reward, rewardProposal } from '#db/schema/reward';
import { localBlobStore } from '~/services/blob-store.server';
import { registerPenalty } from '~/services/publication/penalty.server';
import { claimReward } from '~/services/reward/claim.server';
import { afterFile } from '../runner/after-file';
import { rightByOrder } from '../services/database-thief';
import { joiningFields } from '../services/equal-values';
import { type County, makeCounty } from '../services/fixtures';
import { idsReachedFrom, sharedTransactions, sidesOf, stolenRows } from '../services/join-search';
import {
  approve,
  enterRules,
  fireFund,
  night,
  proposalRow,
  proposeBare,
  reporterOf,
  rewardOf,
} from '../services/reward-play';
import { type TestContext, testContext } from '../services/test-context';
import { attack } from './attack';
import { ownerOfDemo } from './demo';

const PROMISE = 'What was paid or published leads back to no case';
const MANY = 16;
/** By chance one or two of sixteen guesses are right; nine are right once in half a million nights. */
const CHANCE = 9;
const DAY = 86_400_000;

const owner = ownerOfDemo();

attack(PROMISE, 'vouchers of the demo to their cases, by every id in every row', async ({ note }) => {
  const rows = await stolenRows(owner.db);
  const { cases } = sidesOf(rows);
  const paid = await owner.db.select().from(reward);
  const vouchers = paid.filter(({ voucher }) => voucher !== null);
  expect(vouchers.length).toBeGreaterThan(50);
  const found = vouchers.filter(({ id }) => [...idsReachedFrom(rows, id)].some((reached) => cases.has(reached)));
  expect(found.map(({ voucher }) => voucher)).toEqual([]);
  // The control: the same walk goes from a proposal to its case.
  const proposals = (await owner.db.select().from(rewardProposal)).slice(0, 20);
  for (const { id, caseId } of proposals) expect(idsReachedFrom(rows, id).has(caseId)).toBe(true);
  note(`${vouchers.length} vouchers, ${rows.length} rows`);
});

attack(PROMISE, 'transactions of the demo that wrote both of a payment and of a case', async ({ note }) => {
  const shared = sharedTransactions(await stolenRows(owner.db));
  // Only night runs, which write everything of a day. One payment alone on its day is joined by the day, as the threat
  // model says.
  expect(shared.length).toBeGreaterThan(0);
  expect(shared.filter(({ nightly }) => !nightly)).toEqual([]);
  note(`${shared.length} nights, the smallest of ${Math.min(...shared.map(({ payments }) => payments))}`);
});

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ctx = await testContext();
  await enterRules(ctx);
  county = await makeCounty(ctx);
  await fireFund(ctx, county, 10_000_000n);
});

const inOrder = async (table: string, column: string, by: string, among: readonly string[]) => {
  const rows = await ctx.database.owner.db.execute<{ id: string }>(sql`select ${sql.raw(column)}::text as id
    from ${sql.raw(table)} where ${sql.raw(column)}::text in ${among} order by ${sql.raw(by)}`);
  return rows.map(({ id }) => id);
};

attack(PROMISE, 'neighbouring transactions and places of claims, payments and penalties', async ({ note }) => {
  const proposals: string[] = [];
  for (let index = 0; index < MANY; index += 1) proposals.push(await proposeBare(ctx, county, 2_000_000n));
  const numbers = proposals.map(() => `罚〔2025〕${randomUUID()}`);
  for (const [index, id] of proposals.entries()) {
    await approve(ctx, county, id);
    await claimReward(ctx, await reporterOf(ctx, id), { method: 'cash' });
    await registerPenalty(ctx, county.actor('fire.handler'), penalty(numbers[index] ?? ''));
  }
  // The control: the acts themselves lie in the order in which they were done.
  expect(rightByOrder(proposals, await inOrder('reward_proposal', 'id', 'xmin::text::bigint', proposals))).toBe(MANY);
  await night(ctx);
  const rewards = proposals.map(rewardOf);
  const born = await ctx.db.select().from(reward).where(inArray(reward.id, rewards));
  expect(born).toHaveLength(MANY);
  expect(await ctx.db.$count(penaltyDecision, inArray(penaltyDecision.decisionNumber, numbers))).toBe(MANY);
  let best = 0;
  for (const by of ['xmin::text::bigint, ctid', '"order"', 'id', 'cmin::text::int']) {
    best = Math.max(best, rightByOrder(rewards, await inOrder('reward', 'id', by, rewards)));
    best = Math.max(best, rightByOrder(numbers, await inOrder('penalty_decision', 'decision_number', by, numbers)));
  }
  expect(best).toBeLessThan(CHANCE);
  note(`${best} of ${MANY} right by the best order`);
});

attack(PROMISE, 'equal values, small numbers too, beside payments and beside their cases', async ({ note }) => {
  const proposals: string[] = [];
  // Two reports are sealed by each signed list: whatever tells which of the eight lists it was nearly tells whose
  // payment it is.
  for (let index = 0; index < MANY; index += 1) {
    proposals.push(await proposeBare(ctx, county, 2_000_000n, 1 + Math.floor(index / 2)));
  }
  for (const id of proposals) {
    await approve(ctx, county, id);
    await claimReward(ctx, await reporterOf(ctx, id), { method: 'cash' });
  }
  await night(ctx);
  const pairs = await Promise.all(
    proposals.map(async (id) => {
      const { caseId, reportId } = await proposalRow(ctx, id);
      return { payment: rewardOf(id), ofCase: [id, caseId, reportId] };
    }),
  );
  const rows = await stolenRows(ctx.database.owner.db);
  // The control: a proposal and its own report share their case.
  const known = pairs.map(({ ofCase: [proposal = '', , reportId = ''] }) => ({
    payment: proposal,
    ofCase: [reportId],
  }));
  expect(joiningFields(rows, known)).toContain('reward_proposal.case_id = report.case_id');
  expect(joiningFields(rows, pairs)).toEqual([]);
  note(`${rows.length} rows`);
});

const penalty = (decisionNumber: string) => ({
  decisionNumber,
  decidedOn: '2025-09-01',
  offender: '某厂',
  creditCode: null,
  sector: 'fire' as const,
  town: '500200101',
  offence: '堵塞疏散通道',
  legalBasis: '消防法第六十条',
  amount: 2_000_000n,
});

attack(PROMISE, 'times, numbers and order of the files of a day', async ({ note }) => {
  const folder = mkdtempSync(join(tmpdir(), 'anshao-times-'));
  afterFile(() => rmSync(folder, { recursive: true, force: true }));
  let now = Date.now();
  const store = localBlobStore(folder, () => now);
  const came: string[] = [];
  for (let index = 0; index < MANY; index += 1) came.push(await store.put(randomBytes(500)));
  expect(rightByOrder(came, filesBy(folder, 'ctimeNs'))).toBe(MANY);
  now += DAY;
  await store.renew();
  const guesses = (['ctimeNs', 'birthtimeNs', 'mtimeNs', 'ino'] as const).map((by) =>
    rightByOrder(came, filesBy(folder, by)),
  );
  expect(Math.max(...guesses)).toBeLessThan(CHANCE);
  note(`${Math.max(...guesses)} of ${MANY} right by the best of them`);
});

function filesBy(folder: string, by: 'ctimeNs' | 'birthtimeNs' | 'mtimeNs' | 'ino'): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, at: statSync(join(entry.parentPath, entry.name), { bigint: true })[by] }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ name }) => name);
}
