import { and, eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { report, sealedPart, wrappedKey } from '#db/schema/casework';
import { keyScope } from '~/contract/sealed/key-wraps';
import { newKeyPair } from '~/envelope/key-pair';
import { wrapSeed } from '~/envelope/wrap';
import { currentUnitKey } from '~/services/keys/unit-key.server';
import { desk, reportFire } from './case-desk';
import type { County } from './fixtures';
import { playedHouse } from './played-house';
import type { TestHouse } from './test-house';

let house: TestHouse;
let county: County;

beforeAll(async () => {
  ({ house, county } = await playedHouse());
});

const open = (caseId: string) => desk(house, county.of('fire.lead'), caseId);

/** As an intruder with the whole database would: a key of their own, rightly wrapped for the handling unit. */
async function slipIn(filed: { caseId: string; reportId: string }, key: 'thread' | 'case') {
  const own = await newKeyPair();
  const { recipient } = await currentUnitKey(house.db, county.unitIds.fire);
  await house.db
    .update(wrappedKey)
    .set({ bytes: await wrapSeed(own.seed, keyScope(filed, key), [recipient]) })
    .where(and(eq(wrappedKey.caseId, filed.caseId), eq(wrappedKey.key, key), eq(wrappedKey.share, 'whole')));
}

test.each(['thread', 'case'] as const)('a %s key that the server made up opens no case', async (key) => {
  const filed = await reportFire(house);
  await open(filed.caseId);
  await slipIn(filed, key);
  await expect(open(filed.caseId)).rejects.toMatchObject({ code: 'wrongPart' });
});

test('another report’s parts in place of one’s own are noticed', async () => {
  const [one, other] = [
    await reportFire(house),
    await reportFire(house, { description: '另一件事情，锅炉没有检验。' }),
  ];
  const narrativeOf = (reportId: string) => and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, 'narrative'));
  const [foreign] = await house.db.select().from(sealedPart).where(narrativeOf(other.reportId));
  await house.db
    .update(sealedPart)
    .set({ bytes: foreign?.bytes ?? null })
    .where(narrativeOf(one.reportId));
  const { opened } = await open(one.caseId);
  expect([opened.reports[0]?.narrative, opened.unreadable]).toEqual([null, 1]);
  // With the keys swapped along, the labels inside still say whose they are.
  await house.db.delete(wrappedKey).where(eq(wrappedKey.reportId, one.reportId));
  await house.db
    .update(wrappedKey)
    .set({ reportId: one.reportId, caseId: one.caseId })
    .where(eq(wrappedKey.reportId, other.reportId));
  await expect(open(one.caseId)).rejects.toMatchObject({ code: 'wrongPart' });
});

test('the sound case opens', async () => {
  const filed = await reportFire(house);
  const [row] = await house.db.select().from(report).where(eq(report.id, filed.reportId));
  expect((await open(filed.caseId)).opened.reports[0]?.keys.thread.recipient).toBe(row?.threadRecipient);
});
