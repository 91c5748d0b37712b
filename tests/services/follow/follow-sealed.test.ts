import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseEvent, caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { payeeShare, reward } from '#db/schema/reward';
import { openCaseFile } from '~/browser/case/case-files';
import { renewKeys } from '~/browser/case/case-renewal';
import { openCase } from '~/browser/case/case-workspace';
import {
  hasUnsignedKey,
  isStrange,
  type OpenedFollow,
  openFollow,
  reportKeyOf,
  sealClaim,
  sealDelivery,
  sealMessage,
} from '~/browser/follow/follow-workspace';
import { wrapForReporter } from '~/contract/sealed/key-wraps';
import { joinPayee, releaseShare } from '~/contract/sealed/payee';
import { sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { openMessage, sealReporterMessage, sealStaffMessage } from '~/contract/sealed/thread';
import { fromBase64, randomBytes, toBase64 } from '~/envelope/bytes';
import { fingerprint, keyPairFromSeed, newKeyPair } from '~/envelope/key-pair';
import { fileEntry, sealFile } from '~/envelope/report/file-parts';
import { newReceiptCode, receiptKeys } from '~/envelope/report/receipt-code';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { acceptCase, sendStaffMessage } from '~/services/case/case.server';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { countyInfo } from '~/services/county/county.server';
import { seedPolicies } from '~/services/county/policies.server';
import { openSealed, sendReporterMessage, sendSealedMessage } from '~/services/follow/follow.server';
import { addFiles, addSealedFiles } from '~/services/follow/follow-files.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { putPart } from '~/services/report/upload.server';
import { claimReward } from '~/services/reward/claim.server';
import { keyringOf, reportFire, sealedMessages, workspace } from '../case-workspace';
import type { County } from '../fixtures';
import { playedContext } from '../played-context';
import { sessionOf, takeBack } from '../reporter-play';
import { approveFromWorkspace, confirmedCase, enterRules, fireFund, night, proposeFrom } from '../reward-play';
import type { TestContext } from '../test-context';

let ctx: TestContext;
let county: County;
beforeAll(async () => {
  ({ ctx, county } = await playedContext());
  await seedPolicies(ctx);
});

/** A reporter's browser: what it derives from the code, and the page it opens. */
async function browserOf(code: string) {
  const { salt } = await countyInfo(ctx.db);
  const { lookupToken, reporter } = await receiptKeys(code, salt, ctx.argon2id);
  const token = toBase64(lookupToken);
  const look = async (reportId: string, before: OpenedFollow | null = null) =>
    openFollow((await sealedFollowPage(ctx, reportId)).sealed, reporter.seed, before);
  return { token, seed: reporter.seed, look };
}

const bytesOf = ({ id, sequence, keyEpoch, offeredEpoch, bytes }: Awaited<ReturnType<typeof sealMessage>>) => ({
  messageId: id,
  sequence: Number(sequence),
  keyEpoch: Number(keyEpoch),
  offeredEpoch: Number(offeredEpoch),
  bytes: fromBase64(bytes),
});

describe('opening by token', () => {
  it('gives a session without seed, and runs no Argon2 on the server', async () => {
    const { code, reportId } = await reportFire(ctx);
    const { token } = await browserOf(code);
    const never = () => Promise.reject(new Error('argon2'));
    const cookie = await openSealed({ ...ctx, argon2id: never, argon2idForCodes: never }, token);
    const session = ctx.followSessions.read(cookie);
    expect(session).toEqual({ reportId, seed: null });
    if (session) await expect(followPage(ctx, session)).rejects.toMatchObject({ code: 'expired' });
  });

  it('answers unknown tokens of every shape alike', async () => {
    const { token } = await browserOf(newReceiptCode());
    const refusals = await Promise.all(
      [token, '', 'no token', `${token}A`].map((given) => openSealed(ctx, given).catch((error: unknown) => error)),
    );
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'notFound', field: 'code' });
  });

  it('shows nothing readable of what was written, and what an officer wrote once opened', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    const handler = county.of('fire.handler');
    const { opened } = await workspace(ctx, handler, caseId);
    const [message] = await sealedMessages(opened, '请说明是哪一扇门。', handler);
    if (message) await sendStaffMessage(ctx, handler.actor, caseId, message);
    const page = await sealedFollowPage(ctx, reportId);
    expect(JSON.stringify(page)).not.toMatch(/哪一扇门|木料|红星/);
    const { look } = await browserOf(code);
    expect((await look(reportId)).messages).toEqual([{ sequence: 1, text: '请说明是哪一扇门。', problem: null }]);
  });
});

