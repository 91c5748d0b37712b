import { expect, test } from 'vitest';
import { workspaceFor } from '~/browser/opening/use-ceremony';
import { openPayee, releaseShares } from '~/browser/reward/payee-workspace';
import { refusalOf } from '../envelope/samples';

// A row may hold whatever somebody wrote there, and a page's loader passes it on.
const lists = { directory: null, former: [], marks: [] };
let asked = 0;
const keyring = {
  member: () => ({ memberId: 'm' }),
  unitIdentity: async () => {
    asked += 1;
    return '';
  },
};
const claim = { rewardId: 'r', payee: null, payeeSignature: null, claimant: null };
const share = { unitKeyId: 'k', bytes: 'AAAA' };

test('what a page gives is read before any key is used on it', async () => {
  const batch = { id: 'b', order: 1, shares: [{ ...share, rewardId: 'r', financeKeyId: 'f', claim: 'none' }] };
  expect(await refusalOf(() => releaseShares(batch as never, lists, [], keyring))).toBe('damaged');
  const marks = { ...lists, marks: [{ accused: 'x' }] } as never;
  expect(await refusalOf(() => releaseShares({ id: 'b', order: 1, shares: [] }, marks, [], keyring))).toBe('damaged');
  const payment = { rewardId: 'r', payee: 7, claim, shares: { finance: share, released: share } };
  expect(await refusalOf(() => openPayee(payment as never, lists, [], keyring))).toBe('damaged');
  expect(asked).toBe(0);
});

test('an opening’s page gives lists, marks, steps and grants, or nothing is begun with it', async () => {
  const page = { ...lists, steps: [], chain: null, grants: [] };
  expect(() => workspaceFor(page)).toThrow('no directory');
  for (const wrong of [{ grants: [{ unitKeyId: 'k' }] }, { steps: [{}] }, { chain: {} }, { former: ['x'] }]) {
    expect(await refusalOf(() => workspaceFor({ ...page, ...wrong } as never)), JSON.stringify(wrong)).toBe('damaged');
  }
});
