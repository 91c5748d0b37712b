import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountCheck, cardCheck, checkPayee } from '~/domain/reward/payee';

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

describe('the check digit of a card', () => {
  // ISO/IEC 7812-1 Annex B; the first is the standard's own example, the others are test numbers of card schemes.
  it.each([
    ['49927398716', null],
    ['4111111111111111', true],
    ['6222021234567890', false],
    ['6212345678901232', true],
    ['12345678', null],
    ['12345678901234567890', null],
  ])('of %s fits: %s', (account, fits) => {
    expect(cardCheck(account)).toBe(fits);
    expect(accountCheck(account)).toBe(fits === false ? 'lookTwice' : 'look');
  });

  it('tells every single wrong digit of a card', () => {
    const card = '6212345678901232';
    for (let at = 0; at < card.length; at += 1) {
      for (const digit of '0123456789') {
        const other = card.slice(0, at) + digit + card.slice(at + 1);
        expect(cardCheck(other)).toBe(other === card);
      }
    }
  });
});