describe('a message sealed in the browser', () => {
  it('is refused with the next place when another took its own, then sealed anew', async () => {
    const filed = await reportFire(ctx);
    const { code, reportId } = filed;
    const { look } = await browserOf(code);
    const early = await look(reportId);
    await sendReporterMessage(ctx, await sessionOf(ctx, filed), '先到的一条');
    const late = bytesOf(await sealMessage(early, '晚到的一条', randomUUID()));
    await expect(sendSealedMessage(ctx, reportId, late)).rejects.toMatchObject({
      code: 'conflict',
      data: { next: 2 },
    });
    const now = await look(reportId, early);
    await sendSealedMessage(ctx, reportId, bytesOf(await sealMessage(now, '晚到的一条', late.messageId)));
    const { messages } = await look(reportId, now);
    expect(messages.map(({ text }) => text)).toEqual(['先到的一条', '晚到的一条']);
  });

  it('is kept once, however often it is sent', async () => {
    const { code, reportId } = await reportFire(ctx);
    const { look } = await browserOf(code);
    const message = bytesOf(await sealMessage(await look(reportId), '只要一条', randomUUID()));
    await sendSealedMessage(ctx, reportId, message);
    await sendSealedMessage(ctx, reportId, message);
    expect((await look(reportId)).messages).toHaveLength(1);
  });

  it('is refused in the clear, and under a key that the thread has not', async () => {
    const { code, reportId } = await reportFire(ctx);
    const { look } = await browserOf(code);
    const message = bytesOf(await sealMessage(await look(reportId), '一条', randomUUID()));
    const clear = { ...message, bytes: new TextEncoder().encode('没有封存'.repeat(40)) };
    await expect(sendSealedMessage(ctx, reportId, clear)).rejects.toMatchObject({ code: 'invalid' });
    for (const epochs of [{ keyEpoch: 3 }, { offeredEpoch: 3 }, { keyEpoch: 3, offeredEpoch: 3 }, { keyEpoch: -1 }]) {
      await expect(sendSealedMessage(ctx, reportId, { ...message, ...epochs })).rejects.toMatchObject({
        code: 'conflict',
      });
    }
  });
});

