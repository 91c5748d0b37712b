import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPayee } from '~/domain/payee';

const typed = { holder: '陈大江', bank: '安岭农商银行镇溪支行', account: '6222 0000 1111 2222' };

describe('a payee', () => {
  it('is taken with gaps, hyphens and full-width digits in the number', () => {
    expect(checkPayee(typed)).toEqual({ ...typed, account: '6222000011112222' });
    expect(checkPayee({ ...typed, account: '６２２２－００００－１１１１' })).toMatchObject({
      account: '622200001111',
    });
  });

  it('names the first field that is wrong', () => {
    expect(checkPayee({ ...typed, holder: ' ' })).toBe('holder');
    expect(checkPayee({ ...typed, bank: '行'.repeat(81) })).toBe('bank');
    expect(checkPayee({ ...typed, account: '1234567' })).toBe('account');
    expect(checkPayee({ holder: undefined, bank: 7, account: null })).toBe('holder');
  });

  it('has 8 to 32 digits and nothing else in its number', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (account) => {
        const checked = checkPayee({ ...typed, account });
        if (typeof checked !== 'string') expect(checked.account).toMatch(/^\d{8,32}$/);
      }),
    );
    expect(checkPayee({ ...typed, account: '1'.repeat(33) })).toBe('account');
  });
});
