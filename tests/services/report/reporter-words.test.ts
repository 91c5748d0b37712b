import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { report, sealedPart, wrappedKey } from '#db/schema/casework';
import { openFollow } from '~/browser/follow/follow-workspace';
import { claimantFor } from '~/browser/reward/reward-workspace';
import { sealManifest } from '~/contract/sealed/file-manifest';
import { keyScope } from '~/contract/sealed/key-wraps';
import { sealNarrative } from '~/contract/sealed/narrative';
import { sealReporterMessage } from '~/contract/sealed/thread';
import { sealWithdrawal } from '~/contract/sealed/withdrawal';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import type { PartKind } from '~/envelope/seal';
import { newSigningKey } from '~/envelope/signing';
import { wrapSeed } from '~/envelope/wrap';
import { seedPolicies } from '~/services/county/policies.server';
import { addFiles } from '~/services/follow/follow-files.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { sendReporterMessage } from '~/services/follow/follow-write.server';
import { currentUnitKey } from '~/services/keys/unit-key.server';
import { acceptCase } from '../case-steps';
import { keyringOf, reportFire, workspace } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { sessionOf, takeBack } from '../reporter-play';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

type Filed = { caseId: string; reportId: string; code: string };

const intruder = newSigningKey();
const PDF = { name: 'a.pdf', type: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.4') };

/** What an officer's browser makes of the first report of a case. */
async function seen(caseId: string) {
  const { opened } = await workspace(ctx, county.of('fire.handler'), caseId);
  const [first] = opened.reports;
  if (!first) throw new Error('no report');
  return { ...first, unreadable: opened.unreadable };
}

/** What an approving lead's browser would sign for a reward of this report. */
async function claimant(caseId: string, reportId: string): Promise<string> {
  const lead = county.of('fire.lead');
  const { opened } = await workspace(ctx, lead, caseId);
  return claimantFor(opened, { rewardId: randomUUID(), reportId }, keyringOf(lead));
}

async function rowOf(reportId: string) {
  const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
  const { reportRecipient, threadRecipient } = row ?? {};
  if (!reportRecipient || !threadRecipient) throw new Error('no row');
  return { reportRecipient, threadRecipient };
}

/** Written by somebody who can write to the database: a row that nobody but the reporter should be able to make. */
async function slipIn({ caseId, reportId }: Filed, kind: PartKind, sequence: number, bytes: Uint8Array): Promise<void> {
  const key = kind === 'reporterMessage' ? 'thread' : 'report';
  const part = { kind, key, scope: reportId, sequence, madeOn: '2025-09-16' } as const;
  await ctx.db.insert(sealedPart).values({ ...part, id: randomUUID(), caseId, reportId, bytes, size: bytes.length });
}

const partOf = (reportId: string, kind: PartKind) => and(eq(sealedPart.reportId, reportId), eq(sealedPart.kind, kind));

describe('a message made up in the database', () => {
  test('is not shown as the reporter’s, to the officer nor to the reporter, both ways', async () => {
    const filed = await reportFire(ctx);
    const { reportId } = filed;
    const session = await sessionOf(ctx, filed);
    await sendReporterMessage(ctx, session, '真的是我写的');
    const { threadRecipient } = await rowOf(reportId);
    const message = { reportId, sequence: 2, text: '我不告了', threadRecipient };
    const forged = await sealReporterMessage({ ...message, signingSeed: intruder.seed });
    await slipIn(filed, 'reporterMessage', 2, forged);
    expect((await seen(filed.caseId)).messages).toMatchObject([
      { from: 'reporter', text: '真的是我写的' },
      { from: 'reporter', text: null },
    ]);
    const wanted = [
      { text: '真的是我写的', problem: null },
      { text: null, problem: 'notOwn' },
    ];
    expect((await followPage(ctx, session)).messages).toMatchObject(wanted);
    const { sealed } = await sealedFollowPage(ctx, reportId);
    expect((await openFollow(sealed, session.seed)).messages).toMatchObject(wanted);
  });

  test('is not shown either when the narrative was made up with it', async () => {
    const filed = await reportFire(ctx);
    const { reportId, caseId } = filed;
    const { narrative, bound, keys } = await seen(caseId);
    if (!narrative || !bound) throw new Error('no narrative');
    const { reportRecipient, threadRecipient } = await rowOf(reportId);
    const message = { reportId, sequence: 1, text: '我不告了', threadRecipient };
    await slipIn(filed, 'reporterMessage', 1, await sealReporterMessage({ ...message, signingSeed: intruder.seed }));
    const named = { ...bound, signing: intruder.publicKey };
    const put = (bytes: Uint8Array) => ctx.db.update(sealedPart).set({ bytes }).where(partOf(reportId, 'narrative'));
    // With everything in the rows: the report key's public half, but not its seed.
    await put(
      await sealNarrative(reportId, narrative, named, { seed: new Uint8Array(32), recipient: reportRecipient }),
    );
    expect(await seen(caseId)).toMatchObject({ narrative: null, unreadable: 1, messages: [{ text: null }] });
    // With a report key of their own, properly wrapped for the unit: the card, made with the thread key, names another
    // one.
    const own = await newKeyPair();
    const { recipient } = await currentUnitKey(ctx.db, county.unitIds.fire);
    await put(await sealNarrative(reportId, narrative, named, own));
    await ctx.db
      .update(wrappedKey)
      .set({ bytes: await wrapSeed(own.seed, keyScope(filed, 'report'), [recipient]) })
      .where(and(eq(wrappedKey.reportId, reportId), eq(wrappedKey.key, 'report'), eq(wrappedKey.share, 'whole')));
    await expect(seen(caseId)).rejects.toMatchObject({ code: 'wrongPart' });
    // And without the card nobody is believed.
    await ctx.db.delete(sealedPart).where(partOf(reportId, 'reporterCard'));
    expect((await seen(caseId)).messages).toMatchObject([{ text: null }]);
    // Nor does a lead sign that the maker of such a narrative may claim.
    expect((await seen(caseId)).bound?.signing).toBe(intruder.publicKey);
    await expect(claimant(caseId, reportId)).rejects.toMatchObject({ code: 'badSignature' });
    expect(fingerprint(keys.report.recipient)).not.toBe(fingerprint(own.recipient));
  });
});

test('the plain way seals to the keys that the session opened or the card names, whatever the rows name', async () => {
  const filed = await reportFire(ctx);
  const session = await sessionOf(ctx, filed);
  const own = await newKeyPair();
  const { reportRecipient } = await rowOf(filed.reportId);
  await ctx.db
    .update(report)
    .set({ threadRecipient: own.recipient, reportRecipient: own.recipient })
    .where(eq(report.id, filed.reportId));
  await sendReporterMessage(ctx, session, '只给部门看');
  await expect(addFiles(ctx, session, [PDF])).rejects.toMatchObject({ code: 'expired' });
  await ctx.db.update(report).set({ reportRecipient }).where(eq(report.id, filed.reportId));
  await addFiles(ctx, session, [PDF]);
  const there = await seen(filed.caseId);
  expect(there.messages).toMatchObject([{ text: '只给部门看' }]);
  expect(there.files.map(({ entry }) => entry.name)).toEqual(['a.pdf']);
});

test('files that somebody else delivered are not shown, and the officer is told of the day', async () => {
  const filed = await reportFire(ctx);
  const { reportId } = filed;
  await addFiles(ctx, await sessionOf(ctx, filed), [PDF]);
  const entry = { fileIndex: 1, name: '伪造.jpg', type: 'image/jpeg', size: 0, hashes: ['00'] };
  const { reportRecipient } = await rowOf(reportId);
  const delivery = { reportId, sequence: 2, files: [entry], reportRecipient, signingSeed: intruder.seed };
  await slipIn(filed, 'fileManifest', 2, await sealManifest(delivery));
  const { files, forgedFiles, unreadable } = await seen(filed.caseId);
  expect([files.map((file) => file.entry.name), forgedFiles, unreadable]).toEqual([['a.pdf'], ['2025-09-16'], 0]);
});

describe('a withdrawal', () => {
  test('is known to be the reporter’s own', async () => {
    const filed = await reportFire(ctx);
    await acceptCase(ctx, county.actor('fire.lead'), filed.caseId);
    expect((await seen(filed.caseId)).withdrawal).toBe('none');
    await takeBack(ctx, filed);
    expect(await seen(filed.caseId)).toMatchObject({ withdrawal: 'signed', unreadable: 0 });
  });

  test('is noticed when only the row says so, also beside a word that somebody else signed', async () => {
    const filed = await reportFire(ctx);
    const { reportId, caseId } = filed;
    await ctx.db.update(report).set({ withdrawnOn: '2025-09-16' }).where(eq(report.id, reportId));
    expect((await seen(caseId)).withdrawal).toBe('forged');
    const { reportRecipient } = await rowOf(reportId);
    await slipIn(filed, 'withdrawal', 0, await sealWithdrawal(reportId, reportRecipient, intruder.seed));
    expect((await seen(caseId)).withdrawal).toBe('forged');
    // Another report's statement does not do for this one.
    const other = await reportFire(ctx);
    const { seed } = await sessionOf(ctx, filed);
    await slipIn(filed, 'withdrawal', 0, await sealWithdrawal(other.reportId, reportRecipient, seed));
    expect((await seen(caseId)).withdrawal).toBe('forged');
  });
});