describe('what a server may try', () => {
  it('cannot pass off a message as an officer’s', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
    const { memberId } = county.of('fire.handler');
    const forged = await sealStaffMessage({
      reportId,
      sequence: 1,
      text: '请到办公室来一趟。',
      threadRecipient: row?.threadRecipient ?? '',
      memberId,
      signingSeed: randomBytes(32),
    });
    const place = { kind: 'staffMessage', key: 'thread', scope: reportId, sequence: 1, madeOn: '2025-09-15' } as const;
    await ctx.db
      .insert(sealedPart)
      .values({ ...place, id: randomUUID(), caseId, reportId, bytes: forged, size: forged.length, authorId: memberId });
    const { look } = await browserOf(code);
    expect((await look(reportId)).messages).toEqual([{ sequence: 1, text: null, problem: 'unverified' }]);
  });

  it('cannot put one report’s wraps or messages into another’s', async () => {
    const [a, b] = [await reportFire(ctx), await reportFire(ctx)];
    const { look, seed } = await browserOf(a.code);
    await sendReporterMessage(ctx, await sessionOf(ctx, b), '另一件事');
    const [mine, theirs] = [await sealedFollowPage(ctx, a.reportId), await sealedFollowPage(ctx, b.reportId)];
    await expect(openFollow({ ...mine.sealed, wraps: theirs.sealed.wraps }, seed)).rejects.toMatchObject({
      code: 'wrongKey',
    });
    const sameReporter = await keyPairFromSeed(seed);
    await ctx.db.update(report).set({ reporterRecipient: sameReporter.recipient }).where(eq(report.id, b.reportId));
    const swapped = await openFollow({ ...mine.sealed, messages: theirs.sealed.messages }, seed);
    expect(swapped.messages).toMatchObject([{ problem: 'unreadable' }]);
    const opened = await look(a.reportId);
    await expect(openFollow(theirs.sealed, seed, opened)).rejects.toMatchObject({ code: 'wrongPart' });
  });

  it('cannot change the county key: nothing is believed that another one signed', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    const handler = county.of('fire.handler');
    const { opened } = await workspace(ctx, handler, caseId);
    const [message] = await sealedMessages(opened, '真的留言', handler);
    if (message) await sendStaffMessage(ctx, handler.actor, caseId, message);
    const { sealed } = await sealedFollowPage(ctx, reportId);
    const { seed } = await browserOf(code);
    if (!sealed.directory) throw new Error('no directory');
    const other = toBase64(randomBytes(32));
    const strange = await openFollow({ ...sealed, directory: { ...sealed.directory, publicKey: other } }, seed);
    expect(isStrange(strange)).toBe(true);
    expect(strange.messages).toMatchObject([{ text: null, problem: 'unverified' }]);
    const without = await openFollow({ ...sealed, card: null }, seed);
    expect(isStrange(without)).toBe(true);
    expect(isStrange(await openFollow(sealed, seed))).toBe(false);
  });
});

