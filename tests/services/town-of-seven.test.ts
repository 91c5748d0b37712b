import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseFile } from '#db/schema/casework';
import { reward } from '#db/schema/reward';
import { openPayee } from '~/browser/reward/payee-workspace';
import { certifiedInForce } from '~/services/keys/certified.server';
import { certifiedKeyOf } from '~/services/keys/unit-key.server';
import { takesReports } from '~/services/report/open-reporting.server';
import { creditFund, openFund } from '~/services/reward/fund.server';
import { payoutPage } from '~/services/reward/payout-page.server';
import { inviteMember } from '~/services/staff/member.server';
import { keyringOf } from './case-workspace';
import { approveFor, askFor, openFor } from './ceremony-play';
import { payReward, releaseBatch } from './decided-as-shown';
import { guardianShares, waitingPayment } from './payout-play';
import { confirmedCase, enterRules } from './reward-play';
import { testContext } from './test-context';
import { makeTown } from './town-county';

const ctx = await testContext();
const { ids, people, provision, cast } = await makeTown(ctx);
await enterRules(ctx);
const PAYEE = { holder: '张三丰', bank: '农业银行镇溪支行', account: '6222999900007777' };

test('seven people open reporting, without a level above, finance office or department', async () => {
  expect(people).toHaveLength(7);
  expect(await takesReports(ctx, { anew: true })).toBe(true);
  expect([...(await certifiedInForce(ctx.db)).keys.values()].map(({ kind }) => kind).sort()).toEqual([
    'custodians',
    'guardians',
    'intake',
  ]);
});

test('they take in, verify and confirm by two, and open an identity by three', async () => {
  const identity = { name: '李四', phone: '13800001234', idNumber: null };
  const named = { anonymity: 'named' as const, identity, consent: true, matter: 'violation' as const };
  const filed = await confirmedCase(ctx, cast, named);
  const [row] = await ctx.db.select().from(caseFile).where(eq(caseFile.id, filed.caseId));
  expect(row).toMatchObject({ responsibleUnitId: ids.get('intake'), stage: 'verdictConfirmed' });
  expect(row?.reasons).toMatchObject([{ rule: 'nearest' }]);
  const id = await askFor(ctx, cast, filed);
  await approveFor(ctx, cast, id, ['guardians.2', 'custodians.1']);
  expect(await openFor(ctx, cast, id)).toMatchObject({ name: '李四', phone: '13800001234' });
});

test('they reward, and the custodians pay: finance’s share of the account is sealed to their key', async () => {
  const [payer, guardian] = [cast.of('custodians.1'), cast.of('guardians.1')];
  const year = new Date(ctx.now()).getUTCFullYear();
  const fundId = await openFund(ctx, payer.actor, { unitId: ids.get('intake') ?? '', year, source: 'fiscal' });
  await creditFund(ctx, payer.actor, { fundId, amount: 10_000_000n, voucher: 'BK-1' });
  const { rewardId, batchId } = await waitingPayment(ctx, cast, PAYEE);
  expect((await certifiedKeyOf(ctx.db, 'finance')).unitId).toBe(ids.get('custodians'));
  await releaseBatch(ctx, guardian.actor, batchId, await guardianShares(ctx, cast, batchId));
  const { finance, lists, grants } = await payoutPage(ctx, payer.actor);
  const row = finance?.payable.find((one) => one.rewardId === rewardId);
  if (!row) throw new Error('nothing to pay');
  expect(await openPayee(row, lists, grants, keyringOf(payer))).toEqual({ method: 'bank', ...PAYEE });
  await payReward(ctx, payer.actor, { rewardId, voucher: 'V-1' });
  const [paid] = await ctx.db.select().from(reward).where(eq(reward.id, rewardId));
  expect(paid?.state).toBe('paid');
});

test('what one person may not hold together is refused with its rule, at the invitation', async () => {
  const admin = cast.actor('administration.1');
  const invite = (unit: string, ...roles: Parameters<typeof inviteMember>[2]['roles']) =>
    inviteMember(ctx, admin, { login: `x.${unit}`, name: '甲', roles, unitId: ids.get(unit) ?? '' });
  const refused = (rule: string) => ({ code: 'conflict', field: 'roles', data: { rule } });
  // A role that is allowed besides comes only together with the one that has a part in the unit's key.
  await expect(invite('custodians', 'finance')).rejects.toMatchObject(refused('rolesFitUnit'));
  await expect(invite('intake', 'handler', 'lead')).rejects.toMatchObject(refused('rolesFitUnit'));
  await expect(invite('intake', 'intake', 'administrator')).rejects.toMatchObject(refused('administratorHoldsKey'));
  await expect(invite('guardians', 'guardian', 'auditor')).rejects.toMatchObject(refused('auditorHoldsKey'));
  const formerUnitIds = [ids.get('custodians') ?? ''];
  await expect(
    inviteMember(ctx, admin, {
      login: 'x.former',
      name: '乙',
      roles: ['intake'],
      unitId: ids.get('intake') ?? '',
      formerUnitIds,
    }),
  ).rejects.toMatchObject(refused('separateCircles'));
  expect(provision.unitKeys.size).toBe(3);
});
