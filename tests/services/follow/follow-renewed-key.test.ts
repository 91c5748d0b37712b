import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { caseFile, report, sealedPart, wrappedKey } from '#db/schema/casework';
import { renewKeys } from '~/browser/case/case-renewal';
import { openCase } from '~/browser/case/case-workspace';
import { hasUnsignedKey, openFollow, sealMessage } from '~/browser/follow/follow-workspace';
import { wrapForReporter } from '~/contract/sealed/key-wraps';
import { sealRenewalProof } from '~/contract/sealed/renewal-proof';
import { openMessage, sealReporterMessage } from '~/contract/sealed/thread';
import { fromBase64, randomBytes } from '~/envelope/bytes';
import { fingerprint, newKeyPair } from '~/envelope/key-pair';
import { reporterSigningKey } from '~/envelope/report/reporter-signing';
import { caseForRenewal, renewCaseKeys } from '~/services/case/case-renewal.server';
import { followPage, sealedFollowPage } from '~/services/follow/follow-page.server';
import { sendSealedMessage } from '~/services/follow/follow-write.server';
import { keyringOf, reportFire, workspace } from '../case-workspace';
import { browserOf, county, ctx } from './follow-county';
import { bytesOf } from './posted-message';

describe('a renewed thread key', () => {
  /** The next generation as made by `login`'s browser. */
  async function renew(login: string, caseId: string) {
    const member = county.of(login);
    const opened = await openCase(await caseForRenewal(ctx, member.actor, caseId), keyringOf(member));
    const { wraps, proofs, ...posted } = await renewKeys(opened, keyringOf(member));
    const decoded = <T extends { bytes: string }>(of: T[]) =>
      of.map((one) => ({ ...one, bytes: fromBase64(one.bytes) }));
    await renewCaseKeys(ctx, member.actor, caseId, { ...posted, wraps: decoded(wraps), proofs: decoded(proofs) });
  }

  /**
   * What somebody who writes to the database can do: wrap a thread key of their own for everybody who is to seal to it.
   */
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
    // The reporter goes on writing under the key that was checked, which whoever put in the other one cannot read.
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