describe('a renewed thread key', () => {
  /** The next generation as `login`'s browser makes it. */
  async function renew(login: string, caseId: string) {
    const member = county.of(login);
    const opened = await openCase(await caseForRenewal(ctx, member.actor, caseId), keyringOf(member));
    const { wraps, proofs, ...posted } = await renewKeys(opened, keyringOf(member));
    const decoded = <T extends { bytes: string }>(of: T[]) =>
      of.map((one) => ({ ...one, bytes: fromBase64(one.bytes) }));
    await renewCaseKeys(ctx, member.actor, caseId, { ...posted, wraps: decoded(wraps), proofs: decoded(proofs) });
  }

  /** What somebody who writes to the database can do: a thread key of their own for everybody who is to seal to it. */
  async function intrude({ caseId, reportId }: { caseId: string; reportId: string }, signed: 'none' | 'forged') {
    const pair = await newKeyPair();
    const [row] = await ctx.db.select().from(report).where(eq(report.id, reportId));
    const reporterRecipient = row?.reporterRecipient ?? '';
    const { bytes } = await wrapForReporter({ reportId, caseId, reporterRecipient }, pair, 1);
    const wrap = { key: 'thread', share: 'whole', holder: 'reporter', keyEpoch: 1 } as const;
    await ctx.db.insert(wrappedKey).values({ ...wrap, id: randomUUID(), caseId, reportId, bytes });
    await ctx.db.update(report).set({ threadRecipient: pair.recipient }).where(eq(report.id, reportId));
    await ctx.db.update(caseFile).set({ keyEpoch: 1 }).where(eq(caseFile.id, caseId));
    const { memberId } = county.of('fire.handler');
    const add = async (kind: 'keyRenewal' | 'staffMessage', sequence: number, sealed: Uint8Array) => {
      const part = { kind, key: 'thread', scope: reportId, sequence, keyEpoch: 1, madeOn: '2025-09-15' } as const;
      const row = { ...part, id: randomUUID(), caseId, reportId, bytes: sealed, size: sealed.length };
      await ctx.db.insert(sealedPart).values({ ...row, authorId: memberId });
    };
    if (signed === 'forged') {
      const reporter = { reporter: fingerprint(reporterRecipient), signing: 'S'.repeat(43) };
      const renewed = { recipient: pair.recipient, previous: row?.threadRecipient ?? '', reporter };
      const place = { key: 'thread', scope: reportId, keyEpoch: 1 } as const;
      const signer = { memberId, signingSeed: randomBytes(32) };
      await add('keyRenewal', 1, await sealRenewalProof(place, renewed, signer));
    }
    return pair;
  }

  it('is taken when an officer signed it: both sides go on under the new key', async () => {
    const filed = await reportFire(ctx);
    const { look } = await browserOf(filed.code);
    const early = await look(filed.reportId);
    await renew('fire.handler', filed.caseId);
    const late = bytesOf(await sealMessage(early, '用旧钥匙写的', randomUUID()));
    await expect(sendSealedMessage(ctx, filed.reportId, late)).rejects.toMatchObject({ code: 'conflict' });
    const now = await look(filed.reportId, early);
    expect([[...now.keys.keys()], now.unsigned, hasUnsignedKey(now)]).toEqual([[0, 1], [], false]);
    const posted = await sealMessage(now, '用新钥匙写的', randomUUID());
    expect(posted.keyEpoch).toBe('1');
    await sendSealedMessage(ctx, filed.reportId, bytesOf(posted));
    const { opened } = await workspace(ctx, county.of('fire.handler'), filed.caseId);
    expect(opened.reports[0]?.messages.map(({ text }) => text)).toEqual(['用新钥匙写的']);
  });

  it.each(['none', 'forged'] as const)('is noticed when the server put it in (proof: %s)', async (signed) => {
    const filed = await reportFire(ctx);
    const { look, seed } = await browserOf(filed.code);
    const { reportId } = filed;
    const pair = await intrude(filed, signed);
    const opened = await look(reportId);
    expect([[...opened.keys.keys()], opened.unsigned, hasUnsignedKey(opened)]).toEqual([[0], [1], true]);
    // The reporter goes on writing, under the key that was checked: not readable to who put the other one in.
    const posted = await sealMessage(opened, '不给外人看', randomUUID());
    await sendSealedMessage(ctx, reportId, bytesOf(posted));
    const [kept] = await ctx.db.select().from(sealedPart).where(eq(sealedPart.id, posted.id));
    expect(kept?.keyEpoch).toBe(0);
    const signing = reporterSigningKey(seed);
    const place = {
      reportId,
      sequence: 1,
      kind: 'reporterMessage' as const,
      directory: { members: [] },
      reporterKey: signing.publicKey,
    };
    const reading = openMessage({ ...place, sealed: kept?.bytes ?? new Uint8Array(), threadIdentity: pair.identity });
    await expect(reading).rejects.toMatchObject({ code: 'wrongKey' });
    expect((await look(reportId)).messages).toEqual([{ sequence: 1, text: '不给外人看', problem: null }]);
    // With scripts off, what is sealed to that key is not shown either.
    const sealed = await sealReporterMessage({
      reportId,
      sequence: 2,
      text: '外人的话',
      threadRecipient: pair.recipient,
      signingSeed: signing.seed,
    });
    const part = { kind: 'reporterMessage', key: 'thread', scope: reportId, sequence: 2, keyEpoch: 1 } as const;
    const row = { ...part, id: randomUUID(), caseId: filed.caseId, reportId, bytes: sealed, size: sealed.length };
    await ctx.db.insert(sealedPart).values({ ...row, madeOn: '2025-09-15' });
    const page = await followPage(ctx, { reportId, seed });
    expect(page.messages.map(({ text, problem }) => [text, problem])).toEqual([
      ['不给外人看', null],
      [null, 'unreadable'],
    ]);
  });

  it('counts for nobody but the reporter it was made for, nor after another key', async () => {
    const [a, b] = [await reportFire(ctx), await reportFire(ctx)];
    await renew('fire.handler', a.caseId);
    const { sealed } = await sealedFollowPage(ctx, a.reportId);
    const { seed } = await browserOf(a.code);
    expect([...(await openFollow(sealed, seed)).keys.keys()]).toEqual([0, 1]);
    const other = await sealedFollowPage(ctx, b.reportId);
    for (const renewals of [[], other.sealed.renewals, sealed.renewals.map((one) => ({ ...one, keyEpoch: 2 }))]) {
      expect([...(await openFollow({ ...sealed, renewals }, seed)).keys.keys()]).toEqual([0]);
    }
    const without = await openFollow({ ...sealed, directory: null }, seed);
    expect([...without.keys.keys()]).toEqual([0]);
  });
});

