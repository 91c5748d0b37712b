import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinPayee, type PayeePlain, releaseShare, sealPayee } from '~/contract/sealed/payee';
import { newKeyPair } from '~/envelope/key-pair';
import { openJson } from '~/envelope/seal';
import { ABOUT, refusalOf } from '../envelope/samples';

const [finance, guardians] = [await newKeyPair(), await newKeyPair()];
const units = {
  finance: { unitId: 'finance', unitKeyId: 'f1', recipient: finance.recipient },
  guardians: { unitId: 'guardians', unitKeyId: 'g1', recipient: guardians.recipient },
};
const account: PayeePlain = { method: 'bank', holder: '李四', bank: '样例银行', account: '6200000000000000000' };

async function claimed(rewardId: string, payee: PayeePlain = account) {
  const sealed = await sealPayee({ rewardId, payee, ...units, about: ABOUT });
  const share = (of: 'finance' | 'guardians') =>
    sealed.shares.find((entry) => entry.share === of)?.bytes ?? new Uint8Array();
  const released = await releaseShare({
    rewardId,
    share: share('guardians'),
    guardiansIdentity: guardians.identity,
    toRecipient: finance.recipient,
    mayPay: () => undefined,
  });
  const paying = {
    rewardId,
    payee: sealed.payee,
    financeShare: share('finance'),
    released,
    financeIdentity: finance.identity,
  };
  return { sealed, share, paying };
}
const one = await claimed('reward-1');
const two = await claimed('reward-2');

test('finance opens the payee after the guardians released their share', async () => {
  const texts = fc.string({ maxLength: 60, unit: 'grapheme' });
  const payees = fc.record({ method: fc.constant('bank' as const), holder: texts, bank: texts, account: texts });
  await fc.assert(
    fc.asyncProperty(payees, async (payee) => {
      expect(await joinPayee((await claimed('reward-9', payee)).paying)).toEqual(payee);
    }),
    { numRuns: 4 },
  );
});

test('neither side opens it alone', async () => {
  const label = { kind: 'payee', scope: 'reward-1', sequence: 0 } as const;
  for (const { identity } of [finance, guardians]) {
    expect(await refusalOf(() => openJson(one.sealed.payee, identity, label))).toBe('wrongKey');
  }
  expect(await refusalOf(() => joinPayee({ ...one.paying, released: one.share('guardians') }))).toBe('wrongKey');
  expect(await refusalOf(() => joinPayee({ ...one.paying, released: one.share('finance') }))).toBe('wrongPart');
  expect(await refusalOf(() => joinPayee({ ...one.paying, financeIdentity: guardians.identity }))).toBe('wrongKey');
});

test('shares, releases and payees of two rewards do not mix', async () => {
  expect(await refusalOf(() => joinPayee({ ...one.paying, released: two.paying.released }))).toBe('wrongPart');
  expect(await refusalOf(() => joinPayee({ ...one.paying, financeShare: two.paying.financeShare }))).toBe('wrongPart');
  expect(await refusalOf(() => joinPayee({ ...one.paying, payee: two.sealed.payee }))).toBe('wrongKey');
  expect(await refusalOf(() => joinPayee({ ...two.paying, rewardId: 'reward-1' }))).toBe('wrongPart');
});

test('the size of a sealed payee does not tell who or where', async () => {
  const short = await claimed('reward-1', { method: 'bank', holder: '一', bank: '二', account: '3' });
  const [holder, bank, number] = ['李'.repeat(60), '行'.repeat(80), '6'.repeat(32)];
  const long = await claimed('reward-1', { method: 'bank', holder, bank, account: number });
  expect(long.sealed.payee.length).toBe(short.sealed.payee.length);
  expect(short.sealed.payee.length).toBe(one.sealed.payee.length);
  expect(one.sealed.shares.map(({ share, unitKeyId }) => `${share} ${unitKeyId}`)).toEqual([
    'finance f1',
    'guardians g1',
  ]);
});
