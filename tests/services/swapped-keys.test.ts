import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { report, sealedPart, wrappedKey } from '#db/schema/casework';
import { keyScope } from '~/contract/sealed/key-wraps';
import { newKeyPair } from '~/envelope/key-pair';
import { wrapSeed } from '~/envelope/wrap';
import { currentUnitKey } from '~/services/keys/unit-key.server';
import { reportFire, workspace } from './case-workspace';
import type { County } from './fixtures';
import { playedContext } from './played-context';
import type { TestContext } from './test-context';

let ctx: TestContext;
let county: County;

beforeAll(async () => {
  ({ ctx, county } = await playedContext());
});

const open = (caseId: string) => workspace(ctx, county.of('fire.lead'), caseId);

/** As an intruder with the whole database would do: a key of their own, properly wrapped for the handling unit. */
async function slipIn(filed: { caseId: string; reportId: string }, key: 'thread' | 'case') {
  const own = await newKeyPair();
  const { recipient } = await currentUnitKey(ctx.db, county.unitIds.fire);
  await ctx.db
    .update(wrappedKey)
    .set({ bytes: await wrapSeed(own.seed, keyScope(filed, key), [recipient]) })
    .where(and(eq(wrappedKey.caseId, filed.caseId), eq(wrappedKey.key, key), eq(wrappedKey.share, 'whole')));
}

test.each(['thread', 'case'] as const)('a %s key that the server made up opens no case', async (key) => {
  const filed = await reportFire(ctx);
  await open(filed.caseId);
  await slipIn(filed, key);
  await expect(open(filed.caseId)).rejects.toMatchObject({ code: 'wrongPart' });
});

test('another report’s parts in place of one’s own are noticed', async () => {
  const [one, other] = [await reportFire(ctx), await reportFire(ctx, { description: '另一件事情，锅炉没有检验。' })];
  const narrativeOf = (reportId: string) => and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'narrative'));
  const [foreign] = await ctx.db.select().from(sealedPart).where(narrativeOf(other.reportId));
  await ctx.db
    .update(sealedPart)
    .set({ bytes: foreign?.bytes ?? null })
    .where(narrativeOf(one.reportId));
  const { opened } = await open(one.caseId);
  expect([opened.reports[0]?.narrative, opened.unreadable]).toEqual([null, 1]);
  // With the keys swapped along, the labels inside still say to whom they belong.
  await ctx.db.delete(wrappedKey).where(eq(wrappedKey.reportId, one.reportId));
  await ctx.db
    .update(wrappedKey)
    .set({ reportId: one.reportId, caseId: one.caseId })
    .where(eq(wrappedKey.reportId, other.reportId));
  await expect(open(one.caseId)).rejects.toMatchObject({ code: 'wrongPart' });
});

test('the sound case opens', async () => {
  const filed = await reportFire(ctx);
  const [row] = await ctx.db.select().from(report).where(eq(report.id, filed.reportId));
  expect((await open(filed.caseId)).opened.reports[0]?.keys.thread.recipient).toBe(row?.threadRecipient);
});