describe('a claim sealed in the browser', () => {
  const account = { holder: '陈大江', bank: '安岭农商银行', account: '6222000011112222' };

  async function approved() {
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    const rewardId = await approveFromWorkspace(ctx, county, { ...filed, proposalId }, 'fire.lead2');
    return { ...filed, proposalId, rewardId, ...(await browserOf(filed.code)) };
  }

  const claimOf = (posted: Awaited<ReturnType<typeof sealClaim>>) => {
    const share = (holder: 'finance' | 'guardians') => ({
      share: holder,
      unitKeyId: posted[`${holder}Key`],
      bytes: fromBase64(posted[`${holder}Share`]),
    });
    const sealed = {
      payee: fromBase64(posted.payee),
      payeeRecipient: posted.payeeRecipient,
      shares: [share('finance'), share('guardians')],
      signature: posted.signature,
    };
    return { method: 'bank', rewardId: posted.rewardId, sealed } as const;
  };

  beforeAll(async () => {
    await enterRules(ctx);
    await fireFund(ctx, county, 1_000_000n);
  });

  it('opens for finance and guardians together, and shows the steps before', async () => {
    const { reportId, rewardId, look } = await approved();
    const opened = await look(reportId);
    expect(opened.explained?.steps.map(({ code }) => code)).toContain('penaltyShare');
    await claimReward(ctx, { kind: 'reporter', reportId }, claimOf(await sealClaim(opened, account)));
    await night(ctx);
    const [row] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
    const shares = await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId));
    const of = (holder: string) => shares.find(({ share }) => share === holder)?.bytes ?? new Uint8Array();
    const finance = county.unitPair('finance');
    const released = await releaseShare({
      rewardId,
      share: of('guardians'),
      guardiansIdentity: county.unitPair('guardians').identity,
      toRecipient: finance.recipient,
      mayPay: () => undefined,
    });
    const paying = { rewardId, payee: row?.payee ?? new Uint8Array(), financeShare: of('finance'), released };
    expect(await joinPayee({ ...paying, financeIdentity: finance.identity })).toEqual({ method: 'bank', ...account });
    const alone = { ...paying, released: of('finance'), financeIdentity: finance.identity };
    await expect(joinPayee(alone)).rejects.toMatchObject({ envelopeError: true });
    expect(row).toMatchObject({ state: 'claimed', claimMethod: 'bank' });
  });

  it('is refused for other keys, for another reward, and in the clear', async () => {
    const { reportId, look } = await approved();
    const actor = { kind: 'reporter', reportId } as const;
    const claim = claimOf(await sealClaim(await look(reportId), account));
    const { sealed } = claim;
    const otherKey = { ...sealed, shares: sealed.shares.map((share) => ({ ...share, unitKeyId: randomUUID() })) };
    await expect(claimReward(ctx, actor, { ...claim, sealed: otherKey })).rejects.toMatchObject({ code: 'conflict' });
    await expect(claimReward(ctx, actor, { ...claim, rewardId: randomUUID() })).rejects.toMatchObject({
      code: 'conflict',
    });
    for (const signature of ['', `${sealed.signature}A`]) {
      const unsigned = { ...claim, sealed: { ...sealed, signature } };
      await expect(claimReward(ctx, actor, unsigned)).rejects.toMatchObject({ code: 'invalid' });
    }
    const clear = { ...sealed, payee: new TextEncoder().encode(JSON.stringify(account).padEnd(400)) };
    await expect(claimReward(ctx, actor, { ...claim, sealed: clear })).rejects.toMatchObject({ code: 'invalid' });
    await expect(
      claimReward(ctx, actor, { ...claim, sealed: { ...sealed, payeeRecipient: 'age1weak' } }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await claimReward(ctx, actor, claim);
  });

  it('is not sealed at all to keys that the county’s list does not certify as finance’s and guardians’', async () => {
    const { reportId, look } = await approved();
    const opened = await look(reportId);
    const { payeeKeys } = opened.sealed;
    const swapped = { finance: payeeKeys?.guardians ?? '', guardians: payeeKeys?.finance ?? '' };
    await expect(
      sealClaim({ ...opened, sealed: { ...opened.sealed, payeeKeys: swapped } }, account),
    ).rejects.toMatchObject({ code: 'badSignature' });
  });
});

