import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseEvent, caseFile } from '#db/schema/casework';
import { payeeShare, reward } from '#db/schema/reward';
import { sealClaim } from '~/browser/follow/follow-workspace';
import { joinPayee, releaseShare } from '~/contract/sealed/payee';
import { fromBase64 } from '~/envelope/bytes';
import { sealedFollowPage } from '~/services/follow/follow-page.server';
import { claimReward } from '~/services/reward/claim.server';
import { acceptCase } from '../case-steps';
import { reportFire } from '../case-workspace';
import { takeBack } from '../reporter-play';
import { approveFromWorkspace, confirmedCase, enterRules, fireFund, night, proposeFrom } from '../reward-play';
import { browserOf, county, ctx } from './follow-county';

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
