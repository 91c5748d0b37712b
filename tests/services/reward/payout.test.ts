import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { payeeShare } from '#db/schema/reward';
import { openPayee } from '~/browser/reward/payee-workspace';
import { claimReward } from '~/services/reward/claim.server';
import { accountBalances } from '~/services/reward/ledger.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { rewardForReporter } from '~/services/reward/reward-page.server';
import { keyringOf } from '../case-workspace';
import { correctPayment, makeBatch, payReward, releaseBatch } from '../decided-as-shown';
import { approve, bankClaim, confirmedCase, night, proposalRow, proposeFrom } from '../reward-play';
import { actor, county, ctx, guardianShares, PAYEE, refusal, rowOf } from './payout-county';

/** Every row of every table as text, as the owner sees it. */
async function dump(): Promise<string> {
  const { db } = ctx.database.owner;
  const tables = await db.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')`,
  );
  let text = '';
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(sql`select t::text as row from ${sql.raw(name)} t`);
    text += rows.map(({ row }) => row).join('\n');
  }
  return text;
}

const inAllForms = (marker: string) => {
  const bytes = Buffer.from(marker);
  return [
    marker,
    bytes.toString('hex'),
    Buffer.from(marker, 'utf16le').toString('hex'),
    bytes.toString('base64').slice(0, -4),
  ];
};

const asText = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part));