describe('files that come later', () => {
  /** What the uploader does, for one small file. */
  async function upload(opened: OpenedFollow, content: Uint8Array, fileIndex = opened.sealed.files.nextIndex) {
    const token = toBase64(randomBytes(32));
    const { reportId } = opened.sealed;
    const parts: { sha256: string; length: number }[] = [];
    for await (const part of sealFile({
      reportId,
      fileIndex,
      bytes: content,
      reportRecipient: reportKeyOf(opened),
    })) {
      await putPart(ctx, { token, fileIndex, sequence: part.sequence, sha256: part.sha256, bytes: part.bytes });
      parts.push(part);
    }
    const entry = fileEntry({ fileIndex, name: '补交.pdf', type: 'application/pdf' }, parts);
    const manifest = fromBase64(await sealDelivery(opened, [entry]));
    return {
      deliveryId: randomUUID(),
      uploadToken: token,
      sequence: opened.sealed.files.nextManifest,
      manifest,
    };
  }

  it('are seen and opened by the officer, go on counting, and are kept once', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    const { look, seed } = await browserOf(code);
    const session = { reportId, seed };
    await addFiles(ctx, session, [{ name: 'photo-1.jpg', type: 'image/jpeg', bytes: new Uint8Array([1, 2]) }]);
    const content = new TextEncoder().encode('%PDF-1.4 later');
    const delivery = await upload(await look(reportId), content);
    await addSealedFiles(ctx, reportId, delivery);
    await addSealedFiles(ctx, reportId, delivery);
    const { opened, timeline, sealed } = await workspace(ctx, county.of('fire.handler'), caseId);
    const files = opened.reports.flatMap((one) => one.files);
    expect(files.map(({ entry }) => [entry.fileIndex, entry.name])).toEqual([
      [0, 'photo-1.jpg'],
      [1, '补交.pdf'],
    ]);
    expect(opened.unreadable).toBe(0);
    expect(timeline.filter(({ act }) => act === 'report.addFiles')).toHaveLength(2);
    const [, last] = files;
    if (!last) throw new Error('no file');
    const blobs = new Map(
      (await ctx.db.select().from(sealedPart).where(eq(sealedPart.caseId, caseId))).map((row) => [row.id, row.blob]),
    );
    const fetchPart = async (id: string) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await ctx.blobs.open(blobs.get(id) ?? '')) chunks.push(chunk as Uint8Array);
      return new Uint8Array(Buffer.concat(chunks));
    };
    const blob = await openCaseFile(opened, last, fetchPart);
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(content);
    expect(sealed.caseId).toBe(caseId);
  });

  it('are refused where another delivery took their place, without an upload, and once the case has ended', async () => {
    const { code, reportId } = await reportFire(ctx);
    const { look, seed } = await browserOf(code);
    const session = { reportId, seed };
    const opened = await look(reportId);
    const delivery = await upload(opened, new Uint8Array([7]));
    await addFiles(ctx, session, [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }]);
    await expect(addSealedFiles(ctx, reportId, delivery)).rejects.toMatchObject({ code: 'conflict' });
    const empty = { ...delivery, uploadToken: toBase64(randomBytes(32)), sequence: delivery.sequence + 1 };
    await expect(addSealedFiles(ctx, reportId, empty)).rejects.toMatchObject({ code: 'invalid' });
    await expect(addFiles(ctx, session, [])).rejects.toMatchObject({ code: 'invalid' });
    await takeBack(ctx, { code, reportId });
    await expect(
      addFiles(ctx, session, [{ name: 'b.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }]),
    ).rejects.toMatchObject({ code: 'tooLate' });
  });

  it('have a limit of bytes and of rows for the whole report, whatever the number of deliveries', async () => {
    const small = [{ name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array([1]) }];
    const full = { code: 'invalid', field: 'files', data: { rule: 'full' } };
    for (const [rows, size] of [
      [1, 2304 * 1024 * 1024 - 1000],
      [1997, 10],
    ] as const) {
      const { code, reportId, caseId } = await reportFire(ctx);
      const { look, seed } = await browserOf(code);
      const session = { reportId, seed };
      const part = { kind: 'file', key: 'report', scope: `${reportId}:0`, blob: 'none', madeOn: '2025-09-15' } as const;
      const held = Array.from({ length: rows }, (_, sequence) => ({ ...part, id: randomUUID(), sequence, size }));
      await ctx.db.insert(sealedPart).values(held.map((row) => ({ ...row, caseId, reportId })));
      const delivery = await upload(await look(reportId), new Uint8Array([7]));
      if (rows > 1) {
        // One more delivery of a file and its manifest fits.
        await addSealedFiles(ctx, reportId, delivery);
        await expect(addFiles(ctx, session, small)).rejects.toMatchObject(full);
        const next = await upload(await look(reportId), new Uint8Array([8]));
        await expect(addSealedFiles(ctx, reportId, next)).rejects.toMatchObject(full);
      } else {
        await expect(addSealedFiles(ctx, reportId, delivery)).rejects.toMatchObject(full);
        await expect(addFiles(ctx, session, small)).rejects.toMatchObject(full);
      }
    }
  });
});

