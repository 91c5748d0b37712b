import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { report, sealedPart, wrappedKey } from '#db/schema/casework';
import { isStrange, openFollow, sealMessage } from '~/browser/follow/follow-workspace';
import { sealStaffMessage } from '~/contract/sealed/thread';
import { randomBytes, toBase64 } from '~/envelope/bytes';
import { keyPairFromSeed } from '~/envelope/key-pair';
import { newReceiptCode } from '~/envelope/report/receipt-code';
import { openSealed } from '~/services/follow/follow.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { sendReporterMessage, sendSealedMessage } from '~/services/follow/follow-write.server';
import { sendStaffMessage } from '../case-steps';
import { reportFire, sealedMessages, workspace } from '../case-workspace';
import { sessionOf } from '../reporter-play';
import { browserOf, county, ctx } from './follow-county';
import { bytesOf } from './posted-message';

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

it('opens nothing past retention, and says so', async () => {
  const { code, reportId } = await reportFire(ctx);
  const { look } = await browserOf(code);
  await ctx.db.delete(wrappedKey).where(eq(wrappedKey.reportId, reportId));
  await expect(look(reportId)).rejects.toMatchObject({ code: 'wrongKey' });
});
