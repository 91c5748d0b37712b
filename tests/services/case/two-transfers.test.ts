import { asc, sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { caseTransfer } from '#db/schema/casework';
import { freshnessStamp } from '#db/schema/county';
import { PREPARE } from '~/browser/case/case-acts';
import { whileMoved } from '~/browser/case/transfer-again';
import { checkedTransfers } from '~/browser/case/transfer-check';
import { isRefusal } from '~/domain/refusal';
import { transferCase } from '~/services/case/case-transfer.server';
import { appendTransfer, noteTransfer, transferChain } from '~/services/case/transfer-chain.server';
import { openedInForce } from '~/services/keys/certified.server';
import { workspace } from '../case-workspace';
import { reportAbout } from '../escrow-play';
import type { County } from '../fixtures';
import { lockWaiters } from '../lock-waiters';
import { playedContext } from '../played-context';
import type { TestContext } from '../test-context';
import { signedTransfer } from '../transfer-play';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const signed = (caseId: string) => signedTransfer(ctx, county.of('fire.handler'), caseId, county.unitIds.emergency);
const keep = async (caseId: string, transfer: Awaited<ReturnType<typeof signed>>) =>
  transferCase(ctx, county.actor('fire.handler'), caseId, transfer);

const numbers = async () =>
  (await ctx.db.select().from(caseTransfer).orderBy(asc(caseTransfer.number))).map(({ number }) => number);

/** The chain as every browser checks it. */
async function wholeChain() {
  const now = await openedInForce(ctx.db);
  if (!now) throw new Error('no list');
  return checkedTransfers(await transferChain(ctx, ctx.db), now, county.directory.publicKey);
}

test('of two transfers at once one is kept, and the other signs again at the next place', async () => {
  const cases = [await reportAbout(ctx), await reportAbout(ctx)];
  const ready = await Promise.all(cases.map(({ caseId }) => signed(caseId)));
  expect(ready.map(({ step }) => step.number)).toEqual([1, 1]);
  const kept = await Promise.allSettled(cases.map(({ caseId }, index) => keep(caseId, ready[index] as never)));
  const lost = kept.findIndex(({ status }) => status === 'rejected');
  expect(kept.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(kept[lost]).toMatchObject({ reason: { code: 'conflict', data: { rule: 'transferMoved' } } });
  expect(await numbers()).toEqual([1]);
  const again = cases[lost]?.caseId ?? '';
  await keep(again, await signed(again));
  expect(await numbers()).toEqual([1, 2]);
  expect((await wholeChain()).hashes.at(-1)).toBe(ctx.notedTransfers.read()?.head);
});

test('many at once are all kept, one after the other, by browsers that sign again', async () => {
  const before = (await numbers()).length;
  const cases = await Promise.all(Array.from({ length: 4 }, () => reportAbout(ctx)));
  await Promise.all(
    cases.map(({ caseId }) =>
      whileMoved(async () => {
        const transfer = await signed(caseId);
        await keep(caseId, transfer).catch((error: unknown) => {
          throw isRefusal(error) ? Object.assign(new Error('refused'), { refused: error }) : error;
        });
      }),
    ),
  );
  expect(await numbers()).toEqual(Array.from({ length: before + 4 }, (_, index) => index + 1));
  expect((await wholeChain()).links).toHaveLength(before + 4);
});

test('a step that is kept while the chain is read is not named in it and missing', async () => {
  const { caseId } = await reportAbout(ctx);
  const transfer = await signed(caseId);
  const before = ctx.notedTransfers.read()?.head;
  let reading: ReturnType<typeof transferChain> | undefined;
  await ctx.database.owner.db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${freshnessStamp} in access exclusive mode`);
    reading = transferChain(ctx, ctx.db);
    await lockWaiters(ctx, 1);
    // Steps that come meanwhile are kept without looking at stamps.
    noteTransfer(ctx, await ctx.db.transaction((own) => appendTransfer(ctx, own, transfer.step)));
  });
  const chain = await reading;
  expect(chain?.noted).toBe(before);
  expect(chain?.links).toHaveLength(transfer.step.number);
});

test('of a case that has gone on since its page was opened nothing more is signed, and the page says so', async () => {
  const { caseId } = await reportAbout(ctx);
  const { opened, facts } = await workspace(ctx, county.of('fire.handler'), caseId);
  await keep(caseId, await signed(caseId));
  const typed: Record<string, string> = { unit: county.unitIds.emergency, text: '属于贵局职责。', sure: 'yes' };
  const transfers = () => transferChain(ctx, ctx.db);
  const page = { opened, today: '2025-09-15', transfers, facts, rewardDueOptions: {} };
  const prepared = await PREPARE.transfer((field) => typed[field] ?? '', { ...page, replyTitles: {} as never });
  expect(prepared).toEqual({ errors: { '': 'movedOn' } });
});

test('a step for a place that is taken, or after another one than the newest, is kept by nobody', async () => {
  const { caseId } = await reportAbout(ctx);
  const right = await signed(caseId);
  for (const change of [{ number: 1 }, { number: right.step.number + 1 }, { previous: 'f'.repeat(64) }]) {
    // What the signature does not say, or says about another place.
    const bent = { ...right, step: { ...right.step, ...change } };
    await expect(keep(caseId, bent)).rejects.toMatchObject({ code: 'conflict' });
  }
  await keep(caseId, right);
});
