import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReceiptNumber, receiptNumber } from '~/domain/typed/receipt-number';

const numbers = fc.integer({ min: 0, max: 9_999_999_999 }).map((one) => String(one).padStart(10, '0'));

test('a number is read again however it is grouped, and no digit can be wrong in it', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (random, at, by) => {
      const number = receiptNumber(random);
      expect(number).toMatch(/^\d{4}-\d{4}-\d{4}$/);
      expect(readReceiptNumber(` ${number.replaceAll('-', ' ')} `)).toBe(number);
      const digits = [...number.replaceAll('-', '')];
      digits[at] = String((Number(digits[at]) + by) % 10);
      expect(readReceiptNumber(digits.join(''))).toBeNull();
    }),
  );
  for (const typed of ['', '1234', 'abcd-efgh-ijkl', `${receiptNumber('0000000000')}0`]) {
    expect(readReceiptNumber(typed)).toBeNull();
  }
  expect(() => receiptNumber('12')).toThrow(RangeError);
});