describe('taking a report back', () => {
  const stageOf = async (caseId: string) => {
    const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, caseId));
    return { stage: row?.stage, dueOn: row?.dueOn };
  };

  it('closes a case that nobody accepted, once', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    expect((await sealedFollowPage(ctx, reportId)).withdrawing).toBe('closed');
    expect(await takeBack(ctx, { code, reportId })).toBe('closed');
    expect(await stageOf(caseId)).toEqual({ stage: 'closed', dueOn: null });
    await expect(takeBack(ctx, { code, reportId })).rejects.toMatchObject({ code: 'alreadyDone' });
    const page = await sealedFollowPage(ctx, reportId);
    expect(page).toMatchObject({ withdrawn: { on: '2025-09-15', outcome: 'closed' }, withdrawing: null });
    await expect(acceptCase(ctx, county.actor('fire.lead'), caseId)).rejects.toMatchObject({ code: 'stageForbids' });
  });

  it('leaves an accepted case with its department, and tells so on both sides', async () => {
    const { code, reportId, caseId } = await reportFire(ctx);
    await acceptCase(ctx, county.actor('fire.lead'), caseId);
    expect(await takeBack(ctx, { code, reportId })).toBe('goesOn');
    expect(await stageOf(caseId)).toMatchObject({ stage: 'accepted' });
    expect((await sealedFollowPage(ctx, reportId)).withdrawn).toMatchObject({ outcome: 'goesOn' });
    const told = and(eq(caseEvent.caseId, caseId), eq(caseEvent.act, 'report.withdraw'));
    expect(await ctx.db.select().from(caseEvent).where(told)).toMatchObject([{ data: { outcome: 'goesOn' } }]);
  });

  it('does not close a case of danger to life', async () => {
    const { code, reportId, caseId } = await reportFire(ctx, { urgent: true });
    expect(await takeBack(ctx, { code, reportId })).toBe('goesOn');
    expect(await stageOf(caseId)).toMatchObject({ stage: 'registered' });
  });
});

it('opens nothing past retention, and says so', async () => {
  const { code, reportId } = await reportFire(ctx);
  const { look } = await browserOf(code);
  await ctx.db.delete(wrappedKey).where(eq(wrappedKey.reportId, reportId));
  await expect(look(reportId)).rejects.toMatchObject({ code: 'wrongKey' });
});