describe('a bank payout', () => {
  test('goes from claim to voucher through guardian and finance, and takes its release back', async () => {
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    const rewardId = await approve(ctx, county, proposalId);
    await claimReward(ctx, { kind: 'reporter', reportId: filed.reportId }, bankClaim(PAYEE));
    await night(ctx);
    const sealed = await dump();
    for (const marker of Object.values(PAYEE).flatMap(inAllForms)) expect(sealed).not.toContain(marker);

    const batchId = await makeBatch(ctx, actor('finance.1'));
    await expect(payReward(ctx, actor('finance.1'), { rewardId, voucher: 'V-1' })).rejects.toEqual(
      refusal('stageForbids'),
    );
    const shares = await guardianShares(batchId);
    await expect(releaseBatch(ctx, actor('guardians.1'), batchId, [])).rejects.toEqual(refusal('invalid', 'shares'));
    const elsewhere = shares.map((share) => ({ ...share, unitKeyId: county.unitRef('guardians').unitKeyId }));
    await expect(releaseBatch(ctx, actor('guardians.1'), batchId, elsewhere)).rejects.toEqual(refusal('conflict'));
    await expect(releaseBatch(ctx, actor('finance.1'), batchId, shares)).rejects.toEqual(refusal('notAllowed'));
    await releaseBatch(ctx, actor('guardians.1'), batchId, shares);
    await expect(releaseBatch(ctx, actor('guardians.2'), batchId, shares)).rejects.toEqual(refusal('alreadyDone'));

    const officer = county.of('finance.2');
    const page = await payoutPage(ctx, officer.actor);
    const row = page.finance?.payable.find((one) => one.rewardId === rewardId);
    if (!row) throw new Error('not payable');
    expect(await openPayee(row, page.lists, page.grants, keyringOf(officer))).toEqual({ method: 'bank', ...PAYEE });
    // Neither share alone opens it.
    const halved = { ...row, shares: row.shares && { ...row.shares, released: row.shares.finance } };
    await expect(openPayee(halved, page.lists, page.grants, keyringOf(officer))).rejects.toThrow();

    await payReward(ctx, officer.actor, { rewardId, voucher: 'ZF-2025-0007' });
    expect(await rowOf(rewardId)).toMatchObject({ state: 'paid', voucher: 'ZF-2025-0007' });
    // What was released for this payment is gone: finance alone can no longer open the account.
    const left = await ctx.db.select().from(payeeShare).where(eq(payeeShare.rewardId, rewardId));
    expect(left.map(({ share }) => share).sort()).toEqual(['finance', 'guardians']);
    const after = await dump();
    expect(after).toContain('ZF-2025-0007');
    for (const marker of Object.values(PAYEE).flatMap(inAllForms)) expect(after).not.toContain(marker);
    for (const { event, fields } of ctx.logged) expect(asText({ event, fields })).not.toContain('Zq');
    expect(await rewardForReporter(ctx, filed.reportId)).toMatchObject({ state: 'paid', amount: 750_000n });
    await night(ctx);
    expect(await rewardForReporter(ctx, filed.reportId)).toMatchObject({
      state: 'paid',
      amount: null,
      paidOn: '2025-09-16',
    });
    const sums = await accountBalances(ctx.db, null);
    expect(sums.reduce((all, { amount }) => all + amount, 0n)).toBe(0n);
    expect(sums.find(({ account }) => account === 'paid')?.amount).toBe(750_000n);

    // The bank sends it back: it is taken back by an entry of its own, released and paid anew.
    const correction = { rewardId, voucher: 'HC-2025-1', reason: 'sentBack' } as const;
    await expect(correctPayment(ctx, officer.actor, correction)).rejects.toEqual(refusal('samePerson'));
    await expect(correctPayment(ctx, actor('auditor'), correction)).rejects.toEqual(refusal('notAllowed'));
    const used = correctPayment(ctx, actor('finance.1'), { ...correction, voucher: 'zf-2025-0007' });
    await expect(used).rejects.toEqual(refusal('alreadyDone', 'voucher'));
    await correctPayment(ctx, actor('finance.1'), correction);
    expect(await rowOf(rewardId)).toMatchObject({ state: 'claimed', voucher: null, paidOn: null, batchId: null });
    const back = await accountBalances(ctx.db, null);
    expect(back.find(({ account }) => account === 'paid')?.amount ?? 0n).toBe(0n);
    expect(back.find(({ account }) => account === 'payable')?.amount).toBe(750_000n);
    await expect(correctPayment(ctx, actor('finance.1'), correction)).rejects.toEqual(refusal('stageForbids'));
    const again = await makeBatch(ctx, actor('finance.1'));
    await releaseBatch(ctx, actor('guardians.1'), again, await guardianShares(again));
    await payReward(ctx, officer.actor, { rewardId, voucher: 'ZF-2025-0008' });
    expect(await rowOf(rewardId)).toMatchObject({ state: 'paid', voucher: 'ZF-2025-0008' });
  });

  test('finance and guardians see nothing that leads to a case', async () => {
    const filed = await confirmedCase(ctx, county);
    const proposalId = await proposeFrom(ctx, county, filed);
    const rewardId = await approve(ctx, county, proposalId);
    await claimReward(ctx, { kind: 'reporter', reportId: filed.reportId }, bankClaim(PAYEE));
    await night(ctx);
    const shown: string[] = [asText({ ...(await payoutPage(ctx, actor('finance.1'))), lists: null })];
    await makeBatch(ctx, actor('finance.1'));
    // The signed lists of certified keys are the same for every member and name no case.
    const withoutLists = async (login: string) => asText({ ...(await payoutPage(ctx, actor(login))), lists: null });
    shown.push(await withoutLists('guardians.1'), await withoutLists('finance.1'));
    const { proposedBy } = await rowOf(rewardId);
    const { stepsForCase, unitId } = await proposalRow(ctx, proposalId);
    const steps = Buffer.from(stepsForCase).toString('base64url').slice(0, 60);
    const hidden = [
      filed.caseId,
      filed.reportId,
      proposalId,
      unitId,
      proposedBy,
      steps,
      'violation',
      'hazard',
      'penalty',
      'substantiated',
    ];
    expect(hidden.filter((word) => shown.join().includes(word))).toEqual([]);
    await expect(payoutPage(ctx, actor('fire.handler'))).rejects.toEqual(refusal('notAllowed'));
    await expect(payoutPage(ctx, actor('admin'))).rejects.toEqual(refusal('notAllowed'));
  });
});
